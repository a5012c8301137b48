"""Saving what somebody writes while somebody else may write too: joined where it can be."""

from collections.abc import Mapping
from typing import cast

import msgspec

from releases.desk import drafts as desk_drafts
from releases.model import DraftRef, Release, is_id
from releases.rules.merge import Merged, merge_drafts
from releases.rules.roles import Actor
from releases.rules.validation import CheckedDocument
from releases.store import draft_versions, drafts
from releases.store.tx import Tx


class DraftBasis(msgspec.Struct, frozen=True):
    """What a writer began from: the version, the marks of its fields (`merging.marks`).

    `yielding` are fields of which the writer has chosen what is stored over their own.
    """

    version: int
    marks: Mapping[str, str] = {}
    yielding: tuple[str, ...] = ()


class SaveResult(msgspec.Struct, frozen=True):
    """What came of saving: the release as it stands now, and what was joined, if anything.

    `other` is who had saved what it was joined with.

    With a clash among `merged.clashing` nothing was saved, and `release` is the other's.
    """

    release: Release
    merged: Merged | None = None
    other: str = ""

    @property
    def is_saved(self) -> bool:
        return self.merged is None or not self.merged.clashing


def begin(
    tx: Tx, ref: DraftRef, draft: CheckedDocument, actor: Actor, *, is_automatic: bool = False
) -> SaveResult:
    """Start a release under an id that the form was given; sent again, the form saves to it.

    Raises `NotFound`; an id that is none, or another newsroom's, is not taken.
    """
    if not drafts.exists(tx, ref.release):
        own = ref.release if is_id(ref.release) else None
        return SaveResult(
            desk_drafts.create(tx, ref.newsroom, draft, actor, own, is_automatic=is_automatic)
        )
    return keep(tx, ref, draft, actor, DraftBasis(1), is_automatic=is_automatic)


def keep(
    tx: Tx,
    ref: DraftRef,
    draft: CheckedDocument,
    actor: Actor,
    read: DraftBasis,
    *,
    is_automatic: bool = False,
) -> SaveResult:
    """Save a draft that was begun from what `read` tells; nothing of anybody is overwritten.

    Raises `NotFound`. A draft that changes nothing is not saved again, so
    that what waits for approval goes on waiting; who saves it on purpose all the same has settled
    the version it is. What a page saves `is_automatic` settles none.
    """
    current = drafts.get(tx, ref)
    taken = {name: getattr(current.draft, name) for name in read.yielding}
    # Fields are checked one by one: those of two checked documents make a third.
    mine = msgspec.structs.replace(draft, **taken)
    joined = None
    if read.version != current.version:
        joined = merge_drafts(mine, current.draft, read.marks)
        if joined.clashing:
            return SaveResult(current, joined, current.changed_by)
        mine = cast("CheckedDocument", joined.document)
    if mine == current.draft:
        if not is_automatic:
            draft_versions.seal(tx, ref.release, current.version)
        return SaveResult(current, joined, current.changed_by)
    saved = desk_drafts.save(tx, ref, mine, actor, current.version, is_automatic=is_automatic)
    return SaveResult(saved, joined, current.changed_by)
