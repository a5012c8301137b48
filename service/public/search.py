"""The search of a newsroom over HTTP."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from feeds.topics import topic_label
from releases.intake.spellings import is_slip
from releases.public import Cursor, Selection
from releases.store import facets, listings, newsrooms
from releases.store.search import TIERS, Hits, Place, SearchOrder, find
from releases.store.tx import Tx
from releases.text.search_terms import LENGTH, Question, question
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.pages import csp
from service.pages import search as pages_search
from service.pages.search import SearchRequest, SearchResults
from service.problems import bad_request
from service.public import queries
from service.public.resources import HTML

ITEMS = 20
# Shorter words are one letter from too many others.
_SHORTEST_NEAR = 5


def search(request: Request, query: dict[str, str]) -> Build | Response:
    """The releases of a newsroom that hold the words of `q`, a page at a time."""
    services = wiring.services(request)
    newsroom = request.path_params["newsroom"]
    asked = SearchRequest(
        text=query.get("q", "")[:LENGTH],
        selection=queries.selection(query, newsroom),
        order=_order(query),
    )
    if not asked.text and asked.selection != Selection(newsroom=newsroom):
        # One form narrows and searches; without words it is the list that is wanted.
        return RedirectResponse(services.links.listing(asked.selection), 302)
    after = _place(query)
    phrases = question(asked.text)

    def build(tx: Tx, t: datetime) -> Content:
        room = newsrooms.get(tx, newsroom)
        spelled, hits_page = find(tx, phrases, asked.selection, t, ITEMS, asked.order, after)
        topics = facets.topics(tx, newsroom, t)
        public = {
            public_release.id: public_release
            for public_release in listings.public_releases(tx, hits_page.releases, t)
        }
        results = SearchResults(
            newsroom=room,
            asked=asked,
            phrases=spelled,
            is_respelled=spelled != phrases,
            elsewhere=_elsewhere(tx, phrases, asked.selection, t) if not hits_page.total else 0,
            nearest=_nearest_topic(phrases, map(topic_label, topics))
            if not hits_page.total
            else "",
            items=tuple(public[release] for release in hits_page.releases),
            total=hits_page.total,
            topics=topics,
            years=facets.years(tx, newsroom, t),
            older=_older(query, hits_page),
            continued=after is not None,
        )
        body = pages_search.search(results, services.links)
        return Content(body, HTML, headers=csp.page(services.links))

    return build


def _elsewhere(tx: Tx, asked: Question, selection: Selection, t: datetime) -> int:
    """Return how many hits there are in all of a newsroom that is narrowed, counted to a page."""
    whole = Selection(newsroom=selection.newsroom)
    return find(tx, asked, whole, t, ITEMS)[1].total if selection != whole else 0


def _nearest_topic(asked: Question, topics: Iterable[str]) -> str:
    """Return the one topic, by its name, that a word of a question nearly spells; "" if none is."""
    typed = [phrase.words[0] for phrase in asked.phrases if len(phrase.words) == 1]
    near = {
        topic
        for topic in topics
        for word in typed
        if is_slip(word, topic.lower()) and len(word) >= _SHORTEST_NEAR
    }
    return near.pop() if len(near) == 1 else ""


def _order(query: dict[str, str]) -> SearchOrder:
    wanted = query.get("sort", SearchOrder.RELEVANCE)
    if wanted not in set(SearchOrder):
        raise bad_request("sort", "not_one_of", choices=", ".join(SearchOrder))
    return SearchOrder(wanted)


def _place(query: dict[str, str]) -> Place | None:
    tier, _, rest = query.get("before", "").partition("-")
    if not tier:
        return None
    cursor = queries.cursor({"before": rest}, "before")
    if cursor is None or tier not in {str(part) for order in TIERS.values() for part in order}:
        raise bad_request("before", "place_unknown")
    return Place(int(tier), cursor.published, cursor.release)


def _older(query: dict[str, str], results: Hits) -> str | None:
    last = results.older
    if last is None:
        return None
    cursor = queries.cursor_text(Cursor(last.published, last.release))
    return f"?{urlencode(query | {'before': f'{last.tier}-{cursor}'})}"
