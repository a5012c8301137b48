"""The desk speaks English wherever it speaks Swedish."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from service.redaktion.comments import STATES
from service.redaktion.deeds import DEEDS
from service.redaktion.refusals import SAID
from service.redaktion.rendering import ROLE_LABELS

DESK = Path(__file__).parents[3] / "service"
ENGLISH = {
    str(message.id): str(message.string)
    for message in read_po(BytesIO((DESK / "redaktion" / "en.po").read_bytes()))
    if message.id and message.string
}
# The shell: what everybody meets who signs in, and what admins keep.
NAMES = (
    *("account*", "bar*", "comments*", "elsewhere*", "layout*", "navigation*", "newsrooms*"),
    *("recovery*", "refus*", "second*", "settings*", "settings/*", "sign*"),
)
PLACES = (DESK / "templates" / "redaktion", DESK / "redaktion")
FILES = sorted(
    path for place in PLACES for name in NAMES for path in place.glob(name) if path.is_file()
)


def spoken(source: str) -> set[str]:
    """Return the texts a template or handler asks for by themselves."""
    found = re.findall(r"""(?:\b_|\.say)\(\s*(?:"([^"]+)"|'([^']+)')\s*[,)]""", source)
    return {one or other for one, other in found}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(DESK)))
def test_what_a_page_says_has_its_english(path: Path) -> None:
    assert spoken(path.read_text()) - set(ENGLISH) == set()


def test_labels_have_their_english() -> None:
    said = {*DEEDS.values(), *SAID.values(), *STATES.values(), *ROLE_LABELS.values()}
    assert said - set(ENGLISH) == set()


def test_the_english_fills_in_the_same_names() -> None:
    for swedish, english in ENGLISH.items():
        assert set(re.findall(r"\{\w+\}", swedish)) == set(re.findall(r"\{\w+\}", english))
