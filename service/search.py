"""The search of a press room over HTTP."""

from datetime import datetime
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from releases.reading import Cursor, Selection
from releases.searching import LENGTH, question
from releases.store import listings, newsrooms, offered
from releases.store.search import TIERS, Hits, Order, Place, hits
from releases.store.tx import Tx
from service import pages_search, policy, queries
from service.edition import Draft
from service.fresh import fresh
from service.pages_search import Asked, Results
from service.problems import bad_query
from service.public import HTML
from service.wiring import house

ITEMS = 20
_NAMES = ("q", "kind", "topic", "year", "sort", "before")


async def search(request: Request) -> Response:
    """The releases of a newsroom that hold the words of `q`, a page at a time."""
    query = queries.read(request, _NAMES)
    parts = house(request)
    newsroom = request.path_params["newsroom"]
    asked = Asked(
        text=query.get("q", "")[:LENGTH],
        selection=queries.selection(query, newsroom),
        order=_order(query),
    )
    if not asked.text and asked.selection != Selection(newsroom=newsroom):
        # One form narrows and searches; without words it is the list that is wanted.
        return RedirectResponse(parts.links.listing(asked.selection), 302)
    after = _place(query)
    phrases = question(asked.text)

    def build(tx: Tx, t: datetime) -> Draft:
        room = newsrooms.get(tx, newsroom)
        found = hits(tx, phrases, asked.selection, t, ITEMS, asked.order, after)
        public = {each.id: each for each in listings.public_releases(tx, found.releases, t)}
        results = Results(
            newsroom=room,
            asked=asked,
            phrases=phrases,
            items=tuple(public[each] for each in found.releases),
            total=found.total,
            topics=offered.topics(tx, newsroom, t),
            years=offered.years(tx, newsroom, t),
            older=_older(query, found),
            continued=after is not None,
        )
        body = pages_search.search(results, parts.links)
        return Draft(body, HTML, headers=policy.page(parts.links))

    return await fresh(parts, build)


def _order(query: dict[str, str]) -> Order:
    wanted = query.get("sort", Order.RELEVANCE)
    if wanted not in set(Order):
        raise bad_query("sort", f"one of {', '.join(Order)}")
    return Order(wanted)


def _place(query: dict[str, str]) -> Place | None:
    tier, _, rest = query.get("before", "").partition("-")
    if not tier:
        return None
    cursor = queries.cursor({"before": rest}, "before")
    if cursor is None or tier not in {str(each) for order in TIERS.values() for each in order}:
        raise bad_query("before", "not a place in this list; start from its first page")
    return Place(int(tier), cursor.published, cursor.release)


def _older(query: dict[str, str], found: Hits) -> str | None:
    last = found.older
    if last is None:
        return None
    cursor = queries.cursor_text(Cursor(last.published, last.release))
    kept = {name: query[name] for name in _NAMES if name in query}
    return f"?{urlencode(kept | {'before': f'{last.tier}-{cursor}'})}"
