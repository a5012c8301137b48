"""oEmbed 1.0 for newsrooms and releases, and nothing about what is not public."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from lxml import etree, html
from micawber import Provider, ProviderRegistry

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, MORNING
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, HttpResponse, Press, moment, run_app
from tests.service.parsed import read

TITLE = 'Nya "busslinjer" & <hållplatser>'


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("oembed"), ManualClock()) as running:
        yield running


@pytest.fixture(scope="module")
def release(press: Press) -> str:
    return press.publish(builders.document(TITLE)).release


def ask(press: Press, path: str, **options: str) -> HttpResponse:
    return press.get(f"/oembed?{urlencode({'url': BASE + path, **options})}")


def frame(answer: Any) -> Any:
    """Return the one frame of an answer's HTML."""
    (element,) = html.fragment_fromstring(answer["html"], create_parent=True).iter("iframe")
    return element


def test_a_press_room_answers_with_a_titled_frame_of_its_list(press: Press) -> None:
    answer = ask(press, f"/{ROOM}/").json()
    assert (answer["version"], answer["type"]) == ("1.0", "rich")
    assert answer["provider_name"] == "Pressrum"
    assert answer["author_name"] == answer["title"] == "Region Mellanlandet"
    element = frame(answer)
    assert element.get("src") == f"{BASE}/{ROOM}/embed?theme=light"
    assert element.get("title") == "Region Mellanlandet"
    assert (element.get("width"), element.get("height")) == ("640", "800")


def test_the_frame_of_an_answer_is_there(press: Press, release: str) -> None:
    for path in (f"/{ROOM}/", f"/{ROOM}/?kind=news&topic=kultur", f"/{ROOM}/{release}"):
        src = frame(ask(press, path).json()).get("src")
        assert press.get(src.removeprefix(BASE)).status == 200


def test_a_filtered_press_room_answers_with_its_filtered_list(press: Press) -> None:
    answer = ask(press, f"/{ROOM}/?kind=news").json()
    assert frame(answer).get("src") == f"{BASE}/{ROOM}/embed?kind=news&theme=light"
    assert answer["title"] == "Region Mellanlandet: Nyheter"


def test_a_release_answers_whatever_its_slug(press: Press, release: str) -> None:
    for below in ("", "/", "/nya-busslinjer", "/gammal-rubrik"):
        answer = ask(press, f"/{ROOM}/{release}{below}").json()
        assert answer["title"] == TITLE
        assert (
            frame(answer).get("title") == "Pressmeddelande från Region Mellanlandet, 3 april 2018"
        )
        assert frame(answer).get("src") == f"{BASE}/{ROOM}/embed?release={release}&theme=light"


def test_a_withdrawn_release_answers_with_its_notice_and_nothing_else(press: Press) -> None:
    gone = press.publish(builders.document("Fel siffror", lead="HEMLIG")).release
    press.clock.advance(timedelta(minutes=1))
    press.order(gone, Order(Action.WITHDRAW, note="Uppgifterna var fel."))
    answer = ask(press, f"/{ROOM}/{gone}/fel-siffror")
    assert answer.json()["title"] == "Återkallat: Fel siffror"
    shown = press.get(frame(answer.json()).get("src").removeprefix(BASE)).text
    assert "Uppgifterna var fel." in shown
    assert "HEMLIG" not in answer.text + shown


def test_xml_says_the_same_as_json(press: Press, release: str) -> None:
    path = f"/{ROOM}/{release}"
    stated = ask(press, path, format="xml")
    assert stated.kind == "text/xml; charset=utf-8"
    fields = {element.tag: element.text for element in etree.fromstring(stated.body)}
    told = ask(press, path, format="json").json()
    assert fields == {name: str(value) for name, value in told.items()}


def test_sizes_are_kept_within_what_is_asked_for(press: Press, release: str) -> None:
    for path in (f"/{ROOM}/", f"/{ROOM}/{release}"):
        small = ask(press, path, maxwidth="300", maxheight="200").json()
        assert (small["width"], small["height"]) == (300, 200)
        assert (frame(small).get("width"), frame(small).get("height")) == ("300", "200")
        large = ask(press, path, maxwidth="5000", maxheight="5000").json()
        assert large["width"] == 640


@pytest.mark.parametrize(
    "url",
    [
        f"{BASE}/",
        f"{BASE}/finns-inte/",
        f"{BASE}/{ROOM}/aaaaaaaaaaaaaaaa",
        f"{BASE}/{ROOM}/aaaaaaaaaaaaaaaa/x/y",
        f"{BASE}/{ROOM}/feed.rss",
        f"{BASE}/{ROOM}/?kind=rumour",
        f"{BASE}/{ROOM}/?before=1-x",
        f"https://evil.example/{ROOM}/",
        f"{BASE}.evil.example/{ROOM}/",
        f"https://user@press.example/{ROOM}/",
        f"javascript:{BASE}/{ROOM}/",
        "//[",
        "x",
    ],
)
def test_an_address_that_is_no_public_page_of_ours_is_not_found(press: Press, url: str) -> None:
    answer = press.get(f"/oembed?{urlencode({'url': url})}")
    assert (answer.status, answer.header("cache-control")) == (404, "no-store")


def test_a_release_to_come_answers_as_one_that_never_was(press: Press) -> None:
    later = press.publish(
        builders.document("Kanariefågeln"), Order(Action.PUBLISH, moment(MORNING + DAY))
    ).release
    hidden, nothing = (ask(press, f"/{ROOM}/{release_id}/x") for release_id in (later, "a" * 16))
    assert hidden.lasting == nothing.lasting
    framed = [press.get(f"/{ROOM}/embed?release={release_id}") for release_id in (later, "a" * 16)]
    assert framed[0].lasting == framed[1].lasting


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={BASE}/{ROOM}/&maxwidth=0", 400),
        (f"url={BASE}/{ROOM}/&maxheight=x", 400),
        (f"url={BASE}/{ROOM}/&url=x", 400),
        (f"url={BASE}/{ROOM}/&format=yaml", 501),
    ],
)
def test_what_cannot_be_asked_is_refused(press: Press, query: str, status: int) -> None:
    assert press.get(f"/oembed?{query}").status == status


def test_other_sites_scripts_may_ask(press: Press) -> None:
    assert ask(press, f"/{ROOM}/").header("access-control-allow-origin") == "*"


def test_pages_lead_to_their_own_oembed(press: Press, release: str) -> None:
    room = press.get(f"/{ROOM}/")
    moved = press.get(f"/{ROOM}/{release}").header("location") or ""
    for page in (room, press.get(moved.removeprefix(BASE))):
        links = read(page.body).xpath("//link[@rel='alternate' and contains(@type, '+oembed')]")
        assert [link.get("type") for link in links] == [
            "application/json+oembed",
            "text/xml+oembed",
        ]
        for link in links:
            assert press.get(link.get("href").removeprefix(BASE)).status == 200


def test_an_independent_consumer_reads_it(press: Press, release: str) -> None:
    """Micawber finds the provider by the address and reads the answer by its own rules."""
    registry = ProviderRegistry()
    registry.register(rf"{BASE}/\S+", Provider(f"{press.address}/oembed", timeout=5))
    for path in (f"/{ROOM}/", f"/{ROOM}/{release}/nya-busslinjer"):
        response = registry.request(BASE + path)
        assert (response["type"], response["version"]) == ("rich", "1.0")
        assert response["html"].endswith("</iframe>")
        assert response["width"] > 0
        assert response["height"] > 0
