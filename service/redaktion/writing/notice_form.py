"""The three fields of the urgent notice: empty for a new one, filled for one to be changed."""

import msgspec
from starlette.responses import Response

from releases.desk import saving
from releases.desk.saving import DraftBasis, SaveResult
from releases.errors import InvalidDocument
from releases.model import Contact, Document, DraftRef, Newsroom, Release, new_id
from releases.rules import kinds
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.validation import CheckedDocument
from releases.store import directory, drafts, newsrooms
from releases.store import kinds as kinds_store
from releases.store.tx import Tx
from service import heavy_checks
from service.redaktion import error_messages
from service.redaktion.request import Form, Visit
from service.redaktion.writing.notice_contacts import Ring, find_ring, may_publish

# The choice of the contacts that a draft has and the directory has not.
KEPT = "kept"


class _Offers(msgspec.Struct, frozen=True):
    room: Newsroom
    entries: tuple[DirectoryEntry, ...]
    ring: Ring
    release: Release | None


async def ask(visit: Visit) -> Response:
    """Show the three fields, those of a draft as it stands where one is to be changed."""
    key = visit.query.get("key", "")
    offers = await visit.read(_load, visit, key)
    if offers.release is None:
        return _page(visit, offers, Form())
    return _page(visit, offers, _form_of(offers.release, offers.entries))


async def write(visit: Visit) -> Response:
    """Save what is written as a draft, and go on to the look before it goes out."""
    form = visit.form
    try:
        written = await visit.read(_draft, visit.newsroom, form)
        draft = await heavy_checks.check(visit.services, written)
        kept = await visit.write(_keep, visit, draft)
    except InvalidDocument as refused:
        offers = await visit.read(_load, visit, form.get("key"))
        return _page(visit, offers, form, error_messages.by_field(visit, refused))
    if not kept.is_saved:
        offers = await visit.read(_load, visit, kept.release.id)
        return _page(visit, offers, form, theirs=kept.release.draft)
    return visit.go("snabb", kept.release.id)


def is_short(document: Document) -> bool:
    """Tell whether the three fields hold all that a document says."""
    rest = (document.body, document.images, document.attachments, document.links, document.event)
    return not any(rest)


def _keep(tx: Tx, visit: Visit, draft: CheckedDocument) -> SaveResult:
    wanted = DraftRef(visit.newsroom, visit.form.get("key"))
    version = visit.form.number("version")
    if version:
        return saving.keep(tx, wanted, draft, visit.actor, DraftBasis(version))
    return saving.begin(tx, wanted, draft, visit.actor)


def _page(
    visit: Visit,
    offers: _Offers,
    form: Form,
    problems: dict[str, str] | None = None,
    theirs: Document | None = None,
) -> Response:
    now = visit.services.clock.now()
    release = offers.release
    return visit.page(
        "fast.html",
        422 if problems else 409 if theirs else 200,
        form=form,
        problems=problems or {},
        room=offers.room,
        entries=[each for each in offers.entries if each.until is None or each.until > now],
        key=(release.id if release else form.get("key")) or new_id(),
        version=release.version if release else 0,
        kept_contacts=_unlisted(release, offers.entries),
        KEPT=KEPT,
        theirs=theirs,
        ring=offers.ring if offers.ring.strict or not may_publish(visit) else None,
        may_publish=may_publish(visit),
    )


def _load(tx: Tx, visit: Visit, key: str) -> _Offers:
    known = bool(key) and drafts.exists(tx, key)
    return _Offers(
        newsrooms.get(tx, visit.newsroom),
        directory.list_contacts(tx, visit.newsroom),
        find_ring(tx, visit),
        drafts.get(tx, DraftRef(visit.newsroom, key)) if known else None,
    )


def _form_of(release: Release, entries: tuple[DirectoryEntry, ...]) -> Form:
    draft = release.draft
    chosen = next((each.id for each in entries if (each.contact,) == draft.contacts), "")
    if not chosen and draft.contacts:
        chosen = KEPT
    return Form((("title", draft.title), ("lead", draft.lead), ("contact", chosen)))


def _unlisted(release: Release | None, entries: tuple[DirectoryEntry, ...]) -> tuple[Contact, ...]:
    """Return the contacts of a draft, unless they are one of the directory."""
    contacts = release.draft.contacts if release else ()
    return () if any((each.contact,) == contacts for each in entries) else contacts


def _draft(tx: Tx, newsroom: str, form: Form) -> Document:
    key = form.get("key")
    known = bool(form.number("version")) and drafts.exists(tx, key)
    before = drafts.get(tx, DraftRef(newsroom, key)).draft if known else _begin(tx, newsroom)
    entries = directory.list_contacts(tx, newsroom)
    chosen = tuple(each.contact for each in entries if each.id == form.get("contact"))
    return msgspec.structs.replace(
        before,
        title=form.get("title"),
        lead=form.get("lead"),
        contacts=before.contacts if form.get("contact") == KEPT else chosen,
    )


def _begin(tx: Tx, newsroom: str) -> Document:
    room = newsrooms.get(tx, newsroom)
    return Document(
        title="",
        kind=kinds.urgent(kinds_store.list_kinds(tx, newsroom)),
        language=room.language,
        places=(room.county,) if room.county else (),
    )
