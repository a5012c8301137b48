"""The page of a search: the question, how to narrow it, and what was found."""

from urllib.parse import urlencode

import msgspec
from markupsafe import Markup

from feeds import excerpt
from feeds.links import Links
from releases.model import Newsroom
from releases.public import PublicRelease, Selection
from releases.store.search import COUNTED, SearchOrder
from releases.text.markdown import to_text
from releases.text.search_terms import Question
from service.pages.jinja import render


class SearchRequest(msgspec.Struct, frozen=True):
    """A search as it was asked for: the words as typed, what it is narrowed to, the order."""

    text: str
    selection: Selection
    order: SearchOrder


class SearchResults(msgspec.Struct, frozen=True):
    """A page of hits. `topics` and `years` are what can be chosen; `older` is a query string.

    `continued` says that it is not the first page, `is_respelled` that nothing was found as typed.
    Where nothing was found at all, `elsewhere` are the hits without kind, topic and year, `nearest`
    is a topic that is spelled nearly as what was typed ("" if none is).
    """

    newsroom: Newsroom
    asked: SearchRequest
    phrases: Question
    is_respelled: bool
    elsewhere: int
    nearest: str
    items: tuple[PublicRelease, ...]
    total: int
    topics: tuple[str, ...]
    years: tuple[int, ...]
    older: str | None
    continued: bool


def search(results: SearchResults, links: Links) -> bytes:
    """Return the page of a search, with the words that were asked for in `<mark>`."""
    asked = results.asked

    def plain_address(text: str) -> str:
        return f"{links.search(results.newsroom.slug)}?{urlencode({'q': text})}"

    def address(order: SearchOrder | None = None) -> str:
        chosen = asked.selection
        pairs = {
            "q": asked.text,
            "kind": chosen.kind or "",
            "topic": chosen.topic or "",
            "year": str(chosen.year or ""),
            "sort": order if order and order is not SearchOrder.RELEVANCE else "",
        }
        kept = urlencode({name: value for name, value in pairs.items() if value})
        return links.search(results.newsroom.slug) + (f"?{kept}" if kept else "")

    return render(
        "search.html",
        links,
        found=results,
        asked=asked,
        newsroom=results.newsroom,
        selection=Selection(newsroom=results.newsroom.slug),
        chosen=asked.selection,
        topics=results.topics,
        years=results.years,
        told=_count_words(results),
        address=address,
        plain_address=plain_address,
        Order=SearchOrder,
        title_of=lambda item: _mark_title(item, results.phrases),
        excerpt_of=lambda item: _excerpt(item, results.phrases),
    )


def _count_words(results: SearchResults) -> str:
    """Say how many were found; many are not counted to the end."""
    if not results.phrases.phrases:
        return ""
    if results.total > COUNTED:
        return f"Fler än {COUNTED} träffar"
    return {0: "Inga träffar", 1: "1 träff"}.get(results.total, f"{results.total} träffar")


def _mark_title(item: PublicRelease, asked: Question) -> Markup:
    return Markup(excerpt.mark_words(item.document.title, asked))  # noqa: S704 - escaped there


def _excerpt(item: PublicRelease, asked: Question) -> Markup:
    document = item.document
    whole = f"{document.lead} {to_text(document.body)}"
    return Markup(excerpt.excerpt(whole, asked))  # noqa: S704 - escaped there
