"""What an editor asks for is asked about where it is unclear, and nothing typed is lost."""

import pytest

from releases.model import Release
from tests import builders
from tests.builders import HOUR, MORNING
from tests.service.app_server import Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import (
    add_draft,
    at,
    confirm,
    entries,
    local,
    page,
    save_draft,
)

DAY_OF, CLOCK = local(MORNING + 2 * HOUR)
TYPED = f"date={DAY_OF}&time={CLOCK}"


@pytest.fixture
def corrected(press: Press, editor: Visitor) -> Release:
    """A public release whose draft says something else."""
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    press.clock.advance(HOUR)
    return save_draft(press, release.id, builders.document("Rättad rubrik"))


@pytest.mark.parametrize(
    "query", [f"when=now&{TYPED}", TYPED, f"when=now&date={DAY_OF}", f"when=now&time={CLOCK}"]
)
def test_a_time_beside_now_is_asked_about(press: Press, editor: Visitor, query: str) -> None:
    """Nothing is confirmed, and the time stands where it was typed."""
    release = add_draft(press)
    answer = editor.get(at(release.id, f"/granska?{query}"))
    assert answer.status == 422
    assert "Ska texten publiceras nu eller vid den tiden?" in answer.text
    assert "granska/publicera" not in answer.text
    for typed in (DAY_OF, CLOCK):
        assert (typed in query) == (f'value="{typed}"' in answer.text)
    assert entries(press, release.id) == ()


def test_the_question_can_be_answered_with_now_or_with_the_time(
    press: Press, editor: Visitor
) -> None:
    now, later = add_draft(press), add_draft(press)
    assert confirm(editor, later.id, f"when=later&{TYPED}").status == 303
    assert entries(press, later.id)[0].at == MORNING + 2 * HOUR
    assert confirm(editor, now.id, f"when=anyway&{TYPED}").status == 303
    assert page(press, now.id).status == 200


def test_a_time_sent_with_now_publishes_nothing(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    fields = {"version": "1", "when": "now", "action": "publish", "date": DAY_OF, "time": CLOCK}
    assert editor.post(at(release.id, "/granska/publicera"), fields).status == 422
    assert entries(press, release.id) == ()


def test_a_correction_of_substance_says_what_is_corrected(
    press: Press, editor: Visitor, corrected: Release
) -> None:
    """Asked for before it is confirmed, and of whoever confirms it all the same."""
    address = at(corrected.id, "/granska")
    answer = editor.get(f"{address}?when=now&significance=major&note=+")
    assert answer.status == 422
    assert "Beskriv i en mening vad som har rättats" in answer.text
    assert "granska/publicera" not in answer.text
    fields = {"version": str(corrected.version), "when": "now", "action": "correct"}
    assert editor.post(f"{address}/publicera", fields).status == 422
    assert len(entries(press, corrected.id)) == 1
    assert confirm(editor, corrected.id, "when=now&note=Fel+rubrik.").status == 303


def test_a_minor_correction_needs_no_words(
    press: Press, editor: Visitor, corrected: Release
) -> None:
    assert confirm(editor, corrected.id, "when=now&significance=minor").status == 303
    assert "Rättad rubrik" in page(press, corrected.id).text
