"""The fast communiqué: three fields, one look, out. For the night something happens."""

import asyncio

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from feeds import content, wording
from releases import kinds, rehearsal, stopping, submitting, timeline, writing
from releases.approval import Approval, approve
from releases.desk import Order
from releases.directory import Entry as Listed
from releases.errors import FourEyes, InvalidDocument, PersonalNumbers, VersionConflict
from releases.model import Contact, Document, Newsroom, Release, new_id
from releases.people import Role
from releases.reading import PublicRelease
from releases.rehearsal import Wish
from releases.store import directory, drafts, log, newsrooms, people
from releases.store import kinds as kinds_store
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service.redaktion import framing
from service.redaktion.visit import Form, Visit
from service.redaktion.writing import wrong

_SHORT = 120
# Below the title, which is below the question.
_HEADING = 3


class Ring(msgspec.Struct, frozen=True):
    """Who may approve, by name, and the numbers of the directory."""

    editors: tuple[str, ...]
    contacts: tuple[Contact, ...]


async def ask(visit: Visit) -> Response:
    """Show the three fields."""
    return await _asked(visit, Form(), {})


async def write(visit: Visit) -> Response:
    """Save what is written as a draft, and go on to the look before it goes out."""
    form = visit.form
    try:
        kept = await visit.write(_write, visit.newsroom, form, visit.who)
    except InvalidDocument as refused:
        return await _asked(visit, form, wrong.problems(refused, visit.say))
    return visit.go("snabb", kept.release.id)


async def look(visit: Visit) -> Response:
    """Show the communiqué as it will stand, with one button."""
    release = await visit.read(drafts.get, visit.newsroom, visit.path["release"])
    return await _looked(visit, release)


async def send(visit: Visit) -> Response:
    """Publish now, exactly what was looked at; an author asks for approval instead."""
    version = visit.form.number("version")
    release, sent = await visit.read(_standing, visit.newsroom, visit.path["release"])
    if sent is not None and release.version == version:
        # Pressed twice: it is out, exactly as it was looked at.
        return _out(visit, release, sent)
    stops = bool(stopping.in_document(release.draft))
    if release.version != version or stops:
        return await _looked(visit, release, 409)
    if not _may_publish(visit) or visit.form.get("do") == "skicka":
        await visit.write(submitting.submit, visit.newsroom, release.id, visit.who, version)
        return visit.go("snabb", release.id, said=visit.say("Skickat för godkännande."))
    try:
        wish = Approval(Order(Action.PUBLISH), version)
        entry = await visit.write(approve, visit.newsroom, release.id, wish, visit.who)
    except (PersonalNumbers, VersionConflict):
        return await _looked(visit, release, 409)
    except FourEyes:
        return await _looked(visit, release, 409, alone=True)
    visit.house.scheduler.rearm()
    return _out(visit, release, entry)


def _out(visit: Visit, release: Release, entry: Entry) -> Response:
    at = wording.clock(entry.effective)
    title = release.draft.title[:_SHORT]
    return visit.go("", said=visit.say("Publicerat kl. {at}: {title}", at=at, title=title))


async def _asked(visit: Visit, form: Form, problems: dict[str, str]) -> Response:
    room, entries = await visit.read(_offers, visit.newsroom)
    now = visit.house.clock.now()
    usable = [each for each in entries if each.until is None or each.until > now]
    return visit.page(
        "fast.html",
        422 if problems else 200,
        form=form,
        problems=problems,
        room=room,
        entries=usable,
        key=form.get("key") or new_id(),
    )


async def _looked(
    visit: Visit, release: Release, status: int = 200, *, alone: bool = False
) -> Response:
    item, ring = await visit.read(_shown, visit, release)
    may_publish = _may_publish(visit) and not alone
    links = framing.links_of(visit, release.id)
    shown = await asyncio.to_thread(content.html, item, links, _HEADING)
    return visit.page(
        "fast_look.html",
        status,
        release=release,
        shown=Markup(shown),  # noqa: S704 - safe by its promise
        stopping=stopping.in_document(release.draft),
        may_publish=may_publish,
        alone=alone,
        waits=release.submitted_version == release.version,
        ring=ring,
        changed=status != 200 and not alone,  # noqa: PLR2004 - HTTP's own
    )


def _shown(tx: Tx, visit: Visit, release: Release) -> tuple[PublicRelease, Ring]:
    """Return the communiqué as it will stand, and whom to ring for an approval."""
    editors = tuple(
        person.name
        for person, role in people.members(tx, visit.newsroom)
        if role.covers(Role.EDITOR) and not person.is_disabled and person.id != visit.person.id
    )
    contacts = tuple(
        each.contact
        for each in directory.listed(tx, visit.newsroom)
        if each.contact.phones and (each.until is None or each.until > tx.now)
    )
    return rehearsal.rehearse(tx, release, Wish(tx.now)), Ring(editors, contacts)


def _may_publish(visit: Visit) -> bool:
    return visit.role is not None and visit.role.covers(Role.EDITOR)


def _standing(tx: Tx, newsroom: str, release_id: str) -> tuple[Release, Entry | None]:
    """Return a release, and the entry that publishes its draft as it stands, if it is public."""
    release = drafts.get(tx, newsroom, release_id)
    entries = log.entries(tx, release_id)
    state = timeline.state(entries, tx.now)
    if state is None or state.withdrawn:
        return release, None
    shown = drafts.revisions_by_id(tx, (state.revision,))[state.revision].document
    published = next(each for each in entries if each.revision == state.revision)
    return release, published if shown == release.draft else None


def _offers(tx: Tx, newsroom: str) -> tuple[Newsroom, tuple[Listed, ...]]:
    return newsrooms.get(tx, newsroom), directory.listed(tx, newsroom)


def _write(tx: Tx, newsroom: str, form: Form, who: str) -> writing.Kept:
    room, entries = _offers(tx, newsroom)
    chosen = tuple(each.contact for each in entries if each.id == form.get("contact"))
    draft = Document(
        title=form.get("title"),
        kind=kinds.urgent(kinds_store.offered(tx, newsroom)),
        lead=form.get("lead"),
        language=room.language,
        places=(room.county,) if room.county else (),
        contacts=chosen,
    )
    return writing.begin(tx, newsroom, form.get("key"), draft, who)
