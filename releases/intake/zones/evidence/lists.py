"""Lists and tables: bullets, numbers in a run, rows, and short lines that a colon announces."""

from collections.abc import Iterator

from releases.intake import subheads
from releases.intake.zones.page import Page


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if facts.text.startswith("|"):
        yield "row of a table"
    elif subheads.bullet(facts.text) is not None:
        near = (page.at(at - 1), page.at(at + 1))
        alone = all(other is None or subheads.bullet(other.text) is None for other in near)
        yield "bullet of speech" if alone and facts.attributes else "bullet"
    elif subheads.is_numbered(facts.text):
        in_list = any(subheads.is_numbered(other.text) for other in page.beside(at))
        yield "number of a list" if in_list else "number alone"
    elif at in page.below_colon:
        yield "in a run below a colon"
