"""What is said twice on one page: whole, as a prefix, or with list items glued in."""

from collections.abc import Iterator

from releases.intake.zones.page import Page

_LONG = 40


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    first = page.repeats[at]
    if first is not None and at - first > 0:
        if first <= page.first_prose and facts.size >= _LONG:
            yield "repeats the opening"
        elif facts.size >= _LONG:
            yield "repeats behind contacts" if at > page.first_data else "repeats a line"
        elif at - first > 1:
            yield "repeats a short line"
    elif at in page.is_repeated and facts.size >= _LONG:
        yield "repeated later"
