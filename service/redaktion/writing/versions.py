"""Versioner: what people saved of a draft, to be looked at, compared by words and restored."""

import asyncio
import re
from typing import Any

import msgspec
from starlette.responses import Response

from releases.desk import draft_versions as desk_versions
from releases.desk import preview
from releases.errors import NotFound, VersionConflict
from releases.model import Release
from releases.public import PublicRelease
from releases.rules import draft_diff
from releases.rules.draft_diff import FieldChange
from releases.rules.draft_versions import KEPT, DraftVersion
from releases.store import desklist, draft_versions, drafts
from releases.store import media as media_store
from releases.store.desklist import DeskState
from releases.store.tx import Tx
from service.pages import press_room
from service.redaktion import preview_responses
from service.redaktion.labels import FIELDS
from service.redaktion.preview_responses import ShownLinks
from service.redaktion.request import Visit

LISTED = 25
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


class ListedVersion(msgspec.Struct, frozen=True):
    """A version of the list, with the fields in which it differs from the one before it."""

    version: DraftVersion
    fields: tuple[str, ...]
    is_first: bool


class VersionPage(msgspec.Struct, frozen=True):
    """A page of a release's versions, newest first; `now` is the draft as it stands."""

    release: Release
    state: DeskState
    now: DraftVersion
    items: tuple[ListedVersion, ...]
    older: int | None


class VersionPair(msgspec.Struct, frozen=True):
    """Two versions of a release, the older first, and files of theirs that are gone."""

    release: Release
    state: DeskState
    now: DraftVersion
    old: DraftVersion
    new: DraftVersion
    missing: tuple[str, ...]


async def show(visit: Visit) -> Response:
    """List the versions, a page at a time."""
    before = _parse(visit.query.get("before", ""))
    return visit.page(
        "versions.html",
        found=await visit.read(_page, visit, before),
        first=before is not None,
        fields=FIELDS,
        kept=KEPT,
    )


async def look(visit: Visit) -> Response:
    """Show one version, and what is otherwise in the text as it stands."""
    return await _look(visit, _number(visit))


async def compare(visit: Visit) -> Response:
    """Show what is otherwise in one version than in another."""
    numbers = sorted(_need(visit.query.get(name, "")) for name in ("old", "new"))
    pair = await visit.read(_pair, visit, numbers[0], numbers[1])
    return visit.page("versions_compare.html", found=pair, **await _told(pair))


async def page(visit: Visit) -> Response:
    """Show a version as the page it would be if it were published now."""
    item = await visit.read(_rehearsed, visit, _number(visit))
    links = ShownLinks(visit.services.links.base, visit.url("media"))
    body = await asyncio.to_thread(press_room.release, item, links)
    return preview_responses.frame_response(preview_responses.preview_response(visit, body), links)


async def restore(visit: Visit) -> Response:
    """Make a version the draft again; the draft that gives way is a version too."""
    number, version = _number(visit), visit.form.number("version")
    try:
        after = await visit.write(desk_versions.restore, visit.ref, number, visit.actor, version)
    except VersionConflict:
        return await _look(visit, number, changed=True)
    if after.version == version:
        said = visit.say("Texten är redan likadan som i version {number}.", number=number)
    else:
        said = visit.say(
            "Version {number} är återställd. Den tidigare texten finns kvar bland versionerna.",
            number=number,
        )
    return visit.go("r", after.id, said=said)


async def _look(visit: Visit, number: int, *, changed: bool = False) -> Response:
    pair = await visit.read(_pair, visit, number, None)
    status = 409 if changed else 200
    return visit.page("version.html", status, found=pair, changed=changed, **await _told(pair))


async def _told(pair: VersionPair) -> dict[str, Any]:
    # In a thread: comparing the longest texts takes a second.
    changes: tuple[FieldChange, ...] = await asyncio.to_thread(
        draft_diff.changes, pair.old.document, pair.new.document
    )
    return {"changes": changes, "fields": FIELDS}


def _page(tx: Tx, visit: Visit, before: int | None) -> VersionPage:
    release = drafts.get(tx, visit.ref)
    # One more than is shown: what a version changed is told by the one before it.
    versions = draft_versions.page(tx, release, LISTED + 1, before)
    shown = versions[:LISTED]
    items = tuple(_listed(version, versions[i + 1 :]) for i, version in enumerate(shown))
    return VersionPage(
        release=release,
        state=desklist.state_of(tx, release, tx.now),
        now=draft_versions.page(tx, release, 1)[0] if before else shown[0],
        items=items,
        older=shown[-1].number if len(versions) > LISTED else None,
    )


def _listed(version: DraftVersion, older: tuple[DraftVersion, ...]) -> ListedVersion:
    if not older:
        return ListedVersion(version, (), is_first=True)
    fields = draft_diff.changed_fields(older[0].document, version.document)
    return ListedVersion(version, fields, is_first=False)


def _pair(tx: Tx, visit: Visit, old: int, new: int | None) -> VersionPair:
    """Return two versions, the second being the draft as it stands where none is named."""
    release = drafts.get(tx, visit.ref)
    now = draft_versions.page(tx, release, 1)[0]
    first = draft_versions.get(tx, release, old)
    return VersionPair(
        release=release,
        state=desklist.state_of(tx, release, tx.now),
        now=now,
        old=first,
        new=now if new is None else draft_versions.get(tx, release, new),
        missing=_missing(tx, visit.newsroom, first),
    )


def _missing(tx: Tx, newsroom: str, version: DraftVersion) -> tuple[str, ...]:
    there = {
        file.id
        for file in media_store.by_id(tx, version.document.files).values()
        if file.newsroom == newsroom
    }
    return tuple(file for file in version.document.files if file not in there)


def _rehearsed(tx: Tx, visit: Visit, number: int) -> PublicRelease:
    release = drafts.get(tx, visit.ref)
    document = draft_versions.get(tx, release, number).document
    return preview.rehearse_document(tx, visit.newsroom, document)


def _parse(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) else None


def _need(text: str) -> int:
    number = _parse(text)
    if number is None:
        raise NotFound("no_version", number=text[:20])
    return number


def _number(visit: Visit) -> int:
    return _need(visit.path["number"])
