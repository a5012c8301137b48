"""`changes`: partners who follow the cursor meet every change once, in the order of effect."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from releases.desk.approval import Order
from releases.store import changes
from releases.timeline import Action, Significance
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, Press, Wire, moment

CHANGES = f"/api/v1/newsrooms/{ROOM}/changes"


def follow(press: Press, cursor: str = "") -> tuple[list[dict[str, Any]], str]:
    """Every change from a cursor on, and where to continue."""
    collected: list[dict[str, Any]] = []
    while True:
        page = press.get(CHANGES + (f"?since={cursor}" if cursor else "")).json()
        collected += page["changes"]
        cursor = page["next"]
        if not page["more"]:
            return collected, cursor


def test_an_empty_newsroom_has_a_cursor_to_ask_again_with(press: Press) -> None:
    page, cursor = follow(press)
    assert page == []
    press.publish(builders.document())
    assert len(follow(press, cursor)[0]) == 1


def test_every_change_is_told_once_in_the_order_it_took_effect(press: Press) -> None:
    entry = press.publish(builders.document("Ett"))
    press.publish(builders.document("Två"), Order(Action.PUBLISH, moment(MORNING + DAY)))
    first, cursor = follow(press)
    press.clock.advance(HOUR)
    changed = builders.document("Ett", lead="Fyra linjer.")
    press.order(entry.release, Order(Action.CORRECT, note="Fel siffra."), changed)
    press.clock.advance(2 * DAY)
    press.order(entry.release, Order(Action.WITHDRAW))
    rest, _ = follow(press, cursor)
    told = [(change["title"], change["action"]) for change in (*first, *rest)]
    assert told == [
        ("Ett", "publish"),
        ("Ett", "correct"),
        ("Två", "publish"),
        ("Ett", "withdraw"),
    ]


def test_more_changes_than_a_page_holds_are_all_told(press: Press) -> None:
    made = {press.publish(builders.document(f"Nr {n}")).id for n in range(130)}
    pages, cursor = follow(press)
    assert {change["entry"] for change in pages} == made
    assert len(pages) == len(made)
    assert follow(press, cursor) == ([], cursor)


def test_a_change_carries_the_document_only_while_it_is_in_force(press: Press) -> None:
    entry = press.publish(builders.document("Ett"))
    assert follow(press)[0][0]["document"]["title"] == "Ett"
    press.clock.advance(HOUR)
    order = Order(Action.CORRECT, significance=Significance.MINOR)
    press.order(entry.release, order, builders.document("Ett, rättat"))
    old, new = follow(press)[0]
    assert (old["document"], new["document"]["title"]) == (None, "Ett, rättat")
    press.clock.advance(HOUR)
    press.order(entry.release, Order(Action.WITHDRAW, note="Allt var fel."))
    found = follow(press)[0]
    assert [change["document"] for change in found] == [None, None, None]
    assert found[-1]["note"] == "Allt var fel."


def test_two_releases_of_one_instant_are_both_told(press: Press) -> None:
    _, cursor = follow(press)
    made = {press.publish(builders.document(f"Nr {n}")).id for n in range(3)}
    assert {change["entry"] for change in follow(press, cursor)[0]} == made


def test_a_partner_that_has_looked_misses_nothing_of_the_same_instant(press: Press) -> None:
    press.publish(builders.document("Före"))
    _, cursor = follow(press)
    press.publish(builders.document("Efter"))
    press.clock.advance(HOUR)
    assert [change["title"] for change in follow(press, cursor)[0]] == ["Efter"]


def test_changes_are_told_while_a_writer_is_busy(press: Press) -> None:
    press.publish(builders.document("Ute"))
    with press.busy_writer():
        found, cursor = follow(press)
        assert [change["title"] for change in found] == ["Ute"]
        assert follow(press, cursor) == ([], cursor)


def test_strangers_with_ever_new_cursors_leave_the_readers_to_others(press: Press) -> None:
    """Of their pages one is made at a time, however many ask."""
    token = press.token()
    press.publish(builders.document("Ute"))
    gate, inside = threading.Event(), threading.Semaphore(0)

    def look(*_: object) -> Any:
        inside.release()
        assert gate.wait(15)
        return changes.ChangePage((), changes.BEGINNING, more=False)

    def ask(number: int) -> int:
        wire = Wire(press.address)
        try:
            return wire.get(f"{CHANGES}?since={number}-").status
        finally:
            wire.close()

    with ThreadPoolExecutor(20) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(changes, "since", look)
        asked = [pool.submit(ask, number) for number in range(20)]
        assert inside.acquire(timeout=15)
        try:
            releases = press.api("GET", f"/api/v1/newsrooms/{ROOM}/releases", token)
            assert releases.status == 200
            assert not inside.acquire(blocking=False)
        finally:
            gate.set()
        assert {request.result() for request in asked} == {200}


@pytest.mark.parametrize(
    "query", ["since=x", "since=1-.x", "since=1&since=2", "from=1", "since=99999999999999-a"]
)
def test_a_cursor_that_is_not_ours_is_refused(press: Press, query: str) -> None:
    refused = press.get(f"{CHANGES}?{query}")
    assert (refused.status, refused.kind) == (400, "application/problem+json")


def test_changes_of_an_unknown_newsroom_are_not_there(press: Press) -> None:
    assert press.get("/api/v1/newsrooms/ingen/changes").status == 404


def test_changes_are_cached_and_open_to_other_origins(press: Press) -> None:
    answer = press.get(CHANGES)
    assert answer.header("access-control-allow-origin") == "*"
    assert press.get(CHANGES, if_none_match=answer.etag).status == 304
