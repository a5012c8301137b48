"""The desk's list: where each release stands, found by its words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases.desk import drafts, newsroom_settings
from releases.errors import FieldError
from releases.store import desklist
from releases.store.desklist import DeskState
from releases.timeline import Action
from tests import builders as b
from tests.stores import ROOM, WHO, Desk


def titles(desk: Desk, words: str = "", state: DeskState | None = None) -> list[str]:
    page = desk.read(desklist.page, ROOM, desk.clock.now(), 50, state, words)
    assert page.older is None
    return [item.release.draft.title for item in page.items]


def test_a_release_stands_in_one_state_at_each_instant(desk: Desk) -> None:
    def states(hours: int) -> list[DeskState]:
        t = b.MORNING + hours * b.HOUR
        items = desk.read(desklist.page, ROOM, t, 50).items
        for item in items:
            assert desk.read(desklist.state_of, item.release, t) is item.state
            chosen = desk.read(desklist.page, ROOM, t, 50, item.state).items
            assert item in chosen
            assert {item.state for item in chosen} == {item.state}
        return [item.state for item in items]

    release = desk.draft()
    assert states(0) == [DeskState.DRAFT]
    desk.write(drafts.mark_submitted, release.ref, WHO, 1)
    assert states(0) == [DeskState.SUBMITTED]
    planned = desk.order(release, at=b.MORNING + 2 * b.HOUR)
    assert [states(1), states(2)] == [[DeskState.SCHEDULED], [DeskState.PUBLIC]]
    desk.cancel(release, planned)
    assert [states(1), states(2)] == [[DeskState.DRAFT], [DeskState.DRAFT]]
    desk.order(release)
    desk.order(release, Action.WITHDRAW, b.MORNING + b.HOUR)
    assert [states(0), states(1)] == [[DeskState.PUBLIC], [DeskState.WITHDRAWN]]


def test_words_are_found_in_title_lead_and_body_by_their_beginnings(desk: Desk) -> None:
    desk.draft(b.document("Ett", lead="", body=""))
    desk.draft(b.document("Två", lead="Sjukhuset byggs ut", body=""))
    desk.draft(b.document("Tre", lead="", body="Ny väg till sjukhuset"))
    assert sorted(titles(desk, "sjuk")) == ["Tre", "Två"]
    assert titles(desk, "SJUKHUSET väg") == ["Tre"]
    assert titles(desk, "huset") == []


def test_words_that_very_many_have_are_found_as_those_of_few_are(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for title in ("Sjukhuset öppnar", "Ny buss", "Sjukhuset stänger", "Sjukhus och väg"):
        desk.draft(b.document(title, lead="", body=""))
    searches = ("sjuk", "sjuk väg", "buss", "huset")
    gathered = [titles(desk, words, state) for words in searches for state in (None, *DeskState)]
    monkeypatch.setattr(desklist, "_OFTEN", 1)
    walked = [titles(desk, words, state) for words in searches for state in (None, *DeskState)]
    assert walked == gathered
    assert len(walked[0]) == 3


def test_swedish_letters_are_letters_of_their_own(desk: Desk) -> None:
    for word in ("län", "lan", "Åre", "are", "ö", "o"):
        desk.draft(b.document(word, lead="", body=""))
    assert titles(desk, "lan") == ["lan"]
    assert titles(desk, "län") == ["län"]
    assert titles(desk, "LÄN") == ["län"]
    assert titles(desk, "la\u0308n") == ["län"]
    assert titles(desk, "åre") == ["Åre"]
    assert titles(desk, "ö") == ["ö"]


def test_the_draft_as_it_stands_is_searched_not_as_it_was(desk: Desk) -> None:
    release = desk.draft(b.document("Gammal", lead="", body=""))
    desk.save(release, b.document("Färsk", lead="", body=""))
    assert titles(desk, "gammal") == []
    assert titles(desk, "färsk") == ["Färsk"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("c++", ["Kurs i c++ OR java"]),
        ("OR", ["Kurs i c++ OR java"]),
        ("kurs or java", ["Kurs i c++ OR java"]),
        ("NEAR(kurs", []),
        ('"', []),
        ("*", []),
        ("'; DROP TABLE release; --", []),
        ("kurs\x00java", []),
        ("kurs \x00java", ["Kurs i c++ OR java"]),
        ("text:kurs", []),
        ("-kurs", ["Kurs i c++ OR java"]),
        (" \n ", ["Kurs i c++ OR java"]),
    ],
)
def test_signs_of_the_search_language_are_plain_text(
    desk: Desk, words: str, expected: list[str]
) -> None:
    desk.draft(b.document("Kurs i c++ OR java", lead="", body=""))
    assert titles(desk, words) == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text() | st.text("\"*()^:-+'\x00 aOR{}"))
def test_any_words_are_searched_for_without_complaint(desk: Desk, words: str) -> None:
    assert titles(desk, words) == []


def test_words_that_cannot_be_text_are_refused_by_name(desk: Desk) -> None:
    for words in ("\ud800", "x" * 1_001):
        with pytest.raises(FieldError) as caught:
            titles(desk, words)
        assert caught.value.field == "q"


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_following_the_cursor_meets_every_release_once_latest_changed_first(
    desk: Desk, count: int
) -> None:
    for number in range(7):
        desk.draft(b.document(f"Nr {number}"))
        desk.clock.advance(b.HOUR * (number % 2))
    seen, before = [], None
    while True:
        page = desk.read(desklist.page, ROOM, desk.clock.now(), count, None, "nr", before)
        assert len(page.items) <= count
        seen += [item.release for item in page.items]
        assert len(seen) <= 7
        before = page.older
        if before is None:
            break
    assert len({release.id for release in seen}) == len(seen) == 7
    assert seen == sorted(seen, key=lambda r: (r.changed_at, r.id), reverse=True)


def test_a_list_is_one_newsrooms_own(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom("region-sydlandet"), WHO)
    desk.draft(b.document("Annans"), "region-sydlandet")
    desk.draft(b.document("Vår"))
    assert titles(desk) == ["Vår"]
