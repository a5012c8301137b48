"""The urgent notice: three fields, one look, out. For the night something happens."""

import asyncio

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from feeds import content, wording
from releases import timeline
from releases.desk import approval, four_eyes, preview
from releases.desk import drafts as desk_drafts
from releases.desk.approval import Order, approve
from releases.desk.four_eyes import Standing
from releases.desk.preview import Wish
from releases.errors import (
    FourEyes,
    NotFound,
    PersonalNumbers,
    UnfilledPlaceholders,
    VersionConflict,
)
from releases.model import DraftRef, Release
from releases.public import PublicRelease
from releases.rules import personal_data
from releases.store import drafts, listings, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service.redaktion import preview_responses
from service.redaktion.login.repeated_question import RepeatedQuestion
from service.redaktion.request import Visit
from service.redaktion.writing.notice_contacts import Ring, find_ring, may_publish
from service.redaktion.writing.notice_form import is_short

_SHORT = 120
QUESTION = RepeatedQuestion(
    lambda visit: visit.url("snabb", visit.path["release"]), (), "Inte publicerat."
)
# Below the title, which is below the question.
_HEADING = 3


class _Look(msgspec.Struct, frozen=True):
    """The notice as it will stand, what it would replace, who may approve, whom to ring."""

    item: PublicRelease
    waiting: Entry | None
    standing: Standing
    ring: Ring
    unfilled: tuple[str, ...]


async def look(visit: Visit) -> Response:
    """Show the notice as it will stand, with one button."""
    release = await visit.read(drafts.get, visit.ref)
    return await _review_page(visit, release)


async def send(visit: Visit) -> Response:
    """Publish now, exactly what was looked at; an author asks for approval instead."""
    version = visit.form.number("version")
    release, sent = await visit.read(_standing, visit.ref)
    if sent is not None and release.version == version:
        # Pressed twice: it is out, exactly as it was looked at.
        return _out(visit, release, sent)
    stops = bool(personal_data.in_document(release.draft))
    if release.version != version or stops:
        return await _review_page(visit, release, 409)
    if not may_publish(visit) or visit.form.get("do") == "submit":
        await visit.write(desk_drafts.submit, release.ref, visit.actor, version)
        return visit.go("snabb", release.id, said=visit.say("Skickat för godkännande."))
    try:
        order = Order(
            Action.PUBLISH,
            version=version,
            replaces=visit.form.all("replaces"),
            unfilled=visit.form.get("unfilled") == "1",
        )
        entry = await visit.write(approve, release.ref, order, visit.actor)
    except (FourEyes, PersonalNumbers, UnfilledPlaceholders, VersionConflict):
        return await _review_page(visit, release, 409)
    visit.services.scheduler.rearm()
    return _out(visit, release, entry)


async def done(visit: Visit) -> Response:
    """Show that it is out, where, and its address to send on."""
    now = visit.services.clock.now()
    try:
        item = await visit.read(listings.release, visit.newsroom, visit.path["release"], now)
    except NotFound:
        return visit.go("snabb", visit.path["release"])
    if item.state.withdrawn:
        return visit.go("r", visit.path["release"], "kvitto")
    address = visit.services.links.release(item)
    return visit.page("fast_done.html", item=item, address=address)


def _out(visit: Visit, release: Release, entry: Entry) -> Response:
    at = wording.clock(entry.effective, visit.language)
    title = release.draft.title[:_SHORT]
    said = visit.say("Publicerat kl. {at}: {title}", at=at, title=title)
    return visit.go("snabb", release.id, "klart", said=said)


async def _review_page(visit: Visit, release: Release, status: int = 200) -> Response:
    found = await visit.read(_load, visit, release)
    links = preview_responses.links_of(visit, release.id)
    shown = await asyncio.to_thread(content.html, found.item, links, _HEADING)
    # It takes another: they are asked for at once.
    alone = may_publish(visit) and found.standing.bars(visit.actor)
    return visit.page(
        "fast_look.html",
        status,
        release=release,
        unsent=QUESTION.describe(visit, release.version),
        shown=Markup(shown),  # noqa: S704 - safe by its promise
        stopping=personal_data.in_document(release.draft),
        unfilled=found.unfilled,
        may_publish=may_publish(visit) and not alone,
        waiting=found.waiting,
        alone=alone,
        waits=release.submitted_version == release.version,
        ring=found.ring,
        edited_by=tuple(map(visit.called, found.standing.to_confirm(visit.actor.who))),
        is_short=is_short(release.draft),
        changed=status != 200 and not alone,  # noqa: PLR2004 - HTTP's own
    )


def _load(tx: Tx, visit: Visit, release: Release) -> _Look:
    standing = four_eyes.standing(tx, release.ref)
    return _Look(
        preview.rehearse(tx, release, Wish(tx.now)),
        preview.pending(log.entries(tx, release.id), tx.now),
        standing,
        find_ring(tx, visit, standing),
        approval.placeholders_in(tx, visit.newsroom, release.draft),
    )


def _standing(tx: Tx, ref: DraftRef) -> tuple[Release, Entry | None]:
    """Return a release, and the entry that publishes its draft as it stands, if it is public."""
    release = drafts.get(tx, ref)
    entries = log.entries(tx, ref.release)
    state = timeline.state(entries, tx.now)
    if state is None or state.withdrawn:
        return release, None
    shown = drafts.revisions_by_id(tx, (state.revision,))[state.revision].document
    published = next(entry for entry in entries if entry.revision == state.revision)
    return release, published if shown == release.draft else None
