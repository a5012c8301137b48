"""The urgent notice: three fields, one look, out. For the night something happens."""

import asyncio

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from feeds import content, wording
from releases import timeline
from releases.desk import drafts as desk_drafts
from releases.desk import preview, saving
from releases.desk.approval import Order, approve
from releases.desk.preview import Wish
from releases.errors import FourEyes, InvalidDocument, PersonalNumbers, VersionConflict
from releases.model import Contact, Document, DraftRef, Newsroom, Release, new_id
from releases.public import PublicRelease
from releases.rules import kinds, personal_data
from releases.rules.contact_expiry import DirectoryEntry as Listed
from releases.rules.roles import Role
from releases.store import directory, drafts, log, newsrooms, people
from releases.store import kinds as kinds_store
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service import heavy_checks
from service.redaktion import error_messages, preview_responses
from service.redaktion.login.repeated_question import RepeatedQuestion
from service.redaktion.request import Form, Visit

_SHORT = 120
QUESTION = RepeatedQuestion(
    lambda visit: visit.url("snabb", visit.path["release"]), (), "Inte publicerat."
)
# Below the title, which is below the question.
_HEADING = 3


class Ring(msgspec.Struct, frozen=True):
    """Who may approve, by name, and the numbers of the directory."""

    editors: tuple[str, ...]
    contacts: tuple[Contact, ...]


async def ask(visit: Visit) -> Response:
    """Show the three fields."""
    return await _form_page(visit, Form(), {})


async def write(visit: Visit) -> Response:
    """Save what is written as a draft, and go on to the look before it goes out."""
    form = visit.form
    try:
        written = await visit.read(_draft, visit.newsroom, form)
        draft = await heavy_checks.check(visit.services, written)
        wanted = DraftRef(visit.newsroom, form.get("key"))
        kept = await visit.write(saving.begin, wanted, draft, visit.actor)
    except InvalidDocument as refused:
        return await _form_page(visit, form, error_messages.by_field(visit, refused))
    return visit.go("snabb", kept.release.id)


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
    if not _may_publish(visit) or visit.form.get("do") == "submit":
        await visit.write(desk_drafts.submit, release.ref, visit.actor, version)
        return visit.go("snabb", release.id, said=visit.say("Skickat för godkännande."))
    try:
        order = Order(Action.PUBLISH, version=version, replaces=visit.form.all("replaces"))
        entry = await visit.write(approve, release.ref, order, visit.actor)
    except (PersonalNumbers, VersionConflict):
        return await _review_page(visit, release, 409)
    except FourEyes:
        return await _review_page(visit, release, 409, alone=True)
    visit.services.scheduler.rearm()
    return _out(visit, release, entry)


def _out(visit: Visit, release: Release, entry: Entry) -> Response:
    at = wording.clock(entry.effective, visit.language)
    title = release.draft.title[:_SHORT]
    return visit.go("", said=visit.say("Publicerat kl. {at}: {title}", at=at, title=title))


async def _form_page(visit: Visit, form: Form, problems: dict[str, str]) -> Response:
    room, entries = await visit.read(_offers, visit.newsroom)
    now = visit.services.clock.now()
    usable = [entry for entry in entries if entry.until is None or entry.until > now]
    return visit.page(
        "fast.html",
        422 if problems else 200,
        form=form,
        problems=problems,
        room=room,
        entries=usable,
        key=form.get("key") or new_id(),
    )


async def _review_page(
    visit: Visit, release: Release, status: int = 200, *, alone: bool = False
) -> Response:
    item, waiting, ring = await visit.read(_load_preview, visit, release)
    may_publish = _may_publish(visit) and not alone
    links = preview_responses.links_of(visit, release.id)
    shown = await asyncio.to_thread(content.html, item, links, _HEADING)
    return visit.page(
        "fast_look.html",
        status,
        release=release,
        unsent=QUESTION.describe(visit, release.version),
        shown=Markup(shown),  # noqa: S704 - safe by its promise
        stopping=personal_data.in_document(release.draft),
        may_publish=may_publish,
        waiting=waiting,
        alone=alone,
        waits=release.submitted_version == release.version,
        ring=ring,
        changed=status != 200 and not alone,  # noqa: PLR2004 - HTTP's own
    )


def _load_preview(
    tx: Tx, visit: Visit, release: Release
) -> tuple[PublicRelease, Entry | None, Ring]:
    """Return the notice as it will stand, what it would replace, and whom to ring."""
    editors = tuple(
        person.name
        for person, role in people.members(tx, visit.newsroom)
        if role.covers(Role.EDITOR) and not person.is_disabled and person.id != visit.person.id
    )
    contacts = tuple(
        contact.contact
        for contact in directory.list_contacts(tx, visit.newsroom)
        if contact.contact.phones and (contact.until is None or contact.until > tx.now)
    )
    waiting = preview.pending(log.entries(tx, release.id), tx.now)
    return preview.rehearse(tx, release, Wish(tx.now)), waiting, Ring(editors, contacts)


def _may_publish(visit: Visit) -> bool:
    return visit.role is not None and visit.role.covers(Role.EDITOR)


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


def _offers(tx: Tx, newsroom: str) -> tuple[Newsroom, tuple[Listed, ...]]:
    return newsrooms.get(tx, newsroom), directory.list_contacts(tx, newsroom)


def _draft(tx: Tx, newsroom: str, form: Form) -> Document:
    room, entries = _offers(tx, newsroom)
    chosen = tuple(entry.contact for entry in entries if entry.id == form.get("contact"))
    return Document(
        title=form.get("title"),
        kind=kinds.urgent(kinds_store.list_kinds(tx, newsroom)),
        lead=form.get("lead"),
        language=room.language,
        places=(room.county,) if room.county else (),
        contacts=chosen,
    )
