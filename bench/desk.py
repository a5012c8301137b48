"""`python -m bench.desk DATABASE [SIZE]`: how long the desk's pages take on a large archive.

Every page that can be entered by GET, asked over HTTP as an admin; printed slowest first, in
milliseconds, the first answer apart; it comes after what the service prepares once it has started.
The archive is made where it is not there already.
"""

import http.client
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from bench import archive, servers
from bench.archive import NEWSROOM
from releases.desk import approval, contacts, drafts, members
from releases.desk.approval import Order
from releases.model import Contact, Document, DraftRef, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Actor, Role
from releases.rules.validation import validate
from releases.store import people
from releases.store.engine import Database, open_store
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment, utc_text
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock
from service.redaktion.routes import DOORS

SIZE = 100_000
MOST = 100.0
ROUNDS = 7
STARTS = 3
# Longer than `service.warmup` takes on a slow machine, in seconds.
PREPARING = 5.0
WHO = Actor("bench", is_machine=True)
# The same pages where they have most to do: a month of thousands, a word that all have.
HEAVY = (
    "/{newsroom}/kalender?month=2025-12",
    "/{newsroom}/alla?q=kallmyra",
    "/{newsroom}/alla?state=public",
    "/{newsroom}/r/{release}/historik/sida?t={now}",
)


class Known(msgspec.Struct, frozen=True):
    """What the paths of the doors ask for, and the session of who asks."""

    session: str
    path: dict[str, str]


class Timed(msgspec.Struct, frozen=True):
    """A page: the status of its answer, its first one and the median of the rest, in ms."""

    door: str
    status: int
    first: float
    median: float


def main(database: Path, size: int = SIZE) -> None:
    """Time every page, print the figures, and end with 1 where one takes too long."""
    archive.make(database, size)
    routes = sorted(time_routes(database), key=lambda route: -route.median)
    for route in routes:
        print(f"{route.median:8.1f} (first {route.first:.1f})  {route.status}  {route.door}")
    slow = [route.door for route in routes if max(route.first, route.median) > MOST]
    if slow:
        sys.exit(f"more than {MOST:.0f} ms: {', '.join(slow)}")


def time_routes(database: Database, rounds: int = ROUNDS) -> list[Timed]:
    """Ask for every door whose path can be filled from what is known, of a service just started.

    Each is asked for once and then `rounds` times more. Figures are medians over three starts:
    what else a machine does falls on one of them.
    """
    store = open_store(database, GuardedClock(ticks_for(database)))
    try:
        known = store.writing(_fill).result()
    finally:
        store.close()
    starts = [_time_start(database, known, rounds) for _ in range(STARTS)]
    return [
        Timed(
            route[0].door,
            route[0].status,
            statistics.median(timed.first for timed in route),
            statistics.median(timed.median for timed in route),
        )
        for route in zip(*starts, strict=True)
    ]


def _time_start(database: Database, known: Known, rounds: int) -> list[Timed]:
    port = servers.free_port()
    with tempfile.TemporaryDirectory() as folder:
        command, environ = servers.pressrum(database, Path(folder), port)
        with servers.running(command, port, environ):
            time.sleep(PREPARING)
            paths = [door.path for door in DOORS if "GET" in door.handlers]
            return [
                _ask(port, path, known, rounds)
                for path in (*paths, *HEAVY)
                if _fillable(path, known)
            ]


def _fillable(path: str, known: Known) -> bool:
    try:
        path.format_map(known.path)
    except KeyError:
        return False
    return "organisation" not in path


def _ask(port: int, path: str, known: Known, rounds: int) -> Timed:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    spent: list[float] = []
    status = 0
    for _ in range(1 + rounds):
        begun = time.perf_counter()
        connection.request(
            "GET",
            f"/redaktion{path.format_map(known.path)}",
            headers={"Cookie": f"pressrum-session={known.session}"},
        )
        answer = connection.getresponse()
        answer.read()
        status = answer.status
        spent.append((time.perf_counter() - begun) * 1e3)
    connection.close()
    return Timed(path, status, spent[0], statistics.median(spent[1:]))


def _fill(tx: Tx) -> Known:
    """Let somebody in, and schedule a correction of one release as there is one to move."""
    email = f"{new_id()}@nordanvik.example"
    person = members.add(tx, email, "Saga Tranholm", NEWSROOM, Role.ADMIN, "", WHO)
    contact = DirectoryEntry(new_id(), Contact("Saga Tranholm", "pressansvarig"))
    contacts.put(tx, NEWSROOM, contact, WHO, new=True)
    release = drafts.create(tx, NEWSROOM, validate(Document("Ny etapp", lead="Den sista.")), WHO).id
    approval.approve(tx, DraftRef(NEWSROOM, release), Order(Action.PUBLISH), WHO)
    later = Moment(datetime.now(UTC).replace(microsecond=0) + timedelta(days=1), day_only=False)
    drafts.save(
        tx, DraftRef(NEWSROOM, release), validate(Document("Ny etapp", lead="Den nya.")), WHO, 1
    )
    waiting = approval.approve(tx, DraftRef(NEWSROOM, release), Order(Action.CORRECT, later), WHO)
    path = {"newsroom": NEWSROOM, "release": release, "entry": waiting.id, "form": "sida"}
    path["now"] = utc_text(datetime.now(UTC) + timedelta(seconds=1))
    return Known(people.sign_in(tx, person.id), path | {"contact": contact.id})


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:]))
