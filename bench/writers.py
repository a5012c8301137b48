"""`python -m bench.writers [SAVES]`: how long a save takes while others ask, or are refused.

Three runs of the same saves, over the API of a real service: alone; while 200 strangers follow
`changes`, each request with a new cursor; while documents of a megabyte are posted and refused.
Printed in milliseconds, and as ratios to the saves alone, which travel between machines.
"""

import asyncio
import http.client
import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from bench import archive, servers
from bench.archive import NEWSROOM
from releases.desk import access
from releases.rules.roles import Actor
from releases.store.sqlite import SqliteStore
from releases.store.tokens import Scope
from service.clock.guarded import GuardedClock

WHO = Actor("bench", is_machine=True)
SIZE = 1_000
SAVES = 60
STRANGERS = 200
FLOODERS = 16
# What cursors are made of: any instant of the archive's ten years.
OLDEST_MS, YOUNGEST_MS = 1_500_000_000_000, 1_760_000_000_000
API = f"/api/v1/newsrooms/{NEWSROOM}"
# A little below what a request may hold, and far above what a body may.
REFUSED = msgspec.json.encode({"title": "Stor", "body": "Ord på ord. " * 75_000})


class Saves(msgspec.Struct, frozen=True):
    """Saves in a row, in milliseconds, and how many answers others got meanwhile."""

    name: str
    median: float
    p95: float
    longest: float
    others: int


def main(saves: int = SAVES) -> None:
    """Print the three runs of so many saves."""
    with tempfile.TemporaryDirectory() as folder:
        measurements = measure(Path(folder), saves)
    for row in measurements:
        print(
            f"{row.name:32} median {row.median:7.1f} ms  p95 {row.p95:7.1f} ms  "
            f"longest {row.longest:7.1f} ms  "
            f"{row.median / measurements[0].median:6.1f} times alone  "
            f"({row.others} other answers)"
        )


def measure(folder: Path, saves: int) -> list[Saves]:
    """Run all three on a new archive in `folder`."""
    database = folder / "bench.db"
    archive.make(database, SIZE)
    store = SqliteStore(database, GuardedClock())
    token = store.writing(access.add_token, NEWSROOM, "b", Scope.WRITE, WHO).result()
    store.close()
    port = servers.free_port()
    command, environ = servers.pressrum(database, folder / "media", port)
    with servers.running(command, port, environ):
        alone = _saves("alone", saves, port, token)
        with _serve_load(["strangers", str(port)]) as load:
            asked = _saves(f"{STRANGERS} strangers with new cursors", saves, port, token)
        asked = msgspec.structs.replace(asked, others=load.pop())
        with _serve_load(["refused", str(port), token]) as load:
            flooded = _saves("a flood of refused megabytes", saves, port, token)
        flooded = msgspec.structs.replace(flooded, others=load.pop())
    return [alone, asked, flooded]


def _saves(name: str, saves: int, port: int, token: str) -> Saves:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    draft = {"title": "Utkast", "lead": "En ingress.", "body": "Ett stycke.\n\n" * 20}
    made, _ = _ask(connection, "POST", f"{API}/releases", token, draft)
    path = f"{API}/releases/{made['id']}"
    spent = []
    for number in range(saves):
        begun = time.perf_counter()
        _ask(connection, "PUT", path, token, draft | {"lead": f"Nummer {number}."})
        spent.append((time.perf_counter() - begun) * 1e3)
    connection.close()
    spent.sort()
    return Saves(name, statistics.median(spent), spent[int(saves * 0.95)], spent[-1], 0)


def _ask(
    connection: http.client.HTTPConnection, method: str, path: str, token: str, content: object
) -> tuple[Any, int]:
    headers = {"Authorization": f"Bearer {token}", "If-Match": "*"}
    connection.request(
        method, path, json.dumps(content), headers | {"Content-Type": "application/json"}
    )
    answer = connection.getresponse()
    body = answer.read()
    if answer.status >= 300:  # noqa: PLR2004 - the class of success ends there
        raise RuntimeError(f"{method} {path}: {answer.status} {body.decode()}")
    return json.loads(body), answer.status


@contextmanager
def _serve_load(arguments: list[str]) -> Iterator[list[int]]:
    """Load the service from a process of its own; afterwards the list holds its answers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.writers", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    answers: list[int] = []
    for _ in process.stdout or ():
        break
    try:
        yield answers
    finally:
        said, _ = process.communicate("\n")
        answers.append(int(said))


async def _load(port: int, requests: Iterator[bytes], clients: int) -> None:
    """Ask with so many connections until a line comes in; print how many answers there were."""
    ended, begun, answers = asyncio.Event(), asyncio.Event(), 0
    loop = asyncio.get_running_loop()
    threading.Thread(
        target=lambda: (sys.stdin.readline(), loop.call_soon_threadsafe(ended.set)), daemon=True
    ).start()

    async def ask() -> None:
        nonlocal answers
        while not ended.is_set():
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", port)
                try:
                    while not ended.is_set():
                        writer.write(next(requests))
                        await _answer(reader)
                        answers += 1
                        if answers == clients:
                            begun.set()
                finally:
                    writer.close()
            except (OSError, asyncio.IncompleteReadError):
                await asyncio.sleep(0.01)

    tasks = [loop.create_task(ask()) for _ in range(clients)]
    # The load is on once every client may have been answered once.
    await begun.wait()
    print("loaded", flush=True)
    await ended.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    print(answers, flush=True)


async def _answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    (length,) = (
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    await reader.readexactly(length)


def _cursors() -> Iterator[bytes]:
    number = 0
    while True:
        # Steps that never meet the same instant twice.
        number += 1
        at = OLDEST_MS + number * 7_919_777 % (YOUNGEST_MS - OLDEST_MS)
        yield (
            f"GET {API}/changes?since={at}- HTTP/1.1\r\nHost: b\r\nAccept-Encoding: gzip\r\n\r\n"
        ).encode()


def _refused_requests(token: str) -> Iterator[bytes]:
    head = (
        f"POST {API}/releases HTTP/1.1\r\nHost: b\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(REFUSED)}\r\n\r\n"
    )
    while True:
        yield head.encode() + REFUSED


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["strangers", port]:
            asyncio.run(_load(int(port), _cursors(), STRANGERS))
        case ["refused", port, token]:
            asyncio.run(_load(int(port), _refused_requests(token), FLOODERS))
        case saves:
            main(*(int(save) for save in saves))
