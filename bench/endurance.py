"""Endurance: five minutes of readers, embeds, writers and publications at once.

Run as `python -m bench.endurance [SECONDS]`; prints Markdown and ends with 1 if anything was not
answered as it should be. Times run from when a request was due, so that a service that stands still
is not spared the requests it kept waiting. A bare application runs beside it, in a process of its
own: where that stands still as well, it is the machine.
"""

import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import msgspec
import uvloop

from bench import servers
from bench.archive import NEWSROOM, make
from bench.client import Client, ClientResponse
from releases.desk import access
from releases.rules.roles import Actor
from releases.store.sqlite import SqliteStore
from releases.store.tokens import Scope
from service.clock.guarded import GuardedClock

WHO = Actor("bench", is_machine=True)
SECONDS = 300.0
POLLERS, POLL_EVERY = 1_000, 4.0
EMBEDS_A_SECOND, EMBEDDERS = 200, 40
WRITERS, WRITE_EVERY = 10, 1.0
PUBLISH_EVERY = 5.0
BARE_EVERY = 0.05
IDLE_LOOKS = 500
BARE = "a bare application beside it"
SAMPLES = 60
FEEDS = ("feed.rss", "feed.atom", "feed.json", "feed.ninjs.json")
EMBEDS = ("embed.html", "embed.html?count=3", "embed.html?topic=amne-1")
RELEASES = f"/api/v1/newsrooms/{NEWSROOM}/releases"


class LoadKind(msgspec.Struct):
    """What was asked for in one way: seconds an answer took, how many by status, what failed."""

    idle: list[float] = msgspec.field(default_factory=list)
    taken: list[float] = msgspec.field(default_factory=list)
    statuses: dict[int, int] = msgspec.field(default_factory=lambda: defaultdict(int))
    faults: list[str] = msgspec.field(default_factory=list)


