"""`changes`: partners who follow the cursor meet every change once, in the order of effect."""

from typing import Any

import pytest

from releases.desk import Order
from releases.timeline import Action, Significance
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.serving import ROOM, Press, moment

CHANGES = f"/api/v1/newsrooms/{ROOM}/changes"


def follow(press: Press, cursor: str = "") -> tuple[list[dict[str, Any]], str]:
    """Every change from a cursor on, and where to continue."""
    found: list[dict[str, Any]] = []
    while True:
        page = press.get(CHANGES + (f"?since={cursor}" if cursor else "")).json()
        found += page["changes"]
        cursor = page["next"]
        if not page["more"]:
            return found, cursor


def test_an_empty_newsroom_has_a_cursor_to_ask_again_with(press: Press) -> None:
    found, cursor = follow(press)
    assert found == []
    press.publish(builders.document())
    assert len(follow(press, cursor)[0]) == 1


def test_every_change_is_told_once_in_the_order_it_took_effect(press: Press) -> None:
    entry = press.publish(builders.document("Ett"))
    press.publish(builders.document("Två"), Order(Action.PUBLISH, moment(MORNING + DAY)))
    first, cursor = follow(press)
    press.clock.advance(HOUR)
    press.order(entry.release, Order(Action.CORRECT, note="Fel siffra."))
    press.clock.advance(2 * DAY)
    press.order(entry.release, Order(Action.WITHDRAW))
    rest, _ = follow(press, cursor)
    told = [(each["title"], each["action"]) for each in (*first, *rest)]
    assert told == [
        ("Ett", "publish"),
        ("Ett", "correct"),
        ("Två", "publish"),
        ("Ett", "withdraw"),
    ]


def test_more_changes_than_a_page_holds_are_all_told(press: Press) -> None:
    made = {press.publish(builders.document(f"Nr {n}")).id for n in range(130)}
    found, cursor = follow(press)
    assert {each["entry"] for each in found} == made
    assert len(found) == len(made)
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
    assert [each["document"] for each in found] == [None, None, None]
    assert found[-1]["note"] == "Allt var fel."


def test_two_releases_of_one_instant_are_both_told(press: Press) -> None:
    _, cursor = follow(press)
    made = {press.publish(builders.document(f"Nr {n}")).id for n in range(3)}
    assert {each["entry"] for each in follow(press, cursor)[0]} == made


def test_a_partner_that_has_looked_misses_nothing_of_the_same_instant(press: Press) -> None:
    press.publish(builders.document("Före"))
    _, cursor = follow(press)
    press.publish(builders.document("Efter"))
    press.clock.advance(HOUR)
    assert [each["title"] for each in follow(press, cursor)[0]] == ["Efter"]


@pytest.mark.parametrize(
    "query", ["since=x", "since=1&since=2", "from=1", "since=99999999999999-a"]
)
def test_a_cursor_that_is_not_ours_is_refused(press: Press, query: str) -> None:
    refused = press.get(f"{CHANGES}?{query}")
    assert (refused.status, refused.kind) == (400, "application/problem+json")


def test_changes_of_an_unknown_newsroom_are_not_there(press: Press) -> None:
    assert press.get("/api/v1/newsrooms/ingen/changes").status == 404


def test_changes_are_cached_and_open_to_other_origins(press: Press) -> None:
    found = press.get(CHANGES)
    assert found.header("access-control-allow-origin") == "*"
    assert press.get(CHANGES, if_none_match=found.etag).status == 304
