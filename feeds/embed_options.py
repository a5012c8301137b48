"""What a partner chooses for an embedded list, and the addresses that follow from it."""

from enum import StrEnum
from urllib.parse import urlencode

import msgspec

from feeds.characters import clean
from feeds.links import Links
from releases.public import Selection

COUNT = 5
MOST = 50
HEADING = 2


class Theme(StrEnum):
    """Whose colours a list has: those of the page or reader around it, or its own."""

    INHERIT = "inherit"
    LIGHT = "light"
    DARK = "dark"


class Embed(msgspec.Struct, frozen=True):
    """An embedded list: which releases of which newsroom, how many, and how they are shown.

    `heading` is the level of the titles in somebody else's page, 1 to 6; `pictures` adds the first
    picture of each release, small.
    """

    selection: Selection
    count: int = COUNT
    heading: int = HEADING
    theme: Theme = Theme.INHERIT
    pictures: bool = False


def options(embed: Embed) -> tuple[tuple[str, str], ...]:
    """Return what differs from the defaults as pairs of name and value, in the fixed order."""
    chosen = {
        "count": "" if embed.count == COUNT else str(embed.count),
        "kind": embed.selection.kind or "",
        "topic": embed.selection.topic or "",
        "place": embed.selection.place or "",
        "lang": embed.selection.lang or "",
        "heading": "" if embed.heading == HEADING else str(embed.heading),
        "pictures": "1" if embed.pictures else "",
        "theme": "" if embed.theme is Theme.INHERIT else embed.theme,
    }
    return tuple((name, cleaned) for name, value in chosen.items() if (cleaned := clean(value)))


def fragment_url(embed: Embed, links: Links) -> str:
    """Return the URL of the list as a fragment; its colours are the including page's."""
    return _with(links.fragment(_room(embed)), embed, {"theme"})


def frame_url(embed: Embed, links: Links) -> str:
    """Return the URL of the list as a page for an iframe, which has headings of its own."""
    return _with(links.frame(_room(embed)), embed, {"heading"})


def _room(embed: Embed) -> Selection:
    return Selection(newsroom=embed.selection.newsroom)


def _with(address: str, embed: Embed, without: set[str]) -> str:
    pairs = [(name, value) for name, value in options(embed) if name not in without]
    return f"{address}?{urlencode(pairs)}" if pairs else address
