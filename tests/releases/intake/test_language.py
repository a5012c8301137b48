"""Languages are told by evidence, and left open where there is too little of it."""

import tomllib
from pathlib import Path

import pytest

from releases.intake import language, read
from releases.intake.language_words import LETTERS, OTHERS, SEQUENCES, WORDS

SAMPLES = tomllib.loads(Path(__file__).with_name("languages.toml").read_text("utf-8"))
TEXTS = [(tag, text) for tag, texts in SAMPLES.items() for text in texts]
QUOTED = (
    "Kommunen och högskolan har skrivit under ett avtal om forskning i Solvik. "
    "Arbetet börjar i höst och ska pågå i tre år.\n\n"
    "– We are very happy that the work can begin this year, says Ann Lo.\n\n"
    "Avtalet gäller från och med den 1 september, och det kan förlängas."
)


@pytest.mark.parametrize(("tag", "text"), TEXTS)
def test_a_text_is_in_its_language_or_in_none_that_is_known(tag: str, text: str) -> None:
    assert language.detect(text) == tag


@pytest.mark.parametrize(("tag", "text"), TEXTS)
def test_a_part_of_a_text_is_never_in_another_language(tag: str, text: str) -> None:
    for start in range(0, len(text) - 80, 40):
        assert language.detect(text[start : start + 80]) in {tag, "und"}


def test_a_quotation_does_not_change_the_language_of_a_text() -> None:
    assert language.detect(QUOTED) == "sv"


def test_nothing_tells_no_language() -> None:
    assert {language.detect(text) for text in ("", "2019", "Solvik", "@ – …")} == {"und"}


def test_a_language_that_is_not_known_is_warned_of() -> None:
    unknown = read(f"Solvik 2019\n\n{SAMPLES['und'][0]}")[0]
    known = read(f"Solvik 2019\n\n{SAMPLES['sv'][0]}")[0]
    assert "unknown-language" in {warning.code for warning in unknown.warnings}
    assert "unknown-language" not in {warning.code for warning in known.warnings}


def test_the_evidence_stands_once_and_where_it_can_be_found() -> None:
    assert not set(WORDS) & set(OTHERS)
    assert set(WORDS) == set(LETTERS)
    assert set(WORDS) <= set(SEQUENCES)
    for words in (*WORDS.values(), *OTHERS.values()):
        assert words == words.lower()
        assert len(set(words.split())) == len(words.split())
