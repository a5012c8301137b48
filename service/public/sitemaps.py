"""What search engines ask for: robots.txt, the site maps, and the news."""

import re
from datetime import datetime, timedelta

from starlette.requests import Request

from feeds import sitemap
from releases.errors import NotFound
from releases.store import listings, newsrooms, sitemaps
from releases.store.tx import Tx
from releases.times import EARLIEST, LATEST
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build

XML = "application/xml; charset=utf-8"
# What Google takes as news: two days.
NEWS = timedelta(days=2)
# Each part has one spelling: the first goes without a number.
_NAME = re.compile(r"(\d{4})(?:-([2-9]|[1-9]\d{1,3}))?", re.ASCII)
_ROOMS = "sitemap-rooms.xml"
_ROBOTS = """User-agent: *
Disallow: /api/v1/
Disallow: /redaktion/
{searches}
Sitemap: {index}
Sitemap: {news}
"""


def robots(request: Request, _: dict[str, str]) -> Build:
    """What crawlers should leave alone, and where the maps are."""
    links = wiring.services(request).links

    def build(tx: Tx, __: datetime) -> Content:
        # A star for the newsroom would stand for its releases too, whose slugs may begin so.
        slugs = (room.slug for room in newsrooms.everyone(tx))
        text = _ROBOTS.format(
            searches="".join(f"Disallow: /{slug}/search\n" for slug in slugs),
            index=links.root("sitemap.xml"),
            news=links.root("news-sitemap.xml"),
        )
        return Content(text.encode(), "text/plain; charset=utf-8")

    return build


def index(request: Request, _: dict[str, str]) -> Build:
    """The maps there are: one of the newsrooms, and one for each newsroom and year."""
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        addresses = [
            services.links.sitemap(room.slug, year, number)
            for room in newsrooms.everyone(tx)
            for year, number in sitemaps.parts(tx, room.slug, t)
        ]
        body = sitemap.index((services.links.root(_ROOMS), *addresses))
        return Content(body, XML, listings.last_change(tx, None, t))

    return build


def rooms(request: Request, _: dict[str, str]) -> Build:
    """The pages that are always there."""
    services = wiring.services(request)

    def build(tx: Tx, __: datetime) -> Content:
        slugs = [room.slug for room in newsrooms.everyone(tx)]
        addresses = (
            services.links.start(),
            *(services.links.newsroom(slug) for slug in slugs),
            *(services.links.follow(slug) for slug in slugs),
            services.links.root("tillganglighet"),
        )
        return Content(sitemap.pages(addresses), XML)

    return build


def year(request: Request, _: dict[str, str]) -> Build:
    """The releases that a newsroom published in a year, or a part of them."""
    newsroom, (of, number) = (
        request.path_params["newsroom"],
        _parse_name(request.path_params["part"]),
    )
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        part = sitemaps.part(tx, newsroom, of, number, t)
        body, failed = sitemap.releases(part, services.links)
        return Content(body, XML, listings.last_change(tx, newsroom, t), failed=failed)

    return build


def news(request: Request, _: dict[str, str]) -> Build:
    """What was published during the last two days."""
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        items = sitemaps.list_published_since(tx, t - NEWS, t)
        body, failed = sitemap.news(items, services.links)
        # Without a date of change: news grow old without anything being changed.
        return Content(body, XML, failed=failed)

    return build


def _parse_name(name: str) -> tuple[int, int]:
    written = _NAME.fullmatch(name)
    if written is None or not EARLIEST.year <= int(written[1]) < LATEST.year:
        raise NotFound(what="site map")
    return int(written[1]), int(written[2] or 1)
