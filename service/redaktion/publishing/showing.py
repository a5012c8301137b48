"""A draft in the very renderings of the public: page, feed and embed, at the chosen instant."""

import asyncio

from markupsafe import Markup
from msgspec.structs import replace
from starlette.responses import Response

from feeds import syndication
from feeds.accent import accent
from feeds.embedding import Embed
from feeds.item import item
from releases import rehearsal
from releases.errors import NotFound
from releases.model import Media
from releases.reading import Listing, PublicRelease, Selection
from releases.store import drafts, listings, settings
from releases.store import media as media_store
from releases.store.tx import Tx
from service import media, pages, pages_embeds
from service.redaktion import framing
from service.redaktion.framing import ShownLinks
from service.redaktion.publishing import wish
from service.redaktion.publishing.wish import Asked
from service.redaktion.visit import Visit

ITEMS = 5


async def show(visit: Visit) -> Response:
    """Show the draft as page, feed item or embed, as it would be from the chosen instant on."""
    wanted = wish.asked(visit, lambda name: visit.request.query_params.get(name, ""))
    found = await visit.read(_rehearsed, visit, wanted)
    links = framing.links_of(visit, visit.path["release"])
    match visit.path["form"]:
        case "sida":
            body = await asyncio.to_thread(pages.release, found.items[0], links)
        case "inbaddning":
            listing = await visit.read(_listed, found.items[0])
            colour = accent((await visit.read(settings.get, visit.newsroom)).accent)
            body = await asyncio.to_thread(
                pages_embeds.frame, listing, Embed(listing.selection), links, colour
            )
            body = framing.looked_at(visit, body)
            return framing.framed(body, links, style=pages_embeds.style(colour))
        case "flode":
            return _feed(visit, found, links)
        case _:
            raise NotFound("There is no such preview.")
    return framing.framed(framing.looked_at(visit, body), links)


async def stored(visit: Visit) -> Response:
    """A picture or attachment that the draft or a revision names."""
    name = visit.path["file"]
    found = await visit.read(_named, visit, name)
    body, kind = await asyncio.to_thread(
        media.read, visit.house.media, visit.house.links, found, name
    )
    return framing.file(body, kind, media.safety(found))


def _rehearsed(tx: Tx, visit: Visit, wanted: Asked) -> Listing:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    found = rehearsal.rehearse(tx, release, wanted.wish(tx.now))
    selection = Selection(newsroom=visit.newsroom)
    return Listing(selection, found.newsroom, (found,), changed_at=found.state.since)


def _listed(tx: Tx, own: PublicRelease) -> Listing:
    """Return the newest releases as they will be, this one in its place among them."""
    t = own.state.since
    found = listings.listing(tx, Selection(newsroom=own.newsroom.slug), t, ITEMS)
    others = [each for each in found.items if each.id != own.id]
    merged = sorted((own, *others), key=lambda each: each.id)
    merged.sort(key=lambda each: each.state.published, reverse=True)
    return replace(found, items=tuple(merged[:ITEMS]))


def _feed(visit: Visit, listing: Listing, links: ShownLinks) -> Response:
    view = item(listing.items[0], links)
    source = syndication.atom(listing, links).body.decode()
    entry = source[source.find("<entry") : source.rfind("</entry>") + len("</entry>")]
    page = visit.page(
        "feed_item.html",
        item=view,
        html=Markup(view.html),  # noqa: S704 - safe by the promise of feeds.content
        entry=entry,
    )
    return framing.framed(framing.looked_at(visit, bytes(page.body)), links)


def _named(tx: Tx, visit: Visit, name: str) -> Media:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    wanted = media.id_of(name)
    revisions = drafts.revisions(tx, release.id)
    known = {*release.draft.files, *(file for each in revisions for file in each.document.files)}
    found = media_store.by_id(tx, (wanted,)).get(wanted) if wanted in known else None
    if found is None or found.newsroom != visit.newsroom:
        raise NotFound("There is no such picture.")
    return found
