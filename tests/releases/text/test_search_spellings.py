"""Other spellings of a question: few, of the letters typed, and never those of quoted words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text.search_spellings import MOST, MOST_TEXTS, respell, spelled_out
from releases.text.search_terms import LENGTH, PHRASES, Question, places, question


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("vardcentral", "Vårdcentralen öppnar"),
        ("malmo", "Malmö"),
        ("ostergotland", "Östergötlands"),
        ("osteraker", "Österåker"),
        ("hvad", "Vad är det"),
        ("Wästerås", "Västerås"),
        ("västerås", "I Westerås och Wästerås"),
        ("qvinna", "Kvinnan"),
        ("öfver", "Över ån"),
        ("lif", "Liv och lust"),
        ("wasteras", "Västerås"),
        ("goteborg", "Göteborgs"),
        ("orebro", "Örebro län"),
        ("lakare", "Läkaren"),
        ("sodertalje", "Södertälje"),
        ("ornskoldsvik", "Örnsköldsvik"),
        ("alvsborg", "Älvsborg"),
        ("elfsborg", "Älvsborgs län"),
        ("jamstalldhet", "Jämställdhet"),
    ],
)
def test_a_word_has_its_other_spellings(typed: str, text: str) -> None:
    assert places(question(typed), text) == ()
    assert len(places(respell(question(typed)), text)) == 1


@pytest.mark.parametrize("typed", ['"vardcentral"', "lycklig", "al", "2018", "", "e" * 50])
def test_what_has_no_other_spelling_stays(typed: str) -> None:
    assert respell(question(typed)) == question(typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("kraftsamling pa sodertalje", "Kraftsamling på Södertälje"),
        ("halso och sjukvard", "Hälso- och sjukvård"),
        ("vastra gotaland", "Västra Götaland"),
        ("lakare i malmo och orebro", "Läkare i Malmö och Örebro"),
    ],
)
def test_of_several_words_the_likeliest_spellings_come_first(typed: str, text: str) -> None:
    assert all(
        places(Question((phrase,)), text)
        for phrase in respell(question(typed)).phrases
        if phrase.stem
    )


def test_swedish_letters_are_never_taken_for_others() -> None:
    assert places(respell(question("län")), "Lan") == ()
    assert places(respell(question("öst")), "Ost") == ()


@given(st.text(max_size=LENGTH) | st.text('aovwfh "', max_size=LENGTH))
def test_spellings_are_few_and_the_words_stay(typed: str) -> None:
    asked = question(typed)
    spelled = respell(asked)
    assert [phrase.words for phrase in spelled.phrases] == [
        phrase.words for phrase in asked.phrases
    ]
    assert sum(len(phrase.respelled) for phrase in spelled.phrases) <= max(MOST, PHRASES)
    assert len(spelled_out(typed)) <= MOST_TEXTS
