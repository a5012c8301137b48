"""What a reader of a record has to look at: not what was understood, nor a page's furniture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from releases.intake import read
from releases.intake.leftovers import sort_leftovers
from releases.intake.record import Intake
from releases.model import Contact, Kind

RECORD = Intake(
    title="Nytt bad öppnar i Solvik",
    kind=Kind.PRESS_RELEASE,
    published_at="2024-09-03T08:15:00+02:00",
    lead="Badet i Solvik öppnar i juni.",
    body="Det tar emot tusen gäster.\n\n– Vi är stolta, säger Maja Ek, ordförande.",
    contacts=(Contact("Maja Ek", "ordförande", ("+46701740605",), ("maja.ek@solvik.example",)),),
    about="Region Solvik har hand om vård och bad.",
)


def sorted_lines(*dropped: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    left = sort_leftovers(replace(RECORD, dropped=dropped))
    return left.lines, left.furniture


@pytest.mark.parametrize(
    "line",
    [
        "Pressmeddelande",
        "Pressmeddelande 2024-09-03 08:15",
        "Publicerad: 2024-09-03 kl. 08.15",
        "Kontakt:",
        "## Kontakt",
        "Telefon: 070-174 06 05",
        "Maja Ek, ordförande, mobil 070-174 06 05, e-post maja.ek@solvik.example",
        "**Maja Ek**",
        "Ämne: Nytt bad öppnar i Solvik",
        "Om Region Solvik",
        "Det tar emot tusen gäster.",
        "* * *",
    ],
)
def test_what_was_understood_is_not_shown(line: str) -> None:
    assert sorted_lines(line) == ((), ())


@pytest.mark.parametrize(
    "line",
    [
        "Publicerad: 2024-09-04 kl. 08.15",
        "Pressinbjudan",
        "Telefon: 070-174 06 06",
        "Bo Ek, 070-174 06 05",
        "Badet öppnar inte i juni.",
        "Solvik öppnar badet",
        "Embargo till 4 september kl. 10",
        "Underlag: konfidentiellt fram till 7 december.",
        "Meny: konfidentiellt",
        "Bussen går klockan 7.15.",
    ],
)
def test_what_no_field_has_may_matter(line: str) -> None:
    assert sorted_lines(line) == ((line,), ())


@pytest.mark.parametrize(
    "line",
    [
        "Dela på Facebook",
        "Skriv ut sidan",
        "Meny",
        "Vi använder kakor för att webbplatsen ska fungera.",
        "Hem / Nyheter / Nytt bad",
        "Fler nyheter från regionen",
    ],
)
def test_furniture_of_pages_is_apart(line: str) -> None:
    assert sorted_lines(line) == ((), (line,))


def test_a_menu_is_short_lines_together_and_names_are_none() -> None:
    menu = ("Vård och hälsa", "Trafik", "Kultur", "Jobba hos oss")
    assert sorted_lines(*menu) == ((), menu)
    assert sorted_lines(*menu[:2]) == (menu[:2], ())
    persons = ("Bo Ek", "Eva Ek", "Lars Hallbom", "Anna Storbacka")
    assert sorted_lines(*persons) == (persons, ())


@given(st.lists(st.text(max_size=60) | st.sampled_from(RECORD.body.split()), max_size=8))
def test_lines_are_shown_in_their_order_and_in_one_place(dropped: list[str]) -> None:
    left = sort_leftovers(replace(RECORD, dropped=tuple(dropped)))
    for shown in (left.lines, left.furniture):
        source = iter(dropped)
        assert all(line in source for line in shown)
    assert len(left.lines) + len(left.furniture) <= len(dropped)


def test_a_pasted_release_leaves_nothing_that_was_understood() -> None:
    text = (
        "Pressmeddelande\n2024-09-03 08:15\n\nNytt bad öppnar i Solvik\n\n"
        "Badet i Solvik öppnar i juni och tar emot tusen gäster om dagen.\n\n"
        "Det är byggt av trä och har tre bassänger.\n\n"
        "Kontakt:\nMaja Ek, ordförande\nTelefon: 070-174 06 05\n\nDela på Facebook\n"
    )
    left = sort_leftovers(read(text)[0])
    assert left.lines == ()
