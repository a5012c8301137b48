"""What is still to come can be moved and cancelled, each time confirmed; what has come cannot."""

import pytest

from releases.desk import Order
from releases.timeline import Action, Entry
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.redaktion.desking import Visitor
from tests.service.redaktion.publishing import HOME, at, entries, local, outputs, page
from tests.service.serving import Press, moment

SOON = MORNING + HOUR
THEN = MORNING + DAY


@pytest.fixture
def planned(press: Press) -> Entry:
    return press.publish(builders.document(), Order(Action.PUBLISH, moment(SOON)))


def move(entry: Entry) -> str:
    return at(entry.release, f"/flytta/{entry.id}")


def test_a_move_by_form_repeats_the_time_and_then_moves(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    before = outputs(press)
    day, clock = local(THEN)
    shown = editor.get(f"{move(planned)}?datum={day}&tid={clock}")
    assert "ons 4 april 2018 kl. 07.23 CEST = 05:23 UTC" in shown.text
    assert entries(press, planned.release)[0].at == SOON
    assert editor.post(move(planned), {"nar": editor.field("nar")}).status == 303
    assert entries(press, planned.release)[0].at == THEN
    press.clock.set(THEN - HOUR / 3_600_000)
    assert outputs(press) == before
    press.clock.set(THEN)
    assert page(press, planned.release).status == 200


def test_the_form_begins_with_the_time_that_holds(editor: Visitor, planned: Entry) -> None:
    shown = editor.get(move(planned)).text
    assert 'value="2018-04-03"' in shown
    assert 'value="08:23"' in shown


def test_a_move_is_told_as_a_move(press: Press, editor: Visitor, planned: Entry) -> None:
    """Not as called off, on the receipt and in the history; whoever was owed a word still is."""
    press.clock.advance(HOUR / 2)
    editor.post(move(planned), {"nar": "2018-04-04T05:23:00Z"})
    receipt = editor.get(at(planned.release, "/kvitto")).text
    assert "flyttat till ons 4 april 2018 kl. 07.23 av" in receipt
    assert "avbokat av" not in receipt
    history = editor.get(at(planned.release, "/historik")).text
    assert "Avbokade" not in history
    assert "till ons 4 april 2018 kl. 07.23 CEST" in history


@pytest.mark.parametrize("query", ["datum=2018-10-28&tid=02:30", "datum=2019-03-31&tid=02:30"])
def test_a_move_into_the_night_of_the_clocks_asks_which_time_is_meant(
    editor: Visitor, planned: Entry, query: str
) -> None:
    answer = editor.get(f"{move(planned)}?{query}")
    assert answer.status == 422
    assert answer.text.count('type="radio"') == 2


def test_a_move_into_the_past_is_refused(press: Press, editor: Visitor, planned: Entry) -> None:
    """Even if it was the future when it was shown."""
    answer = editor.post(move(planned), {"nar": "2018-04-03T05:00:00Z"})
    assert answer.status == 422
    assert entries(press, planned.release)[0].at == SOON


def test_what_has_taken_effect_is_neither_moved_nor_cancelled(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    press.clock.set(SOON)
    assert editor.get(move(planned)).status == 404
    assert editor.post(move(planned), {"nar": "2018-05-03T05:00:00Z"}).status == 404
    assert editor.post(at(planned.release, f"/avboka/{planned.id}")).status == 404
    assert page(press, planned.release).status == 200


def test_a_move_past_what_builds_on_it_is_refused(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    press.order(planned.release, Order(Action.CORRECT, moment(THEN)))
    answer = editor.post(move(planned), {"nar": "2018-06-03T05:00:00Z"})
    assert answer.status == 422
    assert "redan planerat" in answer.text


def test_what_is_cancelled_never_comes(press: Press, editor: Visitor, planned: Entry) -> None:
    address = at(planned.release, f"/avboka/{planned.id}")
    assert "Avboka" in editor.get(address).text
    assert entries(press, planned.release)
    assert editor.post(address).status == 303
    press.clock.set(SOON + HOUR)
    assert page(press, planned.release).status == 404
    assert "avbokat av" in editor.get(at(planned.release, "/kvitto")).text


def test_a_publication_is_not_cancelled_under_its_correction(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    press.order(planned.release, Order(Action.CORRECT, moment(THEN)))
    answer = editor.post(at(planned.release, f"/avboka/{planned.id}"))
    assert answer.status == 409
    assert "Avboka den först" in answer.text


def test_the_calendar_offers_to_move_what_is_to_come(
    press: Press, editor: Visitor, author: Visitor, planned: Entry
) -> None:
    """To editors; authors see the plan alone."""
    address = f"{HOME}/kalender?manad=2018-04"
    assert move(planned) in editor.get(address).text
    assert move(planned) not in author.get(address).text
    assert "Nya busslinjer" in author.page
