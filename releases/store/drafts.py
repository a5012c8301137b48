"""Releases and their revisions: the working draft, and the snapshots the log points at."""

from collections.abc import Iterable

import msgspec

from releases.errors import NotFound, VersionConflict
from releases.model import Document, DraftRef, Release, Revision, canonical, fingerprint, new_id
from releases.store import draft_versions
from releases.store.tx import Row, Tx, any_of
from releases.text.word_readings import indexed
from releases.times import from_millis, to_millis

_DECODER = msgspec.json.Decoder(Document)
COLUMNS = "id, newsroom, draft, version, submitted_version, created_ms, changed_ms, changed_by"
_REVISION = "id, release, number, document, sha256, made_ms, made_by"


def add(
    tx: Tx,
    newsroom: str,
    draft: Document,
    who: str,
    release_id: str | None = None,
    *,
    is_automatic: bool = False,
) -> Release:
    """Store a new release with its first draft, version 1, under a free id or one of its own.

    What was saved `is_automatic` may go into one version with what its writer saves next.
    """
    release = Release(release_id or new_id(), newsroom, draft, 1, tx.now, tx.now, who)
    tx.run(
        f"INSERT INTO release ({COLUMNS}) VALUES "
        "(:id, :newsroom, :draft, 1, NULL, :now, :now, :who)",
        id=release.id,
        newsroom=newsroom,
        draft=canonical(draft).decode(),
        now=to_millis(tx.now),
        who=who,
    )
    tx.run(
        "INSERT INTO release_text (release, text) VALUES (:id, :text)",
        id=release.id,
        text=search_text(draft),
    )
    note_files(tx, release.id, draft)
    draft_versions.record(tx, None, release, is_sealed=not is_automatic)
    return release


def replace(
    tx: Tx, release: Release, draft: Document, who: str, version: int, *, is_automatic: bool = False
) -> Release:
    """Store a new draft over `release`, read in this transaction, if that has `version`.

    Raises `VersionConflict` where it has another.
    """
    changed = tx.run(
        "UPDATE release SET draft = :draft, version = version + 1, submitted_version = NULL, "
        "changed_ms = :now, changed_by = :who WHERE id = :id AND version = :version",
        id=release.id,
        draft=canonical(draft).decode(),
        now=to_millis(tx.now),
        who=who,
        version=version,
    )
    if not changed:
        raise VersionConflict(get(tx, release.ref).version)
    tx.run(
        "UPDATE release_text SET text = :text WHERE release = :id",
        id=release.id,
        text=search_text(draft),
    )
    note_files(tx, release.id, draft)
    after = get(tx, release.ref)
    draft_versions.record(tx, release, after, is_sealed=not is_automatic)
    return after


def note_files(tx: Tx, release_id: str, draft: Document) -> None:
    """Keep which files a draft names, so that each is known to be used."""
    tx.run("DELETE FROM draft_media WHERE release = :id", id=release_id)
    tx.many(
        "INSERT INTO draft_media (media, release) VALUES (:media, :release)",
        [{"media": media, "release": release_id} for media in draft.files],
    )


def mark_submitted(tx: Tx, release_id: str, version: int) -> None:
    """Note that this version of the draft waits for approval."""
    tx.run(
        "UPDATE release SET submitted_version = :version WHERE id = :id",
        id=release_id,
        version=version,
    )
    draft_versions.seal(tx, release_id, version)


def touch(tx: Tx, release_id: str, who: str) -> None:
    """Note that the release changed now, without changing its draft."""
    tx.run(
        "UPDATE release SET changed_ms = :now, changed_by = :who WHERE id = :id",
        id=release_id,
        now=to_millis(tx.now),
        who=who,
    )


def settle(tx: Tx, release_id: str) -> None:
    """Note that the draft waits for approval no longer."""
    tx.run("UPDATE release SET submitted_version = NULL WHERE id = :id", id=release_id)


