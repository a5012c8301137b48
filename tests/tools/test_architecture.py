"""The documents that say where things stand name what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import rooms

ROOT = Path(__file__).parent.parent.parent
DOCUMENTS = ["README.md", "CHANGELOG.md", *(f"docs/{path.name}" for path in ROOT.glob("docs/*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
MOST_WORDS = 40


def links(document: str) -> Iterator[str]:
    for target in LINK.findall((ROOT / document).read_text()):
        if "://" not in target and not target.startswith("mailto:"):
            yield target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_what_is_there(document: str) -> None:
    folder = (ROOT / document).parent
    assert [target for target in links(document) if not (folder / target).exists()] == []


def test_no_document_of_the_readmes_list_stands_there_twice() -> None:
    listed = (ROOT / "README.md").read_text().partition("## Read on")[2]
    targets = LINK.findall(listed)
    assert len(targets) == len(set(targets))


def test_the_picture_of_the_rooms_is_what_the_tool_draws() -> None:
    assert rooms.picture() in (ROOT / "docs/architecture.md").read_text()


def test_a_circle_of_rooms_is_no_picture() -> None:
    circle = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"b"})}
    with pytest.raises(ValueError, match=r"circle.*b, c"):
        list(rooms.lines(circle))


def test_words_are_few_and_each_is_defined_once() -> None:
    table = re.findall(r"^\| \*\*([^*]+)\*\*", (ROOT / "docs/words.md").read_text(), re.MULTILINE)
    assert 0 < len(table) <= MOST_WORDS
    assert len(set(table)) == len(table)
