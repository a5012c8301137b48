"""Preview links for people outside the desk: made and revoked here, opened without signing in."""

import asyncio
from datetime import timedelta

from starlette.responses import Response

from releases import timeline
from releases.desk import media as desk_media
from releases.desk import preview
from releases.errors import InvalidDocument, NotFound
from releases.model import Media
from releases.public import PublicRelease
from releases.rules.validation import validate
from releases.store import audit, drafts, log, previews
from releases.store.previews import PreviewLink
from releases.store.tx import Tx
from service.pages import csp, press_room
from service.public import media
from service.redaktion import date_words, error_messages, preview_responses, removal
from service.redaktion.preview_responses import ShownLinks
from service.redaktion.publishing import approval_form, review
from service.redaktion.removal import Removal
from service.redaktion.request import Visit

# How long a link may be good for, in days, and what is proposed.
DAYS = (1, 7, 30)
_PROPOSED = 7


async def make(visit: Visit) -> Response:
    """Make a link to the draft as it stands, and show it: this once."""
    days = visit.form.get("days")
    chosen = int(days) if days in {str(day) for day in DAYS} else _PROPOSED
    wanted = approval_form.read_wish_form(visit, lambda _: "")
    try:
        token = await visit.write(_make_link, visit, timedelta(days=chosen))
    except InvalidDocument as error:
        why = error_messages.describe(visit, error)
        problem = visit.say("Texten går inte att visa ännu: {why}", why=why)
        return await review.render_review(visit, wanted, 422, problem)
    address = f"{visit.services.links.base}/redaktion/forhandsvisning/{token}"
    return await review.render_review(visit, wanted, link=address)


async def revoke(visit: Visit) -> Response:
    """Close a link at once, after one question."""
    if not removal.is_confirmed(visit):
        return _ask(visit, await visit.read(_open_link, visit))
    await visit.write(_revoke, visit)
    said = visit.say("Länken är borttagen och går inte längre att öppna.")
    return visit.go("r", visit.path["release"], "granska", said=said)


async def open_link(visit: Visit) -> Response:
    """Show, to whoever has the link, that this is a preview, and frame the page."""
    token = visit.path["token"]
    link, item = await visit.read(_load_preview, token)
    page = visit.page("outside.html", item=item, link=link, address=_address(token, "sida"))
    page.headers.update(csp.as_text((csp.NO_REFERRER,)))
    page.headers["X-Robots-Tag"] = "noindex, nofollow"
    return page


async def page(visit: Visit) -> Response:
    """The page itself, as it would be if it were published now."""
    token = visit.path["token"]
    _, item = await visit.read(_load_preview, token)
    links = ShownLinks(visit.services.links.base, _address(token, "fil"))
    return preview_responses.frame_response(
        await asyncio.to_thread(press_room.release, item, links), links
    )


async def serve_file(visit: Visit) -> Response:
    """A picture or attachment of the revision, for whoever has the link."""
    name = visit.path["file"]
    _, item = await visit.read(_load_preview, visit.path["token"])
    return preview_responses.file(visit, _find_media(item, name), name)


def _make_link(tx: Tx, visit: Visit, good_for: timedelta) -> str:
    release = drafts.get(tx, visit.ref)
    validate(release.draft)
    desk_media.refuse_unknown(tx, visit.newsroom, release.draft)
    revision = drafts.snapshot(tx, release, visit.actor.who)
    audit.note(tx, visit.actor, "preview.make", release.ref, revision=revision.number)
    return previews.add(tx, release.id, revision.id, tx.now + good_for, visit.actor.who)


def _ask(visit: Visit, found: tuple[str, PreviewLink]) -> Response:
    title, link = found
    when = date_words.format_moment(link.until, visit.language)
    ends = (
        visit.say("Gäller till {when}", when=when) + ".",
        visit.say("Den som har länken kommer inte längre in på sidan."),
        visit.say("Länken slutar gälla genast och kan inte återställas."),
    )
    question, button = visit.say("Ta bort länken?"), visit.say("Ta bort länken")
    way_back = ("r", visit.path["release"], "granska")
    return removal.ask(visit, Removal(question, title, ends, button, way_back))


def _open_link(tx: Tx, visit: Visit) -> tuple[str, PreviewLink]:
    """Return the title of a release and the open link that is asked for; raises `NotFound`."""
    release = drafts.get(tx, visit.ref)
    for link in previews.of_release(tx, release.id):
        if link.id == visit.path["link"] and link.is_open(tx.now):
            return release.draft.title, link
    raise NotFound(what="link")


def _revoke(tx: Tx, visit: Visit) -> None:
    release = drafts.get(tx, visit.ref)
    previews.revoke(tx, release.id, visit.path["link"])
    audit.note(tx, visit.actor, "preview.revoke", release.ref, link=visit.path["link"])


def _load_preview(tx: Tx, token: str) -> tuple[PreviewLink, PublicRelease]:
    link = previews.find_link(tx, token, tx.now)
    state = timeline.state(log.entries(tx, link.release), tx.now)
    if state is not None and state.withdrawn and state.since > link.made_at:
        raise NotFound("shown_withdrawn")
    return link, preview.rehearse_revision(tx, link.revision)


def _find_media(item: PublicRelease, name: str) -> Media:
    wanted = media.id_of(name)
    file = next((file for file in item.media if file.id == wanted), None)
    if file is None:
        raise NotFound(what="picture")
    return file


def _address(token: str, below: str) -> str:
    return f"/redaktion/forhandsvisning/{token}/{below}"
