"""The page of a search: the question, how to narrow it, and what was found."""

from urllib.parse import urlencode

import msgspec
from markupsafe import Markup

from feeds import excerpt
from feeds.links import Links
from releases.markdown import to_text
from releases.model import Newsroom
from releases.reading import PublicRelease, Selection
from releases.searching import Question
from releases.store.search import COUNTED, Order
from service.pages_rendering import render


class Asked(msgspec.Struct, frozen=True):
    """A search as it was asked for: the words as typed, what it is narrowed to, the order."""

    text: str
    selection: Selection
    order: Order


class Results(msgspec.Struct, frozen=True):
    """A page of hits. `topics` and `years` are what can be chosen; `older` is a query string.

    `continued` says that it is not the first page.
    """

    newsroom: Newsroom
    asked: Asked
    phrases: Question
    items: tuple[PublicRelease, ...]
    total: int
    topics: tuple[str, ...]
    years: tuple[int, ...]
    older: str | None
    continued: bool


def search(found: Results, links: Links) -> bytes:
    """Return the page of a search, with the words that were asked for in `<mark>`."""
    asked = found.asked

    def address(order: Order | None = None) -> str:
        chosen = asked.selection
        pairs = {
            "q": asked.text,
            "kind": chosen.kind or "",
            "topic": chosen.topic or "",
            "year": str(chosen.year or ""),
            "sort": order if order and order is not Order.RELEVANCE else "",
        }
        kept = urlencode({name: value for name, value in pairs.items() if value})
        return links.search(found.newsroom.slug) + (f"?{kept}" if kept else "")

    return render(
        "search.html",
        links,
        found=found,
        asked=asked,
        newsroom=found.newsroom,
        selection=Selection(newsroom=found.newsroom.slug),
        chosen=asked.selection,
        topics=found.topics,
        years=found.years,
        told=_told(found),
        address=address,
        Order=Order,
        title_of=lambda item: _marked(item, found.phrases),
        excerpt_of=lambda item: _excerpt(item, found.phrases),
    )


def _told(found: Results) -> str:
    """Say how many were found; many are not counted to the end."""
    if not found.phrases.phrases:
        return ""
    if found.total > COUNTED:
        return f"Fler än {COUNTED} träffar"
    return {0: "Inga träffar", 1: "1 träff"}.get(found.total, f"{found.total} träffar")


def _marked(item: PublicRelease, asked: Question) -> Markup:
    return Markup(excerpt.marked(item.document.title, asked))  # noqa: S704 - escaped there


def _excerpt(item: PublicRelease, asked: Question) -> Markup:
    document = item.document
    whole = f"{document.lead} {to_text(document.body)}"
    return Markup(excerpt.excerpt(whole, asked))  # noqa: S704 - escaped there
