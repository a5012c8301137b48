"""What a page says, passage by passage: paragraphs, headings, tables, and what they stand in."""

from enum import StrEnum
from typing import NamedTuple

import msgspec

QUOTE = "> "


class PassageType(StrEnum):
    """What a passage is; a `TERM` says "term: meaning", as definition lists do."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TERM = "term"
    TABLE = "table"
    PICTURE = "picture"
    CODE = "code"
    RULE = "rule"


class Holder(NamedTuple):
    """A block quote or item of a list, by its number; `group` is its list's, `marker` opens it."""

    number: int
    group: int
    marker: str


class Passage(msgspec.Struct, frozen=True):
    """Lines of inline Markdown (of `CODE` as they are), and their holders, outermost first.

    The passage before stands in the first `shared` of the holders too; it opens the others.
    """

    form: PassageType
    lines: tuple[str, ...]
    level: int = 0
    holders: tuple[Holder, ...] = ()
    shared: int = 0
