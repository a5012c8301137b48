"""Everything anybody may ask without a key: every public address, method and parameter."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tests.service.app_server import BASE, ROOM, Press

READING = ("GET", "HEAD")
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
OTHER = "region-annat"
API = f"/api/v1/newsrooms/{ROOM}"
FILTERS = (
    *("kind=press_release", "kind=news", "kind=press_invitation", "kind=statement"),
    *("topic=kollektivtrafik", "topic=kanariamne", "place=18", "place=kanarieby"),
    *("lang=sv", "lang=se", "kind=statement&topic=kanariamne&place=kanarieby&lang=se"),
)
Crawl = dict[tuple[str, ...], object]


class Hidden(NamedTuple):
    """The ids of what must not show; of nothing at all before it is made."""

    release: str = "a" * 16
    entry: str = "b" * 16


def crawl(press: Press, hidden: Hidden, known: Mapping[str, str], other: str) -> Crawl:
    """Return every answer by how it was asked for, but for a path it repeats.

    `known` are addresses of what is public, by a name; `other` is another newsroom's token. Dates
    aside, whole answers are kept; of the metrics, all but what counts the answers themselves.
    """
    pages: Crawl = {}
    for name, path in (*addresses(hidden), *known.items()):
        # Addresses of lists refuse a method before they look; only reading can tell anything.
        for method in METHODS if "hidden" in name else READING:
            body = b"{}" if method in ("POST", "PUT", "PATCH") else None
            pages[method, name] = press.send(method, path, {}, body).lasting
        if "hidden" in name:
            pages["GET", name, "a person"] = press.get(path, accept="text/html").lasting
        pages["HEAD", name, "packed"] = press.head(path, accept_encoding="gzip").lasting
    for room in (ROOM, OTHER):
        for name, below in (("list", "releases"), ("one", f"releases/{hidden.release}")):
            answer = press.api("GET", f"/api/v1/newsrooms/{room}/{below}", other)
            # The refusal repeats the id it was asked for.
            told = answer.text.replace(hidden.release, "")
            pages["GET", f"{name} of {room} with another's key"] = answer.lasting[:2], told
    counted = press.get("/metrics").text.splitlines()
    pages["GET", "metrics"] = [line for line in counted if "pressrum_editions" not in line]
    return pages


def addresses(hidden: Hidden) -> Iterator[tuple[str, str]]:
    """Yield every address by a name that does not change with what is hidden."""
    yield from _lists()
    yield from _searches_and_maps()
    yield from _interfaces()
    yield from _hidden(hidden)


def _lists() -> Iterator[tuple[str, str]]:
    for path in ("/", "/feed.rss", "/feed.atom", "/feed.json", "/health/live", "/health/ready"):
        yield path, path
    for form in ("rss", "atom", "json", "ninjs.json"):
        for query in FILTERS:
            yield f"feed {form} {query}", f"/{ROOM}/feed.{form}?{query}"
            yield f"all {form} {query}", f"/feed.{form}?{query}"
    for path in (ROOM, f"{ROOM}/", f"{ROOM}/embed.html", f"{ROOM}/feed.rss", f"{ROOM}/feed.atom"):
        yield path, f"/{path}"
    for query in (*FILTERS, "before=4000000000000-zzzzzzzzzzzzzzzz"):
        yield f"page {query}", f"/{ROOM}/?{query}"
    for query in (*FILTERS, "count=1", "count=50", "heading=3"):
        yield f"fragment {query}", f"/{ROOM}/embed.html?{query}"
    for name in ("2018-03", "2018-04", "2018-04-2", "2018-05", "2999-01", "x"):
        yield f"archive {name}", f"/{ROOM}/archive/{name}.atom"
    for path in (f"/{OTHER}/", f"/{OTHER}/feed.json", f"/{ROOM}/feed.json", "/api/docs"):
        yield path, path


def _searches_and_maps() -> Iterator[tuple[str, str]]:
    for query in ("", "?q=kanari", "?q=busslinjer", "?q=busslinjer&kind=statement&sort=x"):
        yield f"search{query}", f"/{ROOM}/search{query}"
    for query in ("kind=statement", "topic=kanariamne", "year=2018", "sort=date", "year=2999"):
        yield f"search {query}", f"/{ROOM}/search?q=buss&{query}"
        yield f"narrowed {query}", f"/{ROOM}/search?{query}"
    for query in ("year=2018", "year=2019", "year=2018&kind=statement&topic=kanariamne"):
        yield f"page {query}", f"/{ROOM}/?{query}"
    for path in ("/sitemap.xml", "/news-sitemap.xml", "/robots.txt", f"/{ROOM}/calendar.ics"):
        yield path, path
    for below in ("sitemap-2018.xml", "sitemap-2018-2.xml", "sitemap-2019.xml", "feeds"):
        yield below, f"/{ROOM}/{below}"
    for path in ("/sitemap-rooms.xml", "/tillganglighet", "/favicon.ico"):
        yield path, path


def _interfaces() -> Iterator[tuple[str, str]]:
    for below in ("embed", "embed/builder"):
        for query in ("", "?lang=se", "?count=1&theme=dark"):
            yield f"{below}{query}", f"/{ROOM}/{below}{query}"
    for path in ("/embed.js", "/oembed", f"/oembed?url={BASE}/{ROOM}/"):
        yield path, path
    yield "changes", f"{API}/changes"
    for since in ("0-", "1522733000000-", "4000000000000-", "x"):
        yield f"changes {since}", f"{API}/changes?since={since}"
    for below in ("", "/kanariebild", "/kanariebild/kanariebild.jpg"):
        yield f"media {below}", f"{API}/media{below}"
    for path in ("/api/openapi.json", "/api/v1/api-info", f"{API}/releases", f"{API}/webhooks"):
        yield path, path


def _hidden(hidden: Hidden) -> Iterator[tuple[str, str]]:
    for below in ("", "/", "/kanariefageln", "/kanariefageln/", "/kanariefageln/mer", "?x=1"):
        yield f"hidden {below}", f"/{ROOM}/{hidden.release}{below}"
        yield f"hidden elsewhere {below}", f"/{OTHER}/{hidden.release}{below}"
    for below in ("", "/tack"):
        yield f"hidden comment {below}", f"/{ROOM}/{hidden.release}/-/synpunkt{below}"
    yield "hidden frame", f"/{ROOM}/embed?release={hidden.release}"
    yield "hidden oembed", f"/oembed?url={BASE}/{ROOM}/{hidden.release}/kanariefageln"
    yield "hidden event", f"/{ROOM}/calendar.ics?release={hidden.release}"
    for extension in ("jpg", "png", "webp"):
        yield f"hidden picture {extension}", f"/media/kanariebild.{extension}"
        yield f"hidden rendition {extension}", f"/media/kanariebild-640.{extension}"
    yield "hidden attachment", "/media/kanariebilaga.pdf"
    for below in ("", "/entries", "/entries/ENTRY", "/submission"):
        path = f"{API}/releases/{hidden.release}{below.replace('ENTRY', hidden.entry)}"
        yield f"hidden api {below}", path
