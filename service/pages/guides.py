"""The pages that explain, as pure functions from values to HTML."""

from collections.abc import Sequence

from msgspec.structs import replace

from feeds import wording
from feeds.links import Links
from feeds.topics import topic_label
from releases.model import Kind, Newsroom
from releases.public import Selection
from service.pages.accessibility_statement import STATEMENT
from service.pages.jinja import render


def follow(newsroom: Newsroom, everything: Selection, topics: Sequence[str], links: Links) -> bytes:
    """Return the page that says what a feed is and offers all of a newsroom's."""
    kinds = [(wording.KIND_PLURALS[kind], replace(everything, kind=kind)) for kind in Kind]
    return render(
        "follow.html",
        links,
        newsroom=newsroom,
        selection=everything,
        kinds=[("Allt", everything), *kinds],
        topics=[(topic_label(code), replace(everything, topic=code)) for code in topics],
    )


def accessibility(newsrooms: Sequence[Newsroom], links: Links) -> bytes:
    """Return the accessibility statement that the law asks of public bodies."""
    return render(
        "accessibility.html",
        links,
        newsrooms=newsrooms,
        newsroom=None,
        selection=Selection(),
        statement=STATEMENT,
        reviewed=wording.format_written_day(STATEMENT.reviewed),
    )
