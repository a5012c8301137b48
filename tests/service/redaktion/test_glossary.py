"""The interface keeps to the terms of docs/glossary.md, and to none of the words it has left."""

import re
from pathlib import Path

import pytest

from feeds.languages import CATALOGUES
from releases.intake import warnings
from releases.refusals import WORDS
from tests.service.redaktion.test_language import ENGLISH

ROOT = Path(__file__).parents[3]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()
PAGES = sorted((ROOT / "service" / "templates").glob("*.html"))


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below its line of headings."""
    table = GLOSSARY.partition(f"\n{heading}\n|---")[2].partition("\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()]


TERMS = rows("| Swedish | English | what it is |")
SWEDISH = [word for word, _ in rows("| not | but |")]
DISCARDED = [*SWEDISH, *(word for word, _ in rows("| not in English | but |"))]
# What the API says to programs has names of its own, such as `kind`.
SAID = {
    *ENGLISH,
    *ENGLISH.values(),
    *(words["sv"] for words in WORDS.values()),
    *(words["desk"] for words in WORDS.values() if "desk" in words),
    *warnings.MESSAGES.values(),
    *(text for catalogue in CATALOGUES.values() for text in catalogue.values()),
}


def uses(word: str, text: str) -> bool:
    """Tell whether a text has a word or a phrase, however it is capitalised."""
    said = re.sub(r"\{\w*\}", "", text)
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE) is not None


@pytest.mark.parametrize("word", DISCARDED)
def test_a_discarded_word_is_not_said(word: str) -> None:
    assert [text for text in SAID if uses(word, text)] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_public_page_says_no_discarded_word(path: Path) -> None:
    source = re.sub(r"\{[%#{].*?[%#}]\}", "", path.read_text(), flags=re.DOTALL)
    assert [word for word in SWEDISH if uses(word, source)] == []


@pytest.mark.parametrize(("swedish", "english", "_"), TERMS, ids=lambda term: term[:30])
def test_a_term_is_called_the_same_at_the_desk(swedish: str, english: str, _: str) -> None:
    assert ENGLISH[swedish] == english


def test_one_term_names_one_thing() -> None:
    swedish, english, _ = zip(*TERMS, strict=True)
    assert len(set(swedish)) == len(set(english)) == len(TERMS)


def test_a_discarded_word_would_be_found() -> None:
    assert uses("Kasta", "Vill du kasta utkastet?")
    assert not uses("Kasta", "Utkastat")
    assert "mellanlager" in DISCARDED
    assert ["Typ", "Type"] in [term[:2] for term in TERMS]
