"""The writing page: every field of a draft, with what the newsroom offers for it."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from starlette.responses import Response

from feeds.topics import topic_label
from releases import cautions, merging, superseding, timeline
from releases import kinds as kind_rules
from releases.comparing import Found, Piece, pieces
from releases.directory import Entry
from releases.errors import InvalidDocument
from releases.intake import Caution
from releases.merging import Merged
from releases.model import Document, Kind, Media, Newsroom, Release, new_id
from releases.places import COUNTIES, place_name
from releases.store import desklist, directory, kinds, log, newsrooms, offered, submissions
from releases.store import media as media_store
from releases.store.desklist import DeskState
from releases.store.submissions import Submission
from releases.store.tx import Tx
from releases.writing import Read
from service.redaktion.framing import ShownLinks
from service.redaktion.publishing import moments
from service.redaktion.publishing.words import FIELDS
from service.redaktion.visit import Form, Visit
from service.redaktion.writing import choices, fields, points
from service.uploads import PDF_MOST


class Clash(msgspec.Struct, frozen=True):
    """A field that two people changed: my text and theirs, told apart by words."""

    name: str
    label: str
    pieces: tuple[Piece, ...]


class Around(msgspec.Struct, frozen=True):
    """What a newsroom offers to who writes."""

    room: Newsroom
    kinds: tuple[Kind, ...]
    topics: tuple[str, ...]
    directory: tuple[Entry, ...]
    media: Mapping[str, Media]
    state: DeskState | None
    planned: tuple[timeline.Entry, ...]
    has_history: bool
    returned: Submission | None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows: a form, the release it is of (None before the first save).

    `read` is what the writer began from, where that is not the release as it stands; `notes` what
    came of reading a text in, `dropped` its lines without a field; `merged` a clash to be settled.
    A `fresh` one holds nobody's words yet: nothing in it is missing.
    """

    form: Form
    release: Release | None = None
    read: Read | None = None
    problems: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    merged: Merged | None = None
    fresh: bool = False


async def page(visit: Visit, sheet: Sheet) -> Response:
    """Return the page; 422 with problems, 409 with a clash."""
    now = visit.house.clock.now()
    around = await visit.read(_around, visit.newsroom, sheet, now)
    form, release = sheet.form, sheet.release
    merged = sheet.merged
    clashes = (
        _clashes(merged.document, release.draft, merged.clashing) if merged and release else ()
    )
    status = 409 if clashes else 422 if sheet.problems else 200
    return visit.page(
        "writing.html",
        status,
        form=form,
        release=release,
        problems=sheet.problems,
        notes=sheet.notes,
        dropped=sheet.dropped,
        clashes=clashes,
        own=bool(release and release.changed_by == visit.who),
        Found=Found,
        fresh=sheet.fresh,
        cautions=_begun(seen(form, now)) if sheet.fresh else seen(form, now),
        read=sheet.read or (_read_now(release) if release else Read(0)),
        key=form.get("key") or new_id(),
        around=around,
        state=around.state,
        topics=choices.topics(form, around.topics),
        places=choices.first(form.all("place"), (around.room.county, *COUNTIES)),
        topic_label=topic_label,
        place_name=place_name,
        language_options=choices.languages(visit, form),
        kind_options=choices.kinds(visit, _kinds(form, release, around.kinds)),
        contacts=fields.rows(form, fields.CONTACT),
        images=fields.rows(form, fields.IMAGE),
        link_rows=fields.rows(form, fields.LINK),
        attachments=fields.rows(form, fields.ATTACHMENT),
        pickable=_pickable(form, around.directory, now),
        picked=set(form.all("contact.pick")),
        file_most=PDF_MOST,
        percent=lambda stored: points.percent(stored.focus or points.MIDDLE),
        shown_links=ShownLinks(visit.house.links.base, visit.url("media")),
        labels=FIELDS,
        spoken=moments.spoken,
    )


def seen(form: Form, now: datetime) -> tuple[Caution, ...]:
    """Return what to look at in what is typed; nothing in a form that is no document."""
    try:
        document = fields.read(form)
    except InvalidDocument:
        return ()
    return cautions.of(document, now) if document.title or document.body else ()


def _begun(found: tuple[Caution, ...]) -> tuple[Caution, ...]:
    """Return what is to be filled in: what a page lacks is told when somebody has written."""
    return tuple(each for each in found if each.code == "placeholder")


def _around(tx: Tx, newsroom: str, sheet: Sheet, now: datetime) -> Around:
    named = (*sheet.form.all("image.media"), *sheet.form.all("attachment.media"))
    stored = media_store.by_id(tx, (name for name in named if name))
    return Around(
        newsrooms.get(tx, newsroom),
        kinds.offered(tx, newsroom),
        offered.topics(tx, newsroom, now),
        directory.listed(tx, newsroom),
        {name: each for name, each in stored.items() if each.newsroom == newsroom},
        desklist.state_of(tx, sheet.release, now) if sheet.release else None,
        superseding.planned(log.entries(tx, sheet.release.id), now) if sheet.release else (),
        bool(sheet.release and log.lines(tx, sheet.release.id)),
        submissions.returned(tx, sheet.release.id) if sheet.release else None,
    )


def _read_now(release: Release) -> Read:
    return Read(release.version, merging.marks(release.draft))


def _kinds(form: Form, release: Release | None, offered: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Return the kinds to choose from: what a text is already it may stay."""
    stored = (release.draft.kind,) if release else ()
    typed = form.get("kind")
    return kind_rules.selectable(offered, *stored, *(each for each in Kind if each == typed))


def _pickable(form: Form, entries: tuple[Entry, ...], now: datetime) -> list[Entry]:
    """Return the contacts of the directory that may be shown and are not on the page yet."""
    there = {row[0].strip() for row in fields.rows(form, fields.CONTACT)}
    return [
        each
        for each in entries
        if (each.until is None or each.until > now) and each.contact.name not in there
    ]


def _clashes(mine: Document, theirs: Document, names: tuple[str, ...]) -> tuple[Clash, ...]:
    return tuple(
        Clash(
            name,
            FIELDS[name],
            pieces(_text(getattr(theirs, name)), _text(getattr(mine, name))),
        )
        for name in names
    )


def _text(value: object) -> str:
    """Write any field as lines to be compared."""
    plain = msgspec.to_builtins(value)
    if plain is None:
        return ""
    if isinstance(plain, dict):
        return ", ".join(filter(None, map(_text, plain.values())))
    if isinstance(plain, list | tuple):
        return "\n".join(map(_text, plain))
    return str(plain)
