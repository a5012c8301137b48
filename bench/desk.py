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
from releases import contacts, desk, staff
from releases.desk import Order
from releases.directory import Entry
from releases.model import Contact, Document, new_id
from releases.people import Role
from releases.store import people
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment, utc_text
from service.clock import GuardedClock
from service.redaktion.table import DOORS

SIZE = 100_000
MOST = 100.0
ROUNDS = 7
# Longer than `service.warming` takes on a slow machine, in seconds.
PREPARING = 5.0
WHO = "bench"
# The same pages where they have most to do: a month of thousands, a word that all have.
HEAVY = (
    "/{newsroom}/kalender?manad=2025-12",
    "/{newsroom}/alla?q=kallmyra",
    "/{newsroom}/alla?tillstand=public",
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
    found = sorted(timed(database), key=lambda each: -each.median)
    for each in found:
        print(f"{each.median:8.1f} (first {each.first:.1f})  {each.status}  {each.door}")
    slow = [each.door for each in found if max(each.first, each.median) > MOST]
    if slow:
        sys.exit(f"more than {MOST:.0f} ms: {', '.join(slow)}")


def timed(database: Path) -> list[Timed]:
    """Ask for every door whose path can be filled from what is known."""
    store = SqliteStore(database, GuardedClock())
    try:
        known = store.writing(_known).result()
    finally:
        store.close()
    port = servers.free_port()
    with tempfile.TemporaryDirectory() as folder:
        command, environ = servers.pressrum(database, Path(folder), port)
        with servers.running(command, port, environ):
            time.sleep(PREPARING)
            paths = [each.path for each in DOORS if "GET" in each.handlers]
            return [_ask(port, path, known) for path in (*paths, *HEAVY) if _fillable(path, known)]


def _fillable(path: str, known: Known) -> bool:
    try:
        path.format_map(known.path)
    except KeyError:
        return False
    return "organisation" not in path


def _ask(port: int, path: str, known: Known) -> Timed:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    spent: list[float] = []
    status = 0
    for _ in range(1 + ROUNDS):
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


def _known(tx: Tx) -> Known:
    """Let somebody in, and schedule a correction of one release as there is one to move."""
    email = f"{new_id()}@nordanvik.example"
    person = staff.add(tx, email, "Saga Tranholm", NEWSROOM, Role.ADMIN, "", WHO)
    contact = Entry(new_id(), Contact("Saga Tranholm", "pressansvarig"))
    contacts.put(tx, NEWSROOM, contact, WHO, new=True)
    release = desk.create(tx, NEWSROOM, Document("Ny etapp", lead="Den sista."), WHO).id
    desk.approve(tx, NEWSROOM, release, Order(Action.PUBLISH), WHO)
    later = Moment(datetime.now(UTC).replace(microsecond=0) + timedelta(days=1), day_only=False)
    waiting = desk.approve(tx, NEWSROOM, release, Order(Action.CORRECT, later), WHO)
    path = {"newsroom": NEWSROOM, "release": release, "entry": waiting.id, "form": "sida"}
    path["now"] = utc_text(datetime.now(UTC) + timedelta(seconds=1))
    return Known(people.sign_in(tx, person.id), path | {"contact": contact.id})


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:]))
