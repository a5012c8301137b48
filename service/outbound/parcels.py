"""How announcements go together: what is delivered as one, what in order, what beside the rest."""

from collections.abc import Awaitable, Callable, Sequence

from releases.desk.deliveries import Errand
from releases.refusals import Reason
from service.outbound.http import RequestFailed, Unreached

# What is delivered as one, and such parcels of which each waits for the one before it.
Parcel = tuple[Errand, ...]
Chain = tuple[Parcel, ...]


def together(errands: Sequence[Errand]) -> Sequence[Chain]:
    """Return all as one parcel."""
    return ((tuple(errands),),)


def by_release(errands: Sequence[Errand]) -> Sequence[Chain]:
    """Return a chain for each release, in which its entries stand as they took effect."""
    releases: dict[str, list[Errand]] = {}
    for errand in errands:
        releases.setdefault(errand.announcement.release, []).append(errand)
    return tuple(
        tuple((errand,) for errand in sorted(errands, key=lambda errand: errand.announcement.order))
        for errands in releases.values()
    )


async def tell_newsrooms(
    parcel: Parcel, tell: Callable[[str], Awaitable[None]]
) -> dict[str, Reason]:
    """Tell once of each newsroom in a parcel; return why some could not be told of, by newsroom."""
    rooms = list(dict.fromkeys(errand.announcement.newsroom for errand in parcel))
    failed: dict[str, Reason] = {}
    for number, room in enumerate(rooms):
        try:
            await tell(room)
        except Unreached as error:
            # There will be none for the next one either.
            return failed | dict.fromkeys(rooms[number:], error.reason)
        except RequestFailed as error:
            failed[room] = error.reason
    return failed


def failures(parcel: Parcel, failed: dict[str, Reason]) -> dict[str, Reason]:
    """Return why announcements failed, by id, from why their newsrooms did."""
    owed = (errand.announcement for errand in parcel)
    return {errand.id: failed[errand.newsroom] for errand in owed if errand.newsroom in failed}
