"""A name that is nearly a municipality is asked about; names and words of their own are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake.place_names import find_misspelled
from releases.text.places import NAMES

SENTENCES = (
    "{} – Ett nytt bad öppnar i juni.",
    "{}, 3 maj. Ett nytt bad öppnar.",
    "Ett nytt bad öppnar i {} i juni.",
    "Ett nytt bad i {}s centrum.",
    "Bussen från {} går oftare.",
    "Badet ligger i {}s kommun.",
    "I {} kommun öppnar ett bad.",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hallsbergg – Ett nytt bad öppnar.", ("Hallsbergg", "Hallsberg")),
        ("HALLSBERGG, 3 maj. Ett nytt bad.", ("HALLSBERGG", "Hallsberg")),
        ("Ett nytt bad öppnar i Halsberg.", ("Halsberg", "Hallsberg")),
        ("Ett nytt bad öppnar i Hallsbreg.", ("Hallsbreg", "Hallsberg")),
        ("Badet i Hallsberggs kommun öppnar.", ("Hallsbergg", "Hallsberg")),
        ("Bussar till Upplands Vesby i höst.", ("Upplands Vesby", "Upplands Väsby")),
        ("I Örebrro län finns bad.", ("Örebrro län", "Örebro län")),
        ("Bad i Lindesbärg Maja Ek.", ("Lindesbärg", "Lindesberg")),
    ],
)
def test_what_is_nearly_a_place_is_asked_about(text: str, found: tuple[str, str]) -> None:
    assert list(find_misspelled((), text)) == [found]


@pytest.mark.parametrize(
    "text",
    [
        "Ett nytt bad öppnar i hallsbergg.",
        "Anna Hallberg öppnar badet.",
        "Bad i Hallberg och i Vårberg, från Åtorp.",
        "Bussar till Varberga och till Malmön.",
        "Bad i Alvesta, i Avesta och i Lidköping.",
        "Vi ses i Edda, i Moran och i Norra skolan.",
        f"{'Badet öppnar. ' * 40} Det ligger i Hallsbergg.",
        "",
    ],
)
def test_words_and_places_of_their_own_are_not(text: str) -> None:
    assert list(find_misspelled((), text)) == []


def test_the_field_of_places_is_looked_at() -> None:
    places = ("1861", "Hallsbergg", "hallsbergg", "Kallmyra", "Hallsberg", "Hallsbergg")
    assert list(find_misspelled(places, "")) == [("Hallsbergg", "Hallsberg")]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_known_name_is_asked_about(sentence: str) -> None:
    asked = [
        found
        for name in NAMES.values()
        for shown in (name, name.upper())
        for found in find_misspelled((shown, f"{shown} kommun"), sentence.format(shown))
    ]
    assert asked == []


@given(st.text() | st.text("HALSBERGhalsbergi ,–", max_size=60), st.lists(st.text(max_size=20)))
def test_any_text_can_be_looked_at(text: str, places: list[str]) -> None:
    for written, meant in find_misspelled(places, f"i {text}"):
        assert written[0].isupper()
        assert meant in NAMES.values()
        assert written != meant
