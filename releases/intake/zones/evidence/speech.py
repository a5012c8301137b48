"""Speech: what opens with a dash, a hyphen or a quotation mark, or tells who says it."""

from collections.abc import Iterator

from releases.intake.zones.page import Page

_OPENING = ("”", "“", '"', "»", "„", "«", "’", "'")


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if facts.attributes:
        yield "attribution"
    if facts.dash is not None:
        yield "dashed item" if at in page.dashed_items else "dash of speech"
    elif facts.hyphen is not None:
        yield "hyphen of speech" if at in page.spoken_hyphens else "hyphen of a list"
    elif facts.text.startswith(_OPENING):
        yield "opens with mark"
    elif facts.attributes and page.is_prose[at]:
        yield "prose with attribution"
