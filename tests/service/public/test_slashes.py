"""A slash behind a public address leads to the page, by one rule for all of them."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from releases.desk import newsroom_settings
from releases.model import Kind
from releases.store.settings import RoomSettings
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, WHO, Press, run_app

SHARED = (
    *(f"/{ROOM}/feed.rss", f"/{ROOM}/feed.atom", f"/{ROOM}/feed.json", f"/{ROOM}/feed.ninjs.json"),
    *("/feed.rss", "/feed.atom", "/feed.json", "/embed.js", "/media/bild1.jpg"),
    *(f"/{ROOM}/embed.html", f"/{ROOM}/calendar.ics", f"/{ROOM}/archive/2018-04.atom"),
    *("/api/openapi.json", f"/api/v1/newsrooms/{ROOM}/changes"),
)
OURS = (
    *("/robots.txt", "/sitemap.xml", "/sitemap-rooms.xml", "/news-sitemap.xml", "/favicon.ico"),
    *("/tillganglighet", "/static/pressrum.css", "/static/vendor/editor.js", "/api/docs"),
    *(f"/{ROOM}/search", f"/{ROOM}/feeds", f"/{ROOM}/embed", f"/{ROOM}/embed/builder"),
    f"/{ROOM}/sitemap-2018.xml",
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("slashes"), ManualClock()) as running:
        running.picture("bild1")
        running.publish(
            builders.document("Ny vårdcentral", kind=Kind.NEWS, images=(builders.image("bild1"),))
        )
        yield running


@pytest.fixture(scope="module")
def page(press: Press) -> str:
    return f"/{ROOM}/{press.publish(builders.document('Öppet hus')).release}/oppet-hus"


@pytest.mark.parametrize("path", [*SHARED, *OURS])
def test_a_slash_behind_any_public_address_leads_to_the_page(press: Press, path: str) -> None:
    tag = press.get(path).etag
    for query in ("",) if path.startswith("/api/") else ("", "?utm_source=post&x=%C3%A5"):
        for method in (press.get, press.head):
            for headers in ({}, {"if_none_match": tag}, {"accept_encoding": "br"}):
                moved = method(f"{path}/{query}", **headers)
                assert (moved.status, moved.body) == (301, b"")
                assert moved.header("location") == BASE + path
        assert press.get(path + query).status == 200


@pytest.mark.parametrize("path", SHARED)
def test_scripts_of_other_origins_are_led_on_too(press: Press, path: str) -> None:
    moved = press.get(f"{path}/", origin="https://www.mellanlandet.example")
    assert (moved.status, moved.header("access-control-allow-origin")) == (301, "*")


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/oembed", urlencode({"url": f"{BASE}/{ROOM}/", "format": "xml"})),
        (f"/{ROOM}/search", "q=v%C3%A5rd"),
        (f"/{ROOM}/feed.rss", "kind=news&topic=kultur"),
        (f"/{ROOM}/embed.html", "count=3&heading=3"),
        (f"/{ROOM}/embed", "count=2&theme=dark"),
    ],
)
def test_the_parameters_an_address_knows_go_along(press: Press, path: str, query: str) -> None:
    for added in ("", "&utm_source=x", "&fbclid=1&_=2"):
        moved = press.get(f"{path}/?{query}{added}")
        assert (moved.status, moved.header("location")) == (301, f"{BASE}{path}?{query}")
    assert press.get(f"{path}?{query}").status == 200


def test_no_slash_leads_twice_or_to_what_is_not_there(press: Press, page: str) -> None:
    stem = page.rpartition("/")[0]
    for path in (f"{stem}/", f"{stem}/fel/", f"{page}/"):
        moved = press.get(path)
        assert (moved.status, moved.header("location")) == (301, BASE + page)
    # Without words, the search has always led to the list.
    assert press.get(f"/{ROOM}/search/?kind=news").header("location") == f"{BASE}/{ROOM}/?kind=news"
    for path in (
        *("/ingen/feed.rss/", f"/{ROOM}/feed.pdf/", f"/media/{'c' * 16}.jpg/", "/static/x.css/"),
        *(f"/{ROOM}/archive/1999-01.atom/", f"/{ROOM}/sitemap-1999.xml/", "/robots.text/"),
        *(f"/{ROOM}/feed.rss//", f"/{ROOM}//feed.rss/", f"/{ROOM}/{'d' * 16}/"),
    ):
        answer = press.get(path)
        assert (answer.status, answer.header("cache-control")) == (404, "no-store"), path
    for path in (f"/{ROOM}/feed.rss/?kind=rykte", f"/{ROOM}/embed.html/?count=0", "/oembed/"):
        assert press.get(path).status == 400, path
    assert press.send("POST", f"/{ROOM}/feed.rss/").status == 405


def test_nothing_is_built_or_kept_for_a_slash(press: Press) -> None:
    def built() -> list[str]:
        lines = press.get("/metrics").text.splitlines()
        names = ('pressrum_editions_total{made="now"}', "pressrum_editions_bytes ")
        return [line for line in lines if line.startswith(names)]

    assert press.get(f"/{ROOM}/feed.atom").status == 200
    before = built()
    for _ in range(3):
        assert press.get(f"/{ROOM}/feed.atom/").status == 301
    assert built() == before


def test_the_form_for_comments_is_found_behind_a_slash(press: Press, page: str) -> None:
    form = f"{page.rpartition('/')[0]}/-/synpunkt"
    assert press.get(f"{form}/").status == 404
    press.write(newsroom_settings.change, RoomSettings(ROOM, feedback=True), WHO)
    assert press.get(form).status == 200
    moved = press.get(f"{form}/")
    assert (moved.status, moved.header("location")) == (301, BASE + form)
