"""Saving what somebody writes while somebody else may write too: joined where it can be."""

from collections.abc import Mapping

import msgspec

from releases import desk
from releases.checks import checked
from releases.merging import Merged, merged
from releases.model import Document, Release, is_id
from releases.store import drafts
from releases.store.tx import Tx


class Read(msgspec.Struct, frozen=True):
    """What a writer began from: the version, the marks of its fields (`merging.marks`).

    `yielding` are fields of which the writer has chosen what is stored over their own.
    """

    version: int
    marks: Mapping[str, str] = {}
    yielding: tuple[str, ...] = ()


class Kept(msgspec.Struct, frozen=True):
    """What came of saving: the release as it stands now, and what was joined, if anything.

    With a clash among `merged.clashing` nothing was saved, and `release` is the other's.
    """

    release: Release
    merged: Merged | None = None

    @property
    def is_saved(self) -> bool:
        return self.merged is None or not self.merged.clashing


def begin(tx: Tx, newsroom: str, release_id: str, draft: Document, who: str) -> Kept:
    """Start a release under an id that the form was given; sent again, the form saves to it.

    Raises `InvalidDocument` or `NotFound`; an id that is none, or another newsroom's, is not taken.
    """
    if not drafts.exists(tx, release_id):
        own = release_id if is_id(release_id) else None
        return Kept(desk.create(tx, newsroom, draft, who, own))
    return keep(tx, newsroom, release_id, draft, who, Read(1))


def keep(
    tx: Tx,
    newsroom: str,
    release_id: str,
    draft: Document,
    who: str,
    read: Read,
) -> Kept:
    """Save a draft that was begun from what `read` tells; nothing of anybody is overwritten.

    Raises `InvalidDocument` or `NotFound`. A draft that changes nothing is not saved again, so
    that what waits for approval goes on waiting.
    """
    current = drafts.get(tx, newsroom, release_id)
    taken = {name: getattr(current.draft, name) for name in read.yielding}
    mine = checked(msgspec.structs.replace(draft, **taken))
    joined = None
    if read.version != current.version:
        joined = merged(mine, current.draft, read.marks)
        if joined.clashing:
            return Kept(current, joined)
        mine = joined.document
    if mine == current.draft:
        return Kept(current, joined)
    return Kept(desk.save(tx, newsroom, release_id, mine, who, current.version), joined)
