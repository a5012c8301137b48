"""Which public outputs show a release: asked of the service itself, in process.

The very resources at the public addresses answer with editions, as they would anybody; nothing
goes over the network, and nothing is counted as a visit.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec
from starlette.requests import Request
from starlette.routing import BaseRoute, Match

from feeds.links import Links
from releases.errors import NotFound
from releases.model import Kind, urn
from releases.public import PublicRelease
from releases.times import STOCKHOLM
from service.problems import Problem
from service.public.resources import EditionResponse, Resource
from service.wiring import Services

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
    """An output to ask; `newest` ends somewhere."""

    name: str
    url: str
    newest: bool = True


async def outputs(
    routes: Iterable[BaseRoute], services: Services, item: PublicRelease
) -> tuple[Output, ...]:
    """Return every output that ought to show a public or withdrawn release, and whether it does."""
    resources = [route for route in routes if isinstance(route, Resource)]
    places = _places(services.links, item)
    return tuple([await _fetch_output(resources, services, place, item) for place in places])


async def _fetch_output(
    resources: Iterable[Resource], services: Services, place: _Place, item: PublicRelease
) -> Output:
    path, _, query = place.url.removeprefix(services.links.base).partition("?")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [],
        "state": {"services": services},
    }
    matched = ((resource, *resource.matches(scope)) for resource in resources)
    there, named = next((output, named) for output, match, named in matched if match is Match.FULL)
    try:
        answer = await there.answer(Request({**scope, **named}))
    except (NotFound, Problem):
        return Output(place.name, place.url, Shows.NO)
    assert isinstance(answer, EditionResponse)  # noqa: S101 - these resources answer so
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
    base = f"{links.base}/{room}"
    places = [
        _Place("Sidan", links.release(item), newest=False),
        _Place("Pressrummet", f"{base}/"),
        *(
            _Place(name, f"{base}/feed.{form}")
            for name, form in (("RSS", "rss"), ("Atom", "atom"), ("JSON Feed", "json"))
        ),
        _Place("Inbäddning", f"{base}/embed.html"),
        _Place("Inbäddad sida", f"{base}/embed"),
        _Place("Arkivet", f"{base}/archive/{at:%Y-%m}.atom"),
        _Place("Webbplatskartan", links.sitemap(room, at.year, 1)),
    ]
    if item.document.kind is Kind.PRESS_INVITATION and item.document.event:
        places.append(_Place("Kalendern", links.calendar(room)))
    return tuple(places)
