"""What somebody types, read as words and phrases, and where those stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text.search_terms import LENGTH, PHRASES, Phrase, Question, places, question


def stems(*words: str) -> Question:
    return Question(tuple(Phrase((word,), stem=True) for word in words))


def marked(typed: str, text: str) -> list[str]:
    return [text[start:end] for start, end in places(question(typed), text)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Ny vårdcentral", Question((Phrase(("ny",)), Phrase(("vårdcentral",), stem=True)))),
        ("  bussar,  tåg! ", stems("bussar", "tåg")),
        ("buss buss BUSS", stems("buss")),
        ('"den nya linjen"', Question((Phrase(("den", "nya", "linjen")),))),
        ("”hel fras” ord", Question((Phrase(("hel", "fras")), Phrase(("ord",), stem=True)))),
        ('"utan slut', Question((Phrase(("utan", "slut")),))),
        ("c++ 2,5", Question((Phrase(("c",)), Phrase(("2",)), Phrase(("5",))))),
        ("va\u030ard", stems("vård")),
        ('"" () *', Question()),
        ("", Question()),
    ],
)
def test_words_may_go_on_and_quoted_words_stand_together(typed: str, read: Question) -> None:
    assert question(typed) == read


@given(st.text())
def test_whatever_is_typed_becomes_a_bounded_question_of_letters_and_digits(typed: str) -> None:
    asked = question(typed * 3)
    assert len(asked.phrases) <= PHRASES
    said = [word for phrase in asked.phrases for word in phrase.words]
    assert all(word and '"' not in word and " " not in word for word in said)
    assert sum(map(len, said)) <= 3 * LENGTH


@given(st.text(), st.text())
def test_hits_lie_inside_the_text_in_order_and_apart(typed: str, text: str) -> None:
    reached = 0
    for start, end in places(question(typed), text):
        assert reached <= start < end <= len(text)
        reached = end


def test_hits_are_whole_words_that_begin_as_asked() -> None:
    assert marked("vård", "Vårdcentral, omvård och vård.") == ["Vårdcentral", "vård"]
    assert marked("å", "å åker") == ["å"]
    assert marked('"nya linjen" lin', "Den nya, linjen: linor") == ["nya, linjen", "linor"]
