"""Evidence: what speaks for and against a zone, line by line; one file a shape.

Each module has `find(page, at)`, which yields names of evidence; what each is worth stands in
weights.toml. Evidence says what is seen, never what a line is.
"""

from collections.abc import Callable, Iterator

from releases.intake.zones.evidence import (
    about,
    furniture,
    lists,
    occasions,
    people,
    pictures,
    repeats,
    shape,
    speech,
    stamps,
    subheads,
    tags,
    titles,
)
from releases.intake.zones.page import Page

FINDERS: tuple[Callable[[Page, int], Iterator[str]], ...] = (
    shape.find,
    furniture.find,
    titles.find,
    stamps.find,
    subheads.find,
    speech.find,
    lists.find,
    occasions.find,
    pictures.find,
    people.find,
    about.find,
    tags.find,
    repeats.find,
)


def find(page: Page, at: int) -> Iterator[str]:
    """Yield the names of all evidence at a line."""
    for finder in FINDERS:
        yield from finder(page, at)
