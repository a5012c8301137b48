"""Each address has one spelling; the others lead there or nowhere, and are never kept."""

from collections.abc import Iterator
from urllib.parse import unquote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.desk.approval import Order
from releases.timeline import Action
from service.cache.canonical_urls import canonical
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, HttpResponse, Press, run_app

FIRST = f"%{ord(ROOM[0]):x}{ROOM[1:]}"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """One service for the whole file, with one release."""
    with run_app(tmp_path_factory.mktemp("spelling"), ManualClock()) as running:
        yield running


@pytest.fixture(scope="module")
def page(press: Press) -> str:
    return f"/{ROOM}/{press.publish(builders.document()).release}/nya-busslinjer-till-sjukhuset"


def built(press: Press) -> tuple[float, float]:
    """Return how many editions have been built, and how many bytes of them are kept."""
    lines = dict(
        line.rsplit(" ", 1) for line in press.get("/metrics").text.splitlines() if line[0] != "#"
    )
    return float(lines['pressrum_editions_total{made="now"}']), float(lines[KEPT])


KEPT = "pressrum_editions_bytes"


@pytest.mark.parametrize(
    "path",
    [
        f"/{FIRST}/",
        f"/{FIRST}/feed.rss",
        f"/{ROOM}/feed%2Erss",
        f"/{ROOM}%2Ffeed.atom",
        f"/{ROOM}/%66eed.json",
        f"/{FIRST}/embed.html",
        f"/{FIRST}/calendar.ics",
        f"/{FIRST}/search",
        f"/api/v1/newsrooms/{FIRST}/changes",
        "/feed%2erss",
        "/%6fembed",
        "/%72edaktion/logga-in",
    ],
)
@pytest.mark.parametrize("query", ["", "?q=%C3%A5+a&utm_source=%6e"])
def test_another_spelling_leads_to_the_one_there_is(press: Press, path: str, query: str) -> None:
    before = built(press)
    for method in (press.get, press.head):
        moved = method(path + query)
        assert (moved.status, moved.body) == (301, b"")
        assert moved.header("location") == unquote(path) + query
    assert built(press) == before


def test_the_case_of_percent_signs_is_one_too(press: Press, page: str) -> None:
    stem = page.rpartition("/")[0]
    moved = press.get(f"{stem}/%c3%a5")
    assert (moved.status, moved.header("location")) == (301, f"{stem}/%C3%A5")
    for again in (f"{stem}/%C3%A5", f"{stem}/%E5"):
        moved = press.get(again)
        assert (moved.status, moved.header("location")) == (301, BASE + page)


@pytest.mark.parametrize(
    "path",
    [
        "//",
        f"//{ROOM}/",
        f"/./{ROOM}/",
        f"/{ROOM}//feed.rss",
        f"/{ROOM}/./feed.rss",
        f"/{ROOM}/x/../feed.rss",
        f"/{ROOM}/%2e%2E/{ROOM}/",
        f"/%2F{ROOM}/",
        "//www.example/%2e",
        "/..%2f..%2fetc/passwd",
        "/%FF/",
        "/%00/feed.rss",
    ],
)
def test_what_names_nothing_leads_nowhere(press: Press, path: str) -> None:
    before = built(press)
    for method in ("GET", "HEAD", "POST"):
        answer = press.send(method, path)
        assert answer.status in (404, 405)
        assert answer.header("location") is None
    assert built(press)[1] == before[1]


def test_only_the_address_of_a_release_itself_is_kept(press: Press, page: str) -> None:
    stem = page.rpartition("/")[0]
    assert press.get(page).status == 200
    kept = built(press)[1]
    for number in range(3):
        assert press.get(f"{stem}/{number}").status == 301
        asked = {"url": f"{BASE}{stem}/{number}", "format": "xml"}
        assert press.get(f"/oembed?{urlencode(asked)}").status == 200
        assert press.get(f"/oembed?url={BASE}/{ROOM}{'/' * (number + 2)}").status == 200
    assert built(press)[1] == kept


def test_a_withdrawn_release_is_kept_at_one_address(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with run_app(tmp_path_factory.mktemp("withdrawn"), ManualClock()) as press:
        release = press.publish(builders.document("Fel")).release
        press.order(release, Order(Action.WITHDRAW, note="Det stämde inte."))
        kept = built(press)[1]
        for number in range(3):
            assert press.get(f"/{ROOM}/{release}/{number}").status == 410
        assert built(press)[1] == kept
        assert press.get(f"/{ROOM}/{release}/fel").status == 410
        assert built(press)[1] > kept


@pytest.mark.parametrize(
    "query",
    [
        f"/{ROOM}/embed.html?count=05",
        f"/{ROOM}/embed.html?count=%C2%B2",
        f"/{ROOM}/?year=02018",
        f"/{ROOM}/?before=01522732980000-{'a' * 16}",
        f"/{ROOM}/?before=-0-{'a' * 16}",
        f"/api/v1/newsrooms/{ROOM}/changes?since=-0-",
    ],
)
def test_a_number_has_one_spelling_too(press: Press, query: str) -> None:
    assert press.get(query).status == 400


def test_the_same_query_spelled_otherwise_is_the_same_edition(press: Press) -> None:
    seen: list[HttpResponse] = [press.get(f"/{ROOM}/feed.rss?kind=news&topic=kollektivtrafik")]
    before = built(press)
    seen += [
        press.get(f"/{ROOM}/feed.rss?{query}")
        for query in (
            "topic=kollektivtrafik&kind=news",
            "%74opic=kollektivtrafi%6b&kind=news",
            "kind=news&&topic=kollektivtrafik&",
            "kind=news&place=&topic=kollektivtrafik",
        )
    ]
    assert {answer.lasting for answer in seen} == {seen[0].lasting}
    assert built(press) == before


@given(st.binary(max_size=40).map(lambda tail: b"/" + tail.replace(b"?", b"")))
def test_the_one_spelling_is_its_own(raw: bytes) -> None:
    path = canonical(raw)
    if path is not None:
        assert canonical(path) == path
        assert path.isascii()
        assert not path.startswith(b"//")
