"""What is still to come can be moved and cancelled, each time confirmed; what has come cannot."""

from pathlib import Path

import pytest

from releases.desk import importing
from releases.desk.approval import Order
from releases.exchange import frontmatter
from releases.exchange.release_export import Story, check_story
from releases.store import log, stories
from releases.timeline import Action, Entry
from service.redaktion.publishing import entry_history
from service.redaktion.publishing.entry_history import EntryStatus
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.clocks import ManualClock
from tests.service.app_server import Press, moment
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import (
    HOME,
    add_draft,
    at,
    confirm,
    entries,
    local,
    outputs,
    page,
)
from tests.stores import WHO, Desk, open_desk

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
    shown = editor.get(f"{move(planned)}?date={day}&time={clock}")
    assert "ons 4 april 2018 kl. 07.23" in shown.text
    assert entries(press, planned.release)[0].at == SOON
    assert editor.post(move(planned), {"at": editor.field("at")}).status == 303
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
    editor.post(move(planned), {"at": "2018-04-04T05:23:00Z"})
    receipt = editor.get(at(planned.release, "/kvitto")).text
    assert "flyttat till ons 4 april 2018 kl. 07.23 av" in receipt
    assert "avbokat av" not in receipt
    history = editor.get(at(planned.release, "/historik")).text
    assert "Avbokade" not in history
    assert "till ons 4 april 2018 kl. 07.23" in history


def test_what_is_approved_at_the_instant_of_a_cancelling_is_no_move(
    press: Press, editor: Visitor
) -> None:
    """The same text by the same person: what it was put in place of is known, not guessed."""
    release = add_draft(press).id
    confirm(editor, release, "when=later&date=2018-04-03&time=09:23")
    (planned,) = entries(press, release)
    editor.post(at(release, f"/avboka/{planned.id}"))
    confirm(editor, release, "when=later&date=2018-04-04&time=09:23")
    (again,) = entries(press, release)
    assert (again.made_at, again.revision) == (planned.made_at, planned.revision)
    receipt = editor.get(at(release, "/kvitto")).text
    assert "avbokat av" in receipt
    assert "flyttat till" not in receipt
    assert "Avbokade" in editor.get(at(release, "/historik")).text


def test_a_move_is_told_as_a_move_after_export_and_import(desk: Desk, tmp_path: Path) -> None:
    release = desk.draft()
    moved = desk.move(release, desk.order(release, at=SOON), THEN)
    desk.save(release, builders.document("Ny rubrik"))
    desk.clock.advance(HOUR / 2)
    story = desk.read(stories.get, release.ref)
    written = frontmatter.write(story, desk.clock.now())
    with open_desk(tmp_path / "other.db", ManualClock(THEN)) as other:
        back = frontmatter.parse_file(written)
        assert isinstance(back, Story)
        other.write(importing.restore, check_story(back), WHO)
        first, second = entry_history.describe_entries(other.read(log.lines, release.id))
    assert (first.fate, first.successor) == (EntryStatus.MOVED, moved)
    assert (second.fate, second.successor) == (EntryStatus.STANDS, None)


@pytest.mark.parametrize("query", ["date=2018-10-28&time=02:30", "date=2019-03-31&time=02:30"])
def test_a_move_into_the_night_of_the_clocks_asks_which_time_is_meant(
    editor: Visitor, planned: Entry, query: str
) -> None:
    answer = editor.get(f"{move(planned)}?{query}")
    assert answer.status == 422
    assert answer.text.count('type="radio"') == 2


def test_a_move_into_the_past_is_refused(press: Press, editor: Visitor, planned: Entry) -> None:
    """Even if it was the future when it was shown."""
    answer = editor.post(move(planned), {"at": "2018-04-03T05:00:00Z"})
    assert answer.status == 422
    assert entries(press, planned.release)[0].at == SOON


def test_what_has_taken_effect_is_neither_moved_nor_cancelled(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    press.clock.set(SOON)
    assert editor.get(move(planned)).status == 404
    assert editor.post(move(planned), {"at": "2018-05-03T05:00:00Z"}).status == 404
    assert editor.post(at(planned.release, f"/avboka/{planned.id}")).status == 404
    assert page(press, planned.release).status == 200


def test_a_move_past_what_builds_on_it_is_refused(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    press.order(planned.release, Order(Action.CORRECT, moment(THEN)), builders.document("Ny"))
    answer = editor.post(move(planned), {"at": "2018-06-03T05:00:00Z"})
    assert answer.status == 422
    assert "Något annat är schemalagt" in answer.text


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
    press.order(planned.release, Order(Action.CORRECT, moment(THEN)), builders.document("Ny"))
    answer = editor.post(at(planned.release, f"/avboka/{planned.id}"))
    assert answer.status == 409
    assert "Avboka eller flytta det först" in answer.text


def test_the_calendar_offers_to_move_what_is_to_come(
    press: Press, editor: Visitor, author: Visitor, planned: Entry
) -> None:
    """To editors; authors see the plan alone."""
    address = f"{HOME}/kalender?month=2018-04"
    assert move(planned) in editor.get(address).text
    assert move(planned) not in author.get(address).text
    assert "Nya busslinjer" in author.page
