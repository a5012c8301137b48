"""The catalogues: each says everything, in the language's own dates, and Swedish stands behind."""

import re
from pathlib import Path

import pytest

from feeds import wording
from feeds.languages import CATALOGUES, language_of, translate
from releases.model import Kind
from tests import builders as b

TEMPLATES = Path(__file__).parents[2] / "service" / "templates"


@pytest.mark.parametrize("spoken", CATALOGUES)
def test_every_catalogue_says_the_same_things(spoken: str) -> None:
    everything = set().union(*CATALOGUES.values())
    assert set(CATALOGUES[spoken]) == everything
    assert all(text.strip() for text in CATALOGUES[spoken].values())
    assert {wording.KIND_LABELS[kind] for kind in Kind} <= everything
    # What is filled in is filled in in every language.
    filled = re.compile(r"\{\w+\}")
    assert [
        key
        for key, text in CATALOGUES[spoken].items()
        if sorted(filled.findall(key)) != sorted(filled.findall(text))
    ] == []


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_what_a_public_page_says_stands_in_the_catalogues(path: Path) -> None:
    """A text that lacks its place there would take the page down in every language but Swedish."""
    asked = re.findall(r"""\bsay\(\s*(?:"([^"]+)"|'([^']+)')""", path.read_text())
    said_there = {one or other for one, other in asked}
    assert said_there - set().union(*CATALOGUES.values()) == set()


@pytest.mark.parametrize(
    ("tag", "spoken"),
    [
        *(("en", "en"), ("en-GB", "en"), ("EN", "en"), ("fi", "fi"), ("se", "se"), ("se-SE", "se")),
        *(("sv", "sv"), ("fit", "sv"), ("smj", "sv"), ("sma", "sv"), ("rom", "sv"), ("yi", "sv")),
        ("und", "sv"),
    ],
)
def test_a_language_without_a_catalogue_gets_swedish_words(tag: str, spoken: str) -> None:
    assert language_of(tag) == spoken


def test_swedish_is_said_as_it_is_written() -> None:
    assert translate("Rättelse") == "Rättelse"
    assert translate("Rättelse", "fi") == "Oikaisu"


@pytest.mark.parametrize(
    ("spoken", "text"),
    [
        ("sv", "3 april 2018 kl. 10.23–11.23"),
        ("en", "3 April 2018 at 10:23–11:23"),
        ("fi", "3. huhtikuuta 2018 klo 10.23–11.23"),
        ("se", "2018-04-03 dii. 10:23–11:23"),
    ],
)
def test_an_occasion_is_written_as_the_language_writes_time(spoken: str, text: str) -> None:
    assert wording.occasion(b.event(), spoken) == text


def test_a_credit_that_names_itself_in_any_language_is_kept() -> None:
    assert wording.credit_line("Kuva: Aino Koski", "fi") == "Kuva: Aino Koski"
    assert wording.credit_line("Aino Koski", "fi") == "Kuva: Aino Koski"
