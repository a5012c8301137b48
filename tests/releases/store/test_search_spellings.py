"""What is found in other spellings, by readers and at the desk: only where nothing is as typed."""

import pytest

from releases.public import Selection
from releases.store import desklist, search
from releases.text.search_terms import question
from tests import builders as b
from tests.stores import ROOM, Desk


def readers(desk: Desk, typed: str) -> list[str]:
    found = desk.read(search.find, question(typed), Selection(newsroom=ROOM), b.MORNING, 9)
    return list(found[1].releases)


def communicators(desk: Desk, typed: str) -> list[str]:
    page = desk.read(desklist.page, ROOM, desk.clock.now(), 9, None, typed)
    return [item.release.id for item in page.items]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("vardcentral", "Vårdcentralsbygget"),
        ("vardcentral malmo", "Ny vårdcentral i Malmö"),
        ("Wästerås", "Nytt i Västerås"),
        ("västerås", "Wästerås för hundra år sedan"),
        ("hvad", "Vad händer nu"),
        ("ostergotland", "Östergötland"),
    ],
)
def test_other_spellings_are_found_until_there_are_exact_ones(
    desk: Desk, typed: str, title: str
) -> None:
    other = desk.publish(b.document(title, lead="", body="Texten."))
    assert readers(desk, typed) == communicators(desk, typed) == [other.id]
    exact = desk.publish(b.document(f"Om {typed}", lead="", body="Texten."))
    assert readers(desk, typed) == communicators(desk, typed) == [exact.id]


def test_no_page_mixes_exact_hits_with_others(desk: Desk) -> None:
    desk.publish(b.document("Vård i Malmö", lead="", body="Texten."))
    desk.publish(b.document("Vard i Malmo", lead="", body="Texten."))
    _, first = desk.read(search.find, question("malmo"), Selection(ROOM), b.MORNING, 1)
    assert (first.total, first.older) == (1, None)


def test_pages_of_other_spellings_follow_one_another(desk: Desk) -> None:
    made = {desk.publish(b.document(f"Nytt i Malmö {n}", lead="", body="T.")).id for n in range(3)}
    met: list[str] = []
    after = None
    for _ in range(3):
        _, page = desk.read(
            search.find,
            question("malmo"),
            Selection(ROOM),
            b.MORNING,
            1,
            search.SearchOrder.RELEVANCE,
            after,
        )
        met += page.releases
        after = page.older
    assert after is None
    assert set(met) == made
    assert len(met) == len(made)


@pytest.mark.parametrize("typed", ['"malmo"', "lan", "län", "central"])
def test_quoted_words_inner_parts_and_swedish_letters_are_as_they_are(
    desk: Desk, typed: str
) -> None:
    desk.publish(b.document("Vårdcentralen i Malmö och Lan", lead="", body="Texten."))
    expected = 1 if typed == "lan" else 0
    assert len(readers(desk, typed)) == expected
