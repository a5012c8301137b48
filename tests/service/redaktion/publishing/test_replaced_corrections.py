"""A correction planned on an older text never takes back a later one unnoticed."""

import pytest

from releases.desk.approval import Order
from releases.timeline import Action, Entry, Significance
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import Press, moment
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import at, confirm, entries, page, save_draft

WARNING = (
    "En rättelse är schemalagd till tis 3 april 2018 kl. 11.23. Den bygger på en äldre text och "
    "tar bort det du ändrar nu."
)
NOW = "when=now&significance=minor"


@pytest.fixture
def planned(press: Press) -> Entry:
    """A correction to come of a public release."""
    release = press.publish(builders.document("Den publika")).release
    order = Order(Action.CORRECT, moment(MORNING + 4 * HOUR), Significance.MAJOR, "Ny linje.")
    return press.order(release, order, builders.document("Den planerade"))


def test_it_is_told_of_while_writing_reviewing_and_confirming(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    """With the ways to move it and to call it off."""
    save_draft(press, planned.release, builders.document("Den nyaste"))
    for below in ("/granska", f"/granska?{NOW}"):
        text = editor.get(at(planned.release, below)).text
        assert WARNING in text
        assert at(planned.release, f"/flytta/{planned.id}") in text
        assert at(planned.release, f"/avboka/{planned.id}") in text
    writing = editor.get(at(planned.release)).text
    assert "schemalagd till tis 3 april 2018 kl. 11.23, med texten så som den godkändes" in writing


def test_an_author_is_told_without_ways_that_are_not_hers(
    press: Press, author: Visitor, planned: Entry
) -> None:
    save_draft(press, planned.release, builders.document("Den nyaste"))
    text = author.get(at(planned.release, "/granska")).text
    assert WARNING in text
    assert f"/avboka/{planned.id}" not in text


def test_nothing_is_said_where_nothing_is_taken_back(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    """The text is the planned one, or it is to come after it."""
    assert WARNING not in editor.get(at(planned.release, "/granska")).text
    save_draft(press, planned.release, builders.document("Den nyaste"))
    later = "/granska?when=later&date=2018-04-05&time=07:23&significance=minor"
    assert WARNING not in editor.get(at(planned.release, later)).text


def test_the_plan_is_called_off_in_the_step_that_replaces_it(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    save_draft(press, planned.release, builders.document("Den nyaste"))
    assert confirm(editor, planned.release, NOW, replaces=planned.id).status == 303
    assert [entry.action for entry in entries(press, planned.release)] == ["publish", "correct"]
    press.clock.set(MORNING + 2 * DAY)
    assert "Den nyaste" in page(press, planned.release).text


def test_the_plan_stays_for_who_does_not_call_it_off(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    save_draft(press, planned.release, builders.document("Den nyaste"))
    assert confirm(editor, planned.release, NOW).status == 303
    assert len(entries(press, planned.release)) == 3


def test_a_refused_approval_calls_nothing_off(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    """And what was ticked stays ticked."""
    save_draft(press, planned.release, builders.document("Den nyaste"))
    answer = confirm(editor, planned.release, NOW, replaces=planned.id, version="1")
    assert answer.status == 422
    assert f'value="{planned.id}" checked' in answer.text
    assert len(entries(press, planned.release)) == 2


def test_a_plan_that_took_effect_meanwhile_is_replaced_and_stays_in_the_log(
    press: Press, editor: Visitor, planned: Entry
) -> None:
    save_draft(press, planned.release, builders.document("Den nyaste"))
    editor.get(at(planned.release, f"/granska?{NOW}"))
    press.clock.set(MORNING + 5 * HOUR)
    assert confirm(editor, planned.release, NOW, replaces=planned.id).status == 303
    assert len(entries(press, planned.release)) == 3
    assert "Den nyaste" in page(press, planned.release).text
