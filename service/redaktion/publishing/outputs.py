"""Which public outputs show a release: asked of the service itself, in process.

The very handlers of the public addresses are called and answer with editions, as they would
anybody; nothing goes over the network, and nothing is counted as a visit.
"""

from collections.abc import Awaitable, Callable
from enum import StrEnum

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from feeds.links import Links
from releases.errors import NotFound
from releases.model import Kind, urn
from releases.reading import PublicRelease
from releases.times import STOCKHOLM
from service import archives, calendars, embeds, public, sitemaps
from service.problems import Problem
from service.reply import EditionResponse
from service.wiring import House

_GONE = 410


class Shows(StrEnum):
    """Whether an output has a release: yes, as taken back, no, or no longer among its newest."""

    YES = "yes"
    WITHDRAWN = "withdrawn"
    NO = "no"
    OLDER = "older"


class Output(msgspec.Struct, frozen=True):
    """One public output, under a Swedish name."""

    name: str
    url: str
    shows: Shows


class _Place(msgspec.Struct, frozen=True):
    """An output to ask: its handler and what its route would give it; `newest` ends somewhere."""

    name: str
    url: str
    handler: Callable[[Request], Awaitable[Response]]
    path: dict[str, str]
    newest: bool = True


async def outputs(house: House, item: PublicRelease) -> tuple[Output, ...]:
    """Return every output that ought to show a public or withdrawn release, and whether it does."""
    return tuple([await _asked(house, place, item) for place in _places(house.links, item)])


async def _asked(house: House, place: _Place, item: PublicRelease) -> Output:
    path, _, query = place.url.removeprefix(house.links.base).partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [],
        "path_params": place.path,
        "state": {"house": house},
    }
    try:
        answer = await place.handler(Request(scope))
    except (NotFound, Problem):
        return Output(place.name, place.url, Shows.NO)
    assert isinstance(answer, EditionResponse)  # noqa: S101 - these handlers answer so
    return Output(place.name, place.url, _read(answer, place, item))


def _read(answer: EditionResponse, place: _Place, item: PublicRelease) -> Shows:
    edition = answer.edition
    body: bytes = edition.variants[b""].body["body"]
    if edition.status == _GONE:
        return Shows.WITHDRAWN
    if item.id.encode() in body or urn(item.id).encode() in body:
        return Shows.WITHDRAWN if item.state.withdrawn else Shows.YES
    return Shows.OLDER if place.newest else Shows.NO


def _places(links: Links, item: PublicRelease) -> tuple[_Place, ...]:
    room, at = item.newsroom.slug, item.state.published.astimezone(STOCKHOLM)
    base, here = f"{links.base}/{room}", {"newsroom": room}
    own = links.release(item)
    slug = own.rpartition("/")[2]
    month = f"{at:%Y-%m}"
    found = [
        _Place("Sidan", own, public.release, here | {"release": item.id, "slug": slug}, False),
        _Place("Pressrummet", f"{base}/", public.press_room, here),
        *(
            _Place(name, f"{base}/feed.{form}", public.feed, here | {"form": form})
            for name, form in (("RSS", "rss"), ("Atom", "atom"), ("JSON Feed", "json"))
        ),
        _Place("Inbäddning", f"{base}/embed.html", embeds.fragment, here),
        _Place("Inbäddad sida", f"{base}/embed", embeds.frame, here),
        _Place(
            "Arkivet", f"{base}/archive/{month}.atom", archives.volume, here | {"volume": month}
        ),
        _Place(
            "Webbplatskartan",
            links.sitemap(room, at.year, 1),
            sitemaps.year,
            here | {"part": str(at.year)},
        ),
    ]
    if item.document.kind is Kind.PRESS_INVITATION and item.document.event:
        found.append(_Place("Kalendern", links.calendar(room), calendars.invitations, here))
    return tuple(found)
