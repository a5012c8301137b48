"""What an editor asks for is asked about where it is unclear, and nothing typed is lost."""

import pytest

from releases.model import Release
from tests import builders
from tests.builders import HOUR, MORNING
from tests.service.redaktion.desking import Visitor
from tests.service.redaktion.publishing import (
    at,
    confirmed,
    drafted,
    entries,
    local,
    page,
    saved,
)
from tests.service.serving import Press

DAY_OF, CLOCK = local(MORNING + 2 * HOUR)
TYPED = f"datum={DAY_OF}&tid={CLOCK}"


@pytest.fixture
def corrected(press: Press, editor: Visitor) -> Release:
    """A public release whose draft says something else."""
    release = drafted(press)
    confirmed(editor, release.id, "naer=nu")
    press.clock.advance(HOUR)
    return saved(press, release.id, builders.document("Rättad rubrik"))


@pytest.mark.parametrize(
    "query", [f"naer=nu&{TYPED}", TYPED, f"naer=nu&datum={DAY_OF}", f"naer=nu&tid={CLOCK}"]
)
def test_a_time_beside_now_is_asked_about(press: Press, editor: Visitor, query: str) -> None:
    """Nothing is confirmed, and the time stands where it was typed."""
    release = drafted(press)
    answer = editor.get(at(release.id, f"/granska?{query}"))
    assert answer.status == 422
    assert "Ska det ut nu eller vid den tiden?" in answer.text
    assert "granska/publicera" not in answer.text
    for typed in (DAY_OF, CLOCK):
        assert (typed in query) == (f'value="{typed}"' in answer.text)
    assert entries(press, release.id) == ()


def test_the_question_can_be_answered_with_now_or_with_the_time(
    press: Press, editor: Visitor
) -> None:
    now, later = drafted(press), drafted(press)
    assert confirmed(editor, later.id, f"naer=tid&{TYPED}").status == 303
    assert entries(press, later.id)[0].at == MORNING + 2 * HOUR
    assert confirmed(editor, now.id, f"naer=anda&{TYPED}").status == 303
    assert page(press, now.id).status == 200


def test_a_time_sent_with_now_publishes_nothing(press: Press, editor: Visitor) -> None:
    release = drafted(press)
    fields = {"version": "1", "naer": "nu", "handling": "publish", "datum": DAY_OF, "tid": CLOCK}
    assert editor.post(at(release.id, "/granska/publicera"), fields).status == 422
    assert entries(press, release.id) == ()


def test_a_correction_of_substance_says_what_is_corrected(
    press: Press, editor: Visitor, corrected: Release
) -> None:
    """Asked for before it is confirmed, and of whoever confirms it all the same."""
    address = at(corrected.id, "/granska")
    answer = editor.get(f"{address}?naer=nu&betydelse=major&notis=+")
    assert answer.status == 422
    assert "Skriv med en mening vad som är rättat" in answer.text
    assert "granska/publicera" not in answer.text
    fields = {"version": str(corrected.version), "naer": "nu", "handling": "correct"}
    assert editor.post(f"{address}/publicera", fields).status == 422
    assert len(entries(press, corrected.id)) == 1
    assert confirmed(editor, corrected.id, "naer=nu&notis=Fel+rubrik.").status == 303


def test_a_minor_correction_needs_no_words(
    press: Press, editor: Visitor, corrected: Release
) -> None:
    assert confirmed(editor, corrected.id, "naer=nu&betydelse=minor").status == 303
    assert "Rättad rubrik" in page(press, corrected.id).text