def discard(tx: Tx, release_id: str) -> None:
    """Remove a release whose log is empty, and all that is kept of it but the audit.

    The schema refuses where the log has entries, and removes the versions of the draft.
    """
    tables = (
        "preview",
        "source",
        "submission",
        "writer",
        "revision",
        "release_text",
        "draft_media",
    )
    for table in tables:
        tx.run(f"DELETE FROM {table} WHERE release = :id", id=release_id)
    tx.run("DELETE FROM release WHERE id = :id", id=release_id)


def get(tx: Tx, ref: DraftRef) -> Release:
    """Return a release of this newsroom; raises `NotFound`, for another newsroom's too."""
    row = tx.one(
        f"SELECT {COLUMNS} FROM release WHERE id = :id AND newsroom = :newsroom",
        id=ref.release,
        newsroom=ref.newsroom,
    )
    if row is None:
        raise NotFound("no_release", release=ref.release, newsroom=ref.newsroom)
    return release_of(row)


def exists(tx: Tx, release_id: str) -> bool:
    """Tell whether there is a release of that id, in any newsroom."""
    return tx.one("SELECT 1 FROM release WHERE id = :id", id=release_id) is not None


def get_by_id(tx: Tx, release_id: str) -> Release:
    """Return a release whatever its newsroom; raises `NotFound`."""
    row = tx.one(f"SELECT {COLUMNS} FROM release WHERE id = :id", id=release_id)
    if row is None:
        raise NotFound(what="release")
    return release_of(row)


def snapshot(tx: Tx, release: Release, who: str) -> Revision:
    """Return the revision of the current draft, made now unless the newest is the same text."""
    draft_versions.seal(tx, release.id, release.version)
    newest = tx.one(
        f"SELECT {_REVISION} FROM revision WHERE release = :id ORDER BY number DESC LIMIT 1",
        id=release.id,
    )
    sha256 = fingerprint(release.draft)
    if newest is not None and newest["sha256"] == sha256:
        return revision_of(newest)
    number = newest["number"] + 1 if newest is not None else 1
    made = Revision(new_id(), release.id, number, release.draft, sha256, tx.now, who)
    tx.run(
        f"INSERT INTO revision ({_REVISION}) VALUES "
        "(:id, :release, :number, :document, :sha256, :now, :who)",
        id=made.id,
        release=release.id,
        number=number,
        document=canonical(release.draft).decode(),
        sha256=sha256,
        now=to_millis(tx.now),
        who=who,
    )
    return made


def revisions(tx: Tx, release_id: str) -> tuple[Revision, ...]:
    """Return a release's revisions, oldest first."""
    rows = tx.all(
        f"SELECT {_REVISION} FROM revision WHERE release = :id ORDER BY number", id=release_id
    )
    return tuple(revision_of(row) for row in rows)


def revisions_by_id(tx: Tx, ids: Iterable[str]) -> dict[str, Revision]:
    """Return revisions by their ids."""
    inside, bound = any_of("id", ids)
    rows = tx.all(f"SELECT {_REVISION} FROM revision WHERE id IN ({inside})", **bound)
    return {row["id"]: revision_of(row) for row in rows}


def release_of(row: Row) -> Release:
    """Return the release of a row with all its columns."""
    return Release(
        id=row["id"],
        newsroom=row["newsroom"],
        draft=_DECODER.decode(row["draft"]),
        version=row["version"],
        created_at=from_millis(row["created_ms"]),
        changed_at=from_millis(row["changed_ms"]),
        changed_by=row["changed_by"],
        submitted_version=row["submitted_version"],
    )


def revision_of(row: Row) -> Revision:
    """Return the revision of a row with all its columns."""
    return Revision(
        id=row["id"],
        release=row["release"],
        number=row["number"],
        document=_DECODER.decode(row["document"]),
        sha256=row["sha256"],
        made_at=from_millis(row["made_ms"]),
        made_by=row["made_by"],
    )


def search_text(draft: Document) -> str:
    """Return what is indexed of a draft, by which the desk finds a release."""
    return indexed(f"{draft.title}\n{draft.lead}\n{draft.body}")
