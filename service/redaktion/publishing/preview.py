"""A draft in the very renderings of the public at the chosen instant, and as a shared link."""

import asyncio
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.responses import Response

from feeds import syndication
from feeds.accent import accent
from feeds.embed_options import Embed
from feeds.item import item
from releases.desk import preview
from releases.errors import NotFound
from releases.model import Media
from releases.public import Listing, Selection
from releases.store import drafts, settings
from releases.store import media as media_store
from releases.store.tx import Tx
from service.pages import embeds, press_room
from service.public import media
from service.redaktion import preview_responses
from service.redaktion.preview_responses import ShownLinks
from service.redaktion.publishing import approval_form
from service.redaktion.publishing.approval_form import WishForm
from service.redaktion.request import Visit

ITEMS = 5


async def show(visit: Visit) -> Response:
    """Show the draft as page, feed item or embed, as it would be from the chosen instant on."""
    wanted = approval_form.read_wish_form(visit, lambda name: visit.query.get(name, ""))
    found = await visit.read(_single_listing, visit, wanted)
    links = preview_responses.links_of(visit, visit.path["release"])
    match visit.path["form"]:
        case "sida":
            body = await asyncio.to_thread(press_room.release, found.items[0], links)
        case "inbaddning":
            listing = await visit.read(preview.rehearse_list, found.items[0], ITEMS)
            colour = accent((await visit.read(settings.get, visit.newsroom)).accent)
            body = await asyncio.to_thread(
                embeds.frame, listing, Embed(listing.selection), links, colour
            )
            body = preview_responses.preview_response(visit, body)
            return preview_responses.frame_response(body, links, style=embeds.style(colour))
        case "flode":
            return _feed(visit, found, links)
        case "lank":
            card = press_room.link_card(found.items[0])
            host = urlsplit(links.base).netloc
            page = visit.page(
                "link_card.html", item=found.items[0], card=card, shown_links=links, host=host
            )
            body = bytes(page.body)
        case _:
            raise NotFound(what="preview")
    return preview_responses.frame_response(preview_responses.preview_response(visit, body), links)


async def serve_file(visit: Visit) -> Response:
    """A picture or attachment that the draft or a revision names."""
    name = visit.path["file"]
    file = await visit.read(_find_media, visit, name)
    return preview_responses.file(visit, file, name)


def _single_listing(tx: Tx, visit: Visit, wanted: WishForm) -> Listing:
    release = drafts.get(tx, visit.ref)
    rehearsed = preview.rehearse(tx, release, wanted.wish(tx.now))
    selection = Selection(newsroom=visit.newsroom)
    return Listing(selection, rehearsed.newsroom, (rehearsed,), changed_at=rehearsed.state.since)


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
    return preview_responses.frame_response(
        preview_responses.preview_response(visit, bytes(page.body)), links
    )


def _find_media(tx: Tx, visit: Visit, name: str) -> Media:
    release = drafts.get(tx, visit.ref)
    wanted = media.id_of(name)
    revisions = drafts.revisions(tx, release.id)
    known = {
        *release.draft.files,
        *(file for revision in revisions for file in revision.document.files),
    }
    file = media_store.by_id(tx, (wanted,)).get(wanted) if wanted in known else None
    if file is None or file.newsroom != visit.newsroom:
        raise NotFound(what="picture")
    return file
