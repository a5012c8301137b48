"""What others add to our addresses, parameters and slashes, is no reason to refuse them."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from releases.desk.approval import Order
from releases.model import Kind
from releases.timeline import Action
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, Press, run_app
from tests.service.parsed import read

SLUG = "nya-busslinjer-till-sjukhuset"
ADDED = (
    "utm_source=nyhetsbrev&utm_medium=e-post",
    "fbclid=IwAR0&gclid=EAIa",
    "dnt=1&maxwidth_=600",
    "ver=6.5.2",
    "_=1712345678901",
    "nocache",
    "kind%5B%5D=news",
    "%FF=%FF&=&&",
    "Kind=news&KIND=news",
    "a=1&a=2",
)
PUBLIC = (
    *("/", f"/{ROOM}/", f"/{ROOM}/feeds", "/tillganglighet", f"/{ROOM}/search?q=buss"),
    *("/feed.rss", f"/{ROOM}/feed.atom", f"/{ROOM}/feed.json?kind=news", "/feed.ninjs.json"),
    *(f"/{ROOM}/archive/2018-04.atom", f"/{ROOM}/calendar.ics", "/sitemap.xml", "/robots.txt"),
    *("/news-sitemap.xml", f"/{ROOM}/sitemap-2018.xml", "/embed.js", "/static/pressrum.css"),
    *(f"/{ROOM}/embed", f"/{ROOM}/embed.html?count=2", f"/{ROOM}/embed/builder"),
    "/oembed?" + urlencode({"url": f"{BASE}/{ROOM}/", "maxwidth": "400"}),
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("unknown"), ManualClock()) as running:
        running.publish(builders.document("En nyhet", kind=Kind.NEWS))
        yield running


@pytest.fixture(scope="module")
def page(press: Press) -> str:
    return f"/{ROOM}/{press.publish(builders.document()).release}/{SLUG}"


def built(press: Press) -> str:
    """Return what the metrics say of editions that were made."""
    lines = press.get("/metrics").text.splitlines()
    return next(line for line in lines if line.startswith('pressrum_editions_total{made="now"}'))


@pytest.mark.parametrize("added", ADDED)
def test_unknown_parameters_change_nothing_on_any_public_address(
    press: Press, page: str, added: str
) -> None:
    for path in (page, *PUBLIC):
        plain = press.get(path)
        assert plain.status == 200, path
        mark = "&" if "?" in path else "?"
        assert press.get(path + mark + added).lasting == plain.lasting, path
        if "?" in path:
            start, _, query = path.partition("?")
            assert press.get(f"{start}?{added}&{query}").lasting == plain.lasting, path


def test_any_number_of_them_makes_no_new_edition(press: Press, page: str) -> None:
    paths = (page, f"/{ROOM}/", f"/{ROOM}/feed.rss", f"/{ROOM}/embed.html")
    for path in paths:
        press.get(path)
    before = built(press)
    for number in range(50):
        for path in paths:
            assert press.get(f"{path}?x{number}={number}&_={number}").status == 200
    assert built(press) == before


@pytest.mark.parametrize("added", ["kind=rumour", "kind=news&kind=news", "before=x"])
def test_a_known_parameter_with_a_wrong_value_is_refused_beside_them(
    press: Press, added: str
) -> None:
    refused = press.get(f"/{ROOM}/?utm_source=x&{added}&fbclid=1")
    assert refused.status == 400
    assert [fault["field"] for fault in refused.json()["errors"]] == [added.partition("=")[0]]


@pytest.mark.parametrize(
    "path", [f"/api/v1/newsrooms/{ROOM}/changes", "/api/openapi.json", "/api/docs"]
)
def test_the_api_stays_strict(press: Press, path: str) -> None:
    assert press.get(path).status == 200
    for query in ("utm_source=x", "dnt=1", "_=1"):
        assert press.get(f"{path}?{query}").status == 400


def test_a_page_names_the_address_without_them(press: Press, page: str) -> None:
    for path in (page, f"/{ROOM}/", f"/{ROOM}/?kind=news", "/"):
        mark = "&" if "?" in path else "?"
        shown = read(press.get(f"{path}{mark}utm_campaign=h%C3%B6st").body)
        assert shown.xpath("//link[@rel='canonical']/@href") == [BASE + path]


def test_oembed_answers_whatever_is_added_to_it_or_to_the_address(press: Press, page: str) -> None:
    plain = press.get("/oembed?" + urlencode({"url": BASE + page, "maxwidth": "600"}))
    added = {"maxwidth": "600", "dnt": "1", "discover": "true"}
    for url in (page, f"{page}?utm_source=x", f"{page}/?fbclid=1"):
        answer = press.get("/oembed?" + urlencode({"url": BASE + url, **added}))
        assert (answer.status, answer.body) == (200, plain.body), url
    room = f"{BASE}/{ROOM}/?kind=news"
    plain = press.get("/oembed?" + urlencode({"url": room}))
    assert press.get("/oembed?" + urlencode({"url": f"{room}&gclid=x"})).body == plain.body
    for other in ("before=1-x", "year=2018", "kind=rumour&gclid=x"):
        url = f"{BASE}/{ROOM}/?{other}"
        assert press.get("/oembed?" + urlencode({"url": url})).status == 404


@pytest.mark.parametrize("query", ["", "?utm_source=x", "?amp", "?kind=news"])
def test_a_slash_behind_a_release_leads_to_its_page(press: Press, page: str, query: str) -> None:
    stem = page.rpartition("/")[0]
    for path in (f"{page}/", f"{stem}/", f"{stem}/annat/", f"{stem}/annat"):
        moved = press.get(path + query)
        assert (moved.status, moved.header("location")) == (301, BASE + page)


def test_a_slash_tells_of_no_release_that_is_not_public(press: Press) -> None:
    gone = press.publish(builders.document("Fel")).release
    press.clock.advance(timedelta(minutes=1))
    press.order(gone, Order(Action.WITHDRAW, note="Det var fel."))
    for path in (f"/{ROOM}/{gone}/", f"/{ROOM}/{gone}/fel/", f"/{ROOM}/{gone}/fel?utm_source=x"):
        assert press.get(path).status == 410
    for path in (f"/{ROOM}/{'a' * 16}/", f"/{ROOM}/{'a' * 16}/x/", "/ingen/x/y/"):
        answer = press.get(path)
        assert (answer.status, answer.header("cache-control")) == (404, "no-store")


@pytest.mark.parametrize(
    ("path", "led"),
    [
        (f"/{ROOM}?utm_source=x", f"{BASE}/{ROOM}/"),
        (f"/{ROOM}?topic=vard&x=1&kind=news", f"{BASE}/{ROOM}/?kind=news&topic=vard"),
        (f"/{ROOM.capitalize()}/", f"/{ROOM}/"),
        (f"/{ROOM.upper()}", f"/{ROOM}"),
        (f"/{ROOM.title()}/feed.rss?x=1", f"/{ROOM}/feed.rss?x=1"),
    ],
)
def test_a_newsroom_is_found_as_telephones_write_it(press: Press, path: str, led: str) -> None:
    moved = press.get(path)
    assert (moved.status, moved.header("location")) == (301, led)
