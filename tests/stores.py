"""A desk on a real database: the writes and reads of `releases` as plain calls."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from releases.desk import approval, newsroom_settings
from releases.desk import drafts as desk_drafts
from releases.desk import entries as desk_entries
from releases.desk.approval import Order
from releases.model import Document, Release
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import drafts, log
from releases.store.engine import Store
from releases.store.tx import Tx
from releases.timeline import Action, Entry, Significance
from releases.times import Moment
from tests import builders as b
from tests import engines
from tests.clocks import ManualClock

P = ParamSpec("P")
T = TypeVar("T")
ROOM = "region-mellanlandet"
WHO = Actor("maja")


class Desk:
    """A store, its clock, and one communicator who works in ROOM."""

    def __init__(self, store: Store, clock: ManualClock, path: Path) -> None:
        self.store = store
        self.clock = clock
        self.path = path

    def write(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `f(tx, …)` as one transaction and wait for it."""
        return self.store.writing(f, *args, **kwargs).result()

    def read(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `f(tx, …)` on one snapshot and wait for it."""
        return self.store.reading(f, *args, **kwargs).result()

    def draft(self, content: Document | None = None, room: str = ROOM) -> Release:
        return self.write(desk_drafts.create, room, validate(content or b.document()), WHO)

    def save(self, release: Release, content: Document) -> Release:
        """Replace the draft whatever its version is now."""
        version = self.release(release).version
        return self.write(desk_drafts.save, release.ref, validate(content), WHO, version)

    def order(
        self,
        release: Release,
        action: Action = Action.PUBLISH,
        at: datetime | None = None,
        *,
        significance: Significance = Significance.MAJOR,
        note: str = "",
        announce: bool | None = None,
    ) -> Entry:
        """Approve an entry, now unless `at` says otherwise."""
        moment = Moment(at, day_only=False) if at else None
        order = Order(action, moment, significance, note, announce)
        return self.write(approval.approve, release.ref, order, WHO)

    def cancel(self, release: Release, entry: Entry) -> None:
        self.write(desk_entries.cancel, release.ref, entry.id, WHO)

    def move(self, release: Release, entry: Entry, at: datetime) -> Entry:
        moment = Moment(at, day_only=False)
        return self.write(desk_entries.move, release.ref, entry.id, moment, WHO)

    def publish(self, content: Document | None = None, room: str = ROOM) -> Release:
        """Create a release and publish it now."""
        release = self.draft(content, room)
        self.order(release)
        return release

    def release(self, release: Release) -> Release:
        return self.read(drafts.get, release.ref)

    def entries(self, release: Release) -> tuple[Entry, ...]:
        return self.read(log.entries, release.id)


@contextmanager
def open_desk(path: Path, clock: ManualClock | None = None) -> Iterator[Desk]:
    """Open a database, new with ROOM in it or as it stands, until the block ends."""
    clock = clock or ManualClock()
    new = engines.is_new(path)
    store = engines.open_at(path, clock)
    try:
        desk = Desk(store, clock, path)
        if new:
            desk.write(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO)
        yield desk
    finally:
        store.close()
