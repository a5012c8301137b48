"""What search engines ask for: robots.txt, the site maps, and the news."""

import re
from datetime import datetime, timedelta

from starlette.requests import Request
from starlette.responses import Response

from feeds import sitemap
from releases.errors import NotFound
from releases.store import listings, mapped, newsrooms
from releases.store.tx import Tx
from releases.times import EARLIEST, LATEST
from service import queries
from service.edition import Draft, encode
from service.fresh import fresh
from service.reply import EditionResponse
from service.wiring import house

XML = "application/xml; charset=utf-8"
# What Google takes as news: two days.
NEWS = timedelta(days=2)
# Each part has one spelling: the first goes without a number.
_NAME = re.compile(r"(\d{4})(?:-([2-9]|[1-9]\d{1,3}))?", re.ASCII)
_ROOMS = "sitemap-rooms.xml"
_ROBOTS = """User-agent: *
Disallow: /api/v1/
Disallow: /redaktion/
Disallow: /*/search

Sitemap: {index}
Sitemap: {news}
"""


async def robots(request: Request) -> Response:
    """What crawlers should leave alone, and where the maps are."""
    queries.read(request, ())
    links = house(request).links
    text = _ROBOTS.format(index=links.root("sitemap.xml"), news=links.root("news-sitemap.xml"))
    return EditionResponse(encode(Draft(text.encode(), "text/plain; charset=utf-8")))


async def index(request: Request) -> Response:
    """The maps there are: one of the press rooms, and one for each newsroom and year."""
    queries.read(request, ())
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        addresses = [
            parts.links.sitemap(room.slug, year, number)
            for room in newsrooms.everyone(tx)
            for year, number in mapped.parts(tx, room.slug, t)
        ]
        body = sitemap.index((parts.links.root(_ROOMS), *addresses))
        return Draft(body, XML, listings.changed_at(tx, None, t))

    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))


async def rooms(request: Request) -> Response:
    """The pages that are always there."""
    queries.read(request, ())
    parts = house(request)

    def build(tx: Tx, _: datetime) -> Draft:
        slugs = [room.slug for room in newsrooms.everyone(tx)]
        addresses = (
            parts.links.start(),
            *(parts.links.newsroom(slug) for slug in slugs),
            *(parts.links.follow(slug) for slug in slugs),
            parts.links.root("tillganglighet"),
        )
        return Draft(sitemap.pages(addresses), XML)

    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))


async def year(request: Request) -> Response:
    """The releases that a newsroom published in a year, or a part of them."""
    queries.read(request, ())
    newsroom, (of, number) = request.path_params["newsroom"], _named(request.path_params["part"])
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        found = mapped.part(tx, newsroom, of, number, t)
        body, failed = sitemap.releases(found, parts.links)
        return Draft(body, XML, listings.changed_at(tx, newsroom, t), failed=failed)

    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))


async def news(request: Request) -> Response:
    """What was published during the last two days."""
    queries.read(request, ())
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        found = mapped.published_since(tx, t - NEWS, t)
        body, failed = sitemap.news(found, parts.links)
        # Without a date of change: news grow old without anything being changed.
        return Draft(body, XML, failed=failed)

    return await fresh(parts, build)


def _named(name: str) -> tuple[int, int]:
    written = _NAME.fullmatch(name)
    if written is None or not EARLIEST.year <= int(written[1]) < LATEST.year:
        raise NotFound("There is no such site map.")
    return int(written[1]), int(written[2] or 1)
