"""The writing page: every field of a draft, with what the newsroom offers for it."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import msgspec
from starlette.responses import Response

from feeds.picture import thumbnail
from feeds.topics import topic_label
from releases import timeline
from releases.desk import approval, draft_versions
from releases.desk.saving import DraftBasis
from releases.errors import InvalidDocument
from releases.intake.leftovers import Leftovers
from releases.intake.record import Caution
from releases.model import Document, Kind, Media, Newsroom, Release, new_id
from releases.rules import draft_warnings, merge
from releases.rules import kinds as kind_rules
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.merge import Merged
from releases.store import (
    desklist,
    directory,
    facets,
    kinds,
    log,
    newsrooms,
    picture_library,
    submissions,
)
from releases.store import media as media_store
from releases.store.desklist import DeskState
from releases.store.submissions import Submission
from releases.store.tx import Tx
from releases.text.places import COUNTIES, place_name
from releases.text.word_diff import DiffSide, Piece, pieces
from service.media.uploads import PDF_MOST
from service.redaktion.labels import FIELDS
from service.redaktion.preview_responses import ShownLinks
from service.redaktion.request import Form, Visit
from service.redaktion.writing import choices, doubts, fields, focal_points
from service.redaktion.writing.offers import OfferedDoubt

# How many pictures of the library are offered beside a text.
OFFERED = 24


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
    directory: tuple[DirectoryEntry, ...]
    media: Mapping[str, Media]
    library: tuple[Media, ...]
    state: DeskState | None
    planned: tuple[timeline.Entry, ...]
    has_history: bool
    can_revert: bool
    returned: Submission | None


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the page shows: a form, the release it is of (None before the first save).

    `read` is what the writer began from, where that is not the release as it stands; `notes` what
    came of reading a text in, `leftovers` its lines without a field, `doubts` its fields that may
    mean something else; `merged` a clash to be settled.
    `sought` are the words by which pictures of the library are offered.
    One that `is_restored` shows what was never saved. A `fresh` one holds nobody's words yet:
    nothing in it is missing.
    """

    form: Form
    release: Release | None = None
    read: DraftBasis | None = None
    problems: Mapping[str, str] = {}
    notes: tuple[str, ...] = ()
    leftovers: Leftovers = Leftovers()
    doubts: tuple[OfferedDoubt, ...] = ()
    merged: Merged | None = None
    fresh: bool = False
    sought: str = ""
    is_restored: bool = False

    @property
    def unsaved(self) -> str:
        """Why the page shows what is not saved, "" where it is."""
        if self.merged:
            return "clash"
        return "problems" if self.problems else "restored" if self.is_restored else ""


async def page(visit: Visit, sheet: Sheet) -> Response:
    """Return the page; 422 with problems, 409 with a clash."""
    now = visit.services.clock.now()
    around = await visit.read(_around, visit.newsroom, sheet, now)
    form, release = sheet.form, sheet.release
    merged = sheet.merged
    clashes = (
        _clashes(merged.document, release.draft, merged.clashing) if merged and release else ()
    )
    # In a thread: of the longest text it takes more than half a second.
    noticed = await asyncio.to_thread(find_warnings, form, now)
    status = 409 if clashes else 422 if sheet.problems else 200
    return visit.page(
        "writing.html",
        status,
        form=form,
        release=release,
        problems=sheet.problems,
        notes=sheet.notes,
        leftovers=sheet.leftovers,
        doubts=msgspec.to_builtins(sheet.doubts),
        doubt_lines=tuple(doubts.describe(sheet.doubts, visit.say)),
        clashes=clashes,
        own=bool(release and release.changed_by == visit.actor.who),
        Found=DiffSide,
        fresh=sheet.fresh,
        unsaved=sheet.unsaved,
        cautions=_empty_cautions(noticed) if sheet.fresh else noticed,
        read=sheet.read or (_read_now(release) if release else DraftBasis(0)),
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
        sought=sheet.sought,
        offered=tuple(
            picture for picture in around.library if picture.id not in form.all("image.media")
        ),
        picked_pictures=set(form.all("picture.pick")),
        thumbnail=thumbnail,
        file_most=max(PDF_MOST, visit.services.settings.original_most),
        percent=lambda stored: focal_points.percent(stored.focus or focal_points.MIDDLE),
        shown_links=ShownLinks(visit.services.links.base, visit.url("media")),
        labels=FIELDS,
    )


def find_warnings(form: Form, now: datetime) -> tuple[Caution, ...]:
    """Return what to look at in what is typed; nothing in a form that is no document."""
    try:
        document = fields.from_fields(form)
    except InvalidDocument:
        return ()
    return draft_warnings.of(document, now) if document.title or document.body else ()


def _empty_cautions(warnings: tuple[Caution, ...]) -> tuple[Caution, ...]:
    """Return what is to be filled in: what a page lacks is told when somebody has written."""
    return tuple(warning for warning in warnings if warning.code == "placeholder")


def _around(tx: Tx, newsroom: str, sheet: Sheet, now: datetime) -> Around:
    named = (*sheet.form.all("image.media"), *sheet.form.all("attachment.media"))
    stored = media_store.by_id(tx, (name for name in named if name))
    return Around(
        newsrooms.get(tx, newsroom),
        kinds.list_kinds(tx, newsroom),
        facets.topics(tx, newsroom, now),
        directory.list_contacts(tx, newsroom),
        {name: item for name, item in stored.items() if item.newsroom == newsroom},
        picture_library.search(tx, newsroom, sheet.sought, OFFERED).pictures,
        desklist.state_of(tx, sheet.release, now) if sheet.release else None,
        approval.planned_corrections(log.entries(tx, sheet.release.id), now)
        if sheet.release
        else (),
        bool(sheet.release and log.lines(tx, sheet.release.id)),
        bool(sheet.release and draft_versions.can_revert(tx, sheet.release)),
        submissions.find_returned(tx, sheet.release.id) if sheet.release else None,
    )


def _read_now(release: Release) -> DraftBasis:
    return DraftBasis(release.version, merge.marks(release.draft))


def _kinds(form: Form, release: Release | None, offered: tuple[Kind, ...]) -> tuple[Kind, ...]:
    """Return the kinds to choose from: what a text is already it may stay."""
    stored = (release.draft.kind,) if release else ()
    typed = form.get("kind")
    return kind_rules.selectable(offered, *stored, *(kind for kind in Kind if kind == typed))


def _pickable(
    form: Form, entries: tuple[DirectoryEntry, ...], now: datetime
) -> list[DirectoryEntry]:
    """Return the contacts of the directory that may be shown and are not on the page yet."""
    there = {row[0].strip() for row in fields.rows(form, fields.CONTACT)}
    return [
        entry
        for entry in entries
        if (entry.until is None or entry.until > now) and entry.contact.name not in there
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
