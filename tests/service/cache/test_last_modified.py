"""Dates of HTTP: never of the future, and never in the way of a change (RFC 9110 section 8.8.2)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.desk import access
from releases.desk.approval import Order
from releases.store import settings
from releases.store.settings import RoomSettings
from releases.store.tokens import Scope
from releases.timeline import Action, Significance
from releases.times import to_millis
from service.cache.edition import SETTLING, Content, encode
from service.cache.http_date import HttpDate, HttpSecond, stamp
from tests import builders
from tests.builders import HOUR, MORNING
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, WHO, HttpResponse, Press, moment
from tests.service.processes import run_server
from tests.stores import open_desk

MILLIS = timedelta(milliseconds=1)
FEED = f"/{ROOM}/feed.rss"
LISTS = (
    *("/", "/feed.atom", "/sitemap.xml", f"/{ROOM}/", f"/{ROOM}/feeds"),
    *(f"/{ROOM}/feed.{form}" for form in ("rss", "atom", "json", "ninjs.json")),
    *(f"/{ROOM}/embed.html", f"/{ROOM}/embed", f"/{ROOM}/embed/builder"),
    *(f"/{ROOM}/calendar.ics", f"/{ROOM}/sitemap-2018.xml", f"/{ROOM}/archive/2018-04.atom"),
    f"/oembed?url={BASE}/{ROOM}/",
)
SETTLED = "Tue, 03 Apr 2018 05:23:02 GMT"


def dates(answer: HttpResponse) -> tuple[datetime | None, datetime]:
    """Return Last-Modified, None without one, and Date."""
    date, modified = answer.header("date"), answer.header("last-modified")
    assert date is not None
    return (parsedate_to_datetime(modified) if modified else None), parsedate_to_datetime(date)


@pytest.mark.parametrize("path", LISTS)
def test_a_change_is_dated_once_everybody_is_given_it(press: Press, path: str) -> None:
    press.publish(builders.document())
    for millis in (0, 400, 999, 1_000, 1_999):
        press.clock.set(MORNING + millis * MILLIS)
        early = press.get(path)
        assert (early.status, early.header("last-modified")) == (200, None)
        assert press.get(path, if_modified_since=SETTLED).status == 200
    press.clock.set(MORNING + 2_000 * MILLIS)
    assert press.get(path).header("last-modified") == SETTLED
    for method in (press.get, press.head):
        again = method(path, if_modified_since=SETTLED)
        assert (again.status, again.body) == (304, b"")
        assert again.header("last-modified") == SETTLED
    earlier = "Tue, 03 Apr 2018 05:23:01 GMT"
    assert press.get(path, if_modified_since=earlier).status == 200
    # RFC 9110 section 13.1.3: If-None-Match is the better one, and the other then counts nothing.
    assert press.get(path, if_modified_since=SETTLED, if_none_match='"a"').status == 200


def test_an_instant_between_two_seconds_is_dated_like_any_other(press: Press) -> None:
    press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + MILLIS)))
    press.clock.set(MORNING + 2_000 * MILLIS)
    assert press.get(FEED).header("last-modified") == SETTLED


def _publish(press: Press, _: str) -> None:
    press.publish(builders.document("Andra"))


def _correct_in_passing(press: Press, release: str) -> None:
    order = Order(Action.CORRECT, significance=Significance.MINOR)
    press.order(release, order, builders.document(lead="Två bussar i timmen."))


def _withdraw(press: Press, release: str) -> None:
    press.order(release, Order(Action.WITHDRAW, note="Det stämde inte."))


def _choose_a_colour(press: Press, _: str) -> None:
    press.write(settings.put, RoomSettings(ROOM, accent="#7a1f5c"))


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (_publish, FEED),
        (_correct_in_passing, FEED),
        (_withdraw, f"/{ROOM}/"),
        (_choose_a_colour, f"/{ROOM}/embed.html"),
    ],
)
def test_a_second_change_in_the_same_second_is_given_to_who_saw_the_first(
    press: Press, change: Callable[[Press, str], None], path: str
) -> None:
    press.clock.set(MORNING + 200 * MILLIS)
    release = press.publish(builders.document()).release
    press.clock.advance(200 * MILLIS)
    seen = press.get(path)
    # RFC 9110 section 13.1.3: without a Last-Modified, the Date is what a client asks by.
    stated = seen.header("last-modified") or seen.header("date") or ""
    press.clock.advance(300 * MILLIS)
    change(press, release)
    for later in (timedelta(0), 900 * MILLIS, timedelta(seconds=9), HOUR):
        press.clock.advance(later)
        answer = press.get(path, if_modified_since=stated)
        assert (answer.status, answer.body != seen.body) == (200, True)


@pytest.mark.parametrize("path", [FEED, "/media/ingen.jpg", "/redaktion/", "/api/docs", f"/{ROOM}"])
def test_every_answer_states_when_it_was_made_by_the_clock_of_publications(
    press: Press, path: str
) -> None:
    for at in (MORNING, MORNING + 1_900 * MILLIS, MORNING + HOUR):
        press.clock.set(at)
        for _ in range(2):
            assert dates(press.get(path))[1] == at.replace(microsecond=0)


def test_no_answer_was_changed_after_it_was_made(tmp_path: Path) -> None:
    """A real service, real time, a publication a moment ago: 60 answers after each of three."""
    with open_desk(tmp_path / "p.db") as room:
        token = room.write(access.add_token, ROOM, "t", Scope.PUBLISH, WHO)
    path, seen = f"/api/v1/newsrooms/{ROOM}/releases", []
    with run_server(tmp_path) as running:
        for number in range(3):
            made = running.api("POST", path, token, {"title": f"Nummer {number}"}).json()["id"]
            order = running.api("POST", f"{path}/{made}/entries", token, {"action": "publish"})
            assert order.status == 201
            seen += [dates(running.get(FEED)) for _ in range(60)]
    assert not [pair for pair in seen if pair[0] is not None and pair[0] > pair[1]]


SPAN = st.integers(0, 5_000)


@given(SPAN, SPAN, SPAN, st.integers(0, 900), SPAN)
def test_no_date_of_an_answer_hides_what_came_after_it(
    begun: int, kept: int, gap: int, commit: int, waited: int
) -> None:
    """Whatever the milliseconds; a commit may be seen up to 0.9 s after the instant it carries."""
    first, asked = to_millis(MORNING) + begun, to_millis(MORNING) + begun + kept
    second = max(first, asked + gap - commit)
    before, after = (
        encode(Content(body, "text/plain", MORNING + (at - to_millis(MORNING)) * MILLIS))
        for body, at in ((b"a", first), (b"b", second))
    )
    start, _ = before.messages([], at(asked), head=False)
    sent = dict(start["headers"])
    assert int(sent.get(b"last-modified") is not None) == int(
        first // 1000 + SETTLING <= asked // 1000
    )
    for name in (b"last-modified", b"date"):
        asking = [(b"if-modified-since", sent.get(name, b""))]
        for now in (second + commit, second + commit + waited):
            answer, body = after.messages(asking, at(now), head=False)
            assert (answer["status"], body["body"]) == (200, b"b")


def at(millis: int) -> HttpSecond:
    return stamp(millis // 1000)


def test_the_date_is_read_again_after_a_few_milliseconds() -> None:
    clock = ManualClock()
    date = HttpDate(clock)
    assert date.now().header == (b"date", b"Tue, 03 Apr 2018 05:23:00 GMT")
    clock.advance(timedelta(seconds=1))
    assert date.now().seconds == to_millis(MORNING) // 1000 + 1
