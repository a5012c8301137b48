"""Topics a page is filed under: a heading for them, and short lines that belong to it."""

from collections.abc import Iterator

from releases.intake.zones.page import Page
from releases.intake.zones.runs import TOPICS


def find(page: Page, at: int) -> Iterator[str]:
    if TOPICS.fullmatch(page.lines[at].bare):
        yield "heading of topics"
    elif at in page.below_topics:
        yield "below topics"
