"""The search of a newsroom over HTTP."""

from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from releases.public import Cursor, Selection
from releases.store import facets, listings, newsrooms
from releases.store.search import TIERS, Hits, Place, SearchOrder, hits
from releases.store.tx import Tx
from releases.text.search_terms import LENGTH, question
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
        hits_page = hits(tx, phrases, asked.selection, t, ITEMS, asked.order, after)
        public = {
            public_release.id: public_release
            for public_release in listings.public_releases(tx, hits_page.releases, t)
        }
        results = SearchResults(
            newsroom=room,
            asked=asked,
            phrases=phrases,
            items=tuple(public[release] for release in hits_page.releases),
            total=hits_page.total,
            topics=facets.topics(tx, newsroom, t),
            years=facets.years(tx, newsroom, t),
            older=_older(query, hits_page),
            continued=after is not None,
        )
        body = pages_search.search(results, services.links)
        return Content(body, HTML, headers=csp.page(services.links))

    return build


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
