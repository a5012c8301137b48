"""Speech: what opens with a dash, a hyphen or a quotation mark, or tells who says it."""

from collections.abc import Iterator

from releases.intake.zones.page import Page
from releases.text import speech

_OPENING = ("”", "“", '"', "»", "„", "«", "’", "'")
_LONGEST_ITEM = 200
_CUT = 60


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if facts.attributes:
        yield "attribution"
    if facts.dash is not None:
        yield "dashed item" if _is_dashed_item(page, at) else "dash of speech"
    elif facts.hyphen is not None:
        yield "hyphen of speech" if at in page.spoken_hyphens else "hyphen of a list"
    elif facts.text.startswith(_OPENING):
        yield "opens with mark"
    elif facts.attributes and page.is_prose[at]:
        yield "prose with attribution"


def _is_dashed_item(page: Page, at: int) -> bool:
    """Tell whether a dash opens an item: it and one touching it are no sentences."""
    near = [
        page.lines[other].dash
        for other, line in ((at - 1, page.at(at)), (at + 1, page.at(at + 1)))
        if 0 <= other < len(page) and line is not None and not line.line.gap
    ]
    touching = [words for words in near if words is not None]
    own = page.lines[at].dash or ""
    return bool(touching) and all(map(_is_item, [own, *touching]))


def _is_item(words: str) -> bool:
    is_sentence = speech.is_sentence(words) and words[:1].isupper()
    return len(words) <= _LONGEST_ITEM and not is_sentence and not speech.attribution(words)