class EnduranceLoad:
    """The load of one run; every kind of request has its figures."""

    def __init__(self, port: int, bare: int, token: str, seconds: float) -> None:
        self._port, self._bare = port, bare
        self._sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._seconds = seconds
        self.kinds: dict[str, LoadKind] = defaultdict(LoadKind)
        self.memory: list[float] = []

    async def idle(self) -> None:
        """Ask for each kind of thing alone, one after the other: what the load is compared to."""
        client, bare = Client(self._port), Client(self._bare)
        tags: dict[str, str] = {}
        for number in range(IDLE_LOOKS):
            await self._asked(BARE, None, bare, "GET", "/")
            await self._poll(client, FEEDS[number % len(FEEDS)], tags)
            await self._embed(client, EMBEDS[number % len(EMBEDS)])
        version = await self._draft(client)
        for number in range(IDLE_LOOKS // 10):
            version = await self._save(client, version, number)
            await self._publish(client, number)
        client.close()
        bare.close()
        for kind in self.kinds.values():
            kind.idle, kind.taken = kind.taken, []
            kind.statuses.clear()

    async def run(self, pid: int) -> None:
        """Load the service until the time is up, and note its memory meanwhile."""
        async with asyncio.TaskGroup() as tasks:
            for number in range(POLLERS):
                tasks.create_task(self._poller(number))
            for number in range(EMBEDDERS):
                tasks.create_task(self._embedder(number))
            for number in range(WRITERS):
                tasks.create_task(self._writer(number))
            tasks.create_task(self._publisher())
            tasks.create_task(self._comparison())
            tasks.create_task(self._watch(pid))

    async def _poller(self, number: int) -> None:
        client, feed = Client(self._port), FEEDS[number % len(FEEDS)]
        tags: dict[str, str] = {}
        await self._each(POLL_EVERY, lambda due, _: self._poll(client, feed, tags, due))
        client.close()

    async def _embedder(self, number: int) -> None:
        client, path = Client(self._port), EMBEDS[number % len(EMBEDS)]
        every = EMBEDDERS / EMBEDS_A_SECOND
        await self._each(every, lambda due, _: self._embed(client, path, due))
        client.close()

    async def _writer(self, _: int) -> None:
        client = Client(self._port)
        draft = await self._draft(client)

        async def write(due: float, number: int) -> None:
            nonlocal draft
            draft = await self._save(client, draft, number, due)

        await self._each(WRITE_EVERY, write)
        client.close()

    async def _publisher(self) -> None:
        async def publish(due: float, number: int) -> None:
            # The service closes a connection that is not used for five seconds.
            client = Client(self._port)
            await self._publish(client, number, due)
            client.close()

        await self._each(PUBLISH_EVERY, publish)

    async def _comparison(self) -> None:
        client = Client(self._bare)
        await self._each(BARE_EVERY, lambda due, _: self._asked(BARE, due, client, "GET", "/"))
        client.close()

    async def _watch(self, pid: int) -> None:
        async def look(_: float, __: int) -> None:
            self.memory.append(servers.memory(pid)[0])

        await self._each(self._seconds / SAMPLES, look)

    async def _each(self, every: float, act: Callable[[float, int], Awaitable[object]]) -> None:
        """Act at a steady pace, from a random beginning; what is late is made up for."""
        begun = time.perf_counter()
        due, number = begun + random.random() * every, 0  # noqa: S311 - spreads the load
        while due < begun + self._seconds:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await act(due, number)
            due, number = due + every, number + 1

    async def _poll(
        self, client: Client, feed: str, tags: dict[str, str], due: float | None = None
    ) -> None:
        sent = {"Accept-Encoding": "gzip"} | ({"If-None-Match": tags[feed]} if feed in tags else {})
        answer = await self._asked(
            "conditional poll", due, client, "GET", f"/{NEWSROOM}/{feed}", sent
        )
        if answer is not None:
            tags[feed] = answer.headers[b"etag"].decode()

    async def _embed(self, client: Client, path: str, due: float | None = None) -> None:
        sent = {"Accept-Encoding": "gzip"}
        await self._asked("embed", due, client, "GET", f"/{NEWSROOM}/{path}", sent)

    async def _draft(self, client: Client) -> tuple[str, str]:
        answer = await client.ask("POST", RELEASES, self._sent, _document("Ett utkast"))
        return json.loads(answer.body)["id"], answer.headers[b"etag"].decode()

    async def _save(
        self, client: Client, draft: tuple[str, str], number: int, due: float | None = None
    ) -> tuple[str, str]:
        release, version = draft
        sent, body = self._sent | {"If-Match": version}, _document(f"Ett utkast, sparat {number}")
        answer = await self._asked(
            "save of a draft", due, client, "PUT", f"{RELEASES}/{release}", sent, body
        )
        return draft if answer is None else (release, answer.headers[b"etag"].decode())

    async def _publish(self, client: Client, number: int, due: float | None = None) -> None:
        made = await self._asked(
            "publication", due, client, "POST", RELEASES, self._sent, _document(f"Nytt {number}")
        )
        if made is not None:
            path = f"{RELEASES}/{json.loads(made.body)['id']}/entries"
            body = b'{"action": "publish"}'
            await self._asked("publication", None, client, "POST", path, self._sent, body)

    async def _asked(
        self,
        name: str,
        due: float | None,
        client: Client,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes = b"",
    ) -> ClientResponse | None:
        """Ask and count; return the answer if it is one of success."""
        kind, begun = self.kinds[name], time.perf_counter() if due is None else due
        try:
            answer = await client.ask(method, path, headers, body)
        except (OSError, TimeoutError) as error:
            kind.faults.append(f"{method} {path}: {error!r}")
            return None
        kind.taken.append(time.perf_counter() - begun)
        kind.statuses[answer.status] += 1
        if answer.status >= 400:  # noqa: PLR2004 - refusals and faults
            kind.faults.append(f"{method} {path}: {answer.status} {answer.body[:200]!r}")
            return None
        return answer


def _document(title: str) -> bytes:
    return json.dumps({"title": title, "lead": "Snart.", "body": "Ett stycke.\n\n" * 20}).encode()


def measure(seconds: float, folder: Path) -> EnduranceLoad:
    """Return the figures of one run on 1,000 releases."""
    database = folder / "p.db"
    make(database, 1_000)
    store = SqliteStore(database, GuardedClock())
    token = store.writing(access.add_token, NEWSROOM, "bench", Scope.PUBLISH, WHO).result()
    store.close()
    port, bare = servers.free_port(), servers.free_port()
    command, environ = servers.pressrum(database, folder / "media", port)
    file = folder / "bare.json"
    file.write_text(json.dumps({"status": 200, "headers": [["content-length", "2"]], "body": "ok"}))
    beside = [sys.executable, "-m", "bench.bare", str(bare), str(file)]
    with servers.running(command, port, environ) as pid, servers.running(beside, bare):
        load = EnduranceLoad(port, bare, token, seconds)

        async def both() -> None:
            await load.idle()
            await load.run(pid)

        uvloop.run(both())
    return load


def table(load: EnduranceLoad) -> Iterator[str]:
    """Give the figures as lines of Markdown."""
    yield "| request | answers | by status | median, of idle | 99 % within | longest | faults |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, kind in load.kinds.items():
        taken, idle = sorted(kind.taken), statistics.median(kind.idle)
        statuses = ", ".join(f"{code}: {n:,}" for code, n in sorted(kind.statuses.items()))
        usual, late = statistics.median(taken), taken[int(len(taken) * 0.99)]
        yield (
            f"| {name} | {len(taken):,} | {statuses} | {usual * 1000:.1f} ms, {usual / idle:.1f} × "
            f"| {late * 1000:.0f} ms, {late / idle:.0f} × | {taken[-1]:.2f} s "
            f"| {len(kind.faults)} |"
        )
    third = len(load.memory) // 3
    first, last = (
        statistics.median(load.memory[part]) for part in (slice(third), slice(-third, None))
    )
    yield ""
    yield (
        f"Resident memory: {first:.0f} MB in the first third, {last:.0f} MB in the last "
        f"({last / first:.2f} ×). {os.cpu_count()} cores; the machine's load average at the end, "
        f"this run included: {os.getloadavg()[0]:.1f}."
    )


def main(seconds: float = SECONDS) -> None:
    """Measure and print; exit with 1 where something failed."""
    with tempfile.TemporaryDirectory() as name:
        load = measure(seconds, Path(name))
    sys.stdout.write("\n".join(table(load)) + "\n")
    faults = [fault for kind in load.kinds.values() for fault in kind.faults]
    sys.stderr.write("".join(f"{fault}\n" for fault in faults[:20]))
    sys.exit(bool(faults))


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
