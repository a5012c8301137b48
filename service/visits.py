"""Counting requests for public resources: sums per day and kind, nothing of who asked.

An edition carries the tally of its resource, so that counting costs one addition; the sums go to
the database from time to time. No cookie, no address, no script.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from releases.errors import StoreRefused
from releases.model import ID_ALPHABET, ID_LENGTH
from releases.store import visits
from releases.store.engine import Store
from releases.store.visits import Visits
from releases.times import local_day

# How long counts stay in memory: what a crash may lose.
EVERY = timedelta(minutes=1)
log = structlog.get_logger()

_PAGE, _ROOM = "page", "room"
_KINDS = {
    "feed.rss": "rss",
    "feed.atom": "atom",
    "feed.json": "json",
    "feed.ninjs.json": "ninjs",
    "embed.html": "embed",
    "embed": "embed",
    "calendar.ics": "calendar",
    "": _ROOM,
}
_HERE_AND_BELOW = 2


class VisitTally:
    """How often one resource has been asked for since the counts were last stored."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


class Tallies:
    """The tallies of one process. All methods belong to the event loop's thread."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], VisitTally] = {}

    def of(self, path: bytes) -> VisitTally | None:
        """Return the tally of an address, None for one whose visits are not counted."""
        named = resource(path)
        return self._known.setdefault(named, VisitTally()) if named else None

    def taken(self, t: datetime) -> tuple[Visits, ...]:
        """Return the counts so far as of the day of `t`, and begin anew."""
        day, taken = local_day(t), []
        for (newsroom, kind, release), tally in self._known.items():
            if tally.count:
                taken.append(Visits(newsroom, day, kind, release, tally.count))
                tally.count = 0
        return tuple(taken)

    def give_back(self, taken: Iterable[Visits]) -> None:
        """Count again what could not be stored."""
        for count in taken:
            tally = self._known.setdefault(
                (count.newsroom, count.kind, count.release), VisitTally()
            )
            tally.count += count.count


def resource(path: bytes) -> tuple[str, str, str] | None:
    """Return newsroom, kind and release of a counted address."""
    newsroom, *rest = path.decode("ascii", "replace").removeprefix("/").split("/")
    if not newsroom or not rest or len(rest) > _HERE_AND_BELOW:
        return None
    if len(rest) == 1 and rest[0] in _KINDS:
        return newsroom, _KINDS[rest[0]], ""
    if len(rest[0]) == ID_LENGTH and not set(rest[0]) - set(ID_ALPHABET):
        return newsroom, _PAGE, rest[0]
    return None


class Ledger:
    """Stores the counts of a process, at most once in a while."""

    def __init__(self, store: Store, tallies: Tallies) -> None:
        self._store = store
        self._tallies = tallies
        self._next: datetime | None = None

    async def settle(self, t: datetime, *, now: bool = False) -> None:
        """Store what was counted, if it is time or `now`.

        What a store refuses for now is counted again, and the refusal raised; what cannot be
        counted at all is dropped, and logged.
        """
        if not now and self._next is not None and t < self._next:
            return
        self._next = t + EVERY
        taken = self._tallies.taken(t)
        if not taken:
            return
        try:
            unknown = await self._store.write(visits.add, taken)
        except StoreRefused:
            self._tallies.give_back(taken)
            raise
        except Exception:
            # What has failed once for a reason of its own would fail for ever, and all with it.
            log.exception("visits.dropped", resources=len(taken), requests=_requests(taken))
            return
        if unknown:
            log.warning("visits.dropped", resources=len(unknown), requests=_requests(unknown))


def _requests(taken: Iterable[Visits]) -> int:
    return sum(count.count for count in taken)
