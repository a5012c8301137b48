"""What people saved of drafts: written with every save, and never public.

The newest version is the draft as it stands. Where it is not yet (a draft from before there were
versions, or one that an older program saved), it is told from the release, and stored with the next
save.
"""

from collections.abc import Sequence

import msgspec

from releases.errors import NotFound
from releases.model import Document, Release, canonical
from releases.rules.draft_versions import KEPT, DraftVersion, VersionHead, folds, surplus
from releases.store.tx import Row, Tx
from releases.times import from_millis, to_millis

_DECODER = msgspec.json.Decoder(Document)
_HEAD = "number, version, begun_ms, made_ms, made_by, sealed"
_COLUMNS = f"{_HEAD}, document"


def record(tx: Tx, before: Release | None, after: Release, *, is_sealed: bool) -> None:
    """Note what was saved now over `before`, None where it is the first draft.

    A save that changes nothing is no version of its own.
    """
    newest = _newest(tx, after.id)
    if before is not None and (newest is None or newest.version != before.version):
        newest = _present(before, newest)
        _insert(tx, after.id, newest)
    if newest is None:
        _insert(tx, after.id, _version_of(after, 1, is_sealed=is_sealed))
    elif before is not None and before.draft == after.draft:
        _move_on(tx, after.id, newest, after.version, is_sealed=is_sealed)
    elif folds(newest, after.changed_by, tx.now):
        _fold(tx, newest, after, is_sealed=is_sealed)
    else:
        _insert(tx, after.id, _version_of(after, newest.number + 1, is_sealed=is_sealed))


def seal(tx: Tx, release_id: str, version: int) -> None:
    """Keep the version that is the draft at `version` from being changed by a later save."""
    tx.run(
        "UPDATE draft_version SET sealed = 1 WHERE release = :id AND version = :version",
        id=release_id,
        version=version,
    )


def page(
    tx: Tx, release: Release, count: int, before: int | None = None
) -> tuple[DraftVersion, ...]:
    """Return up to `count` versions of a release, newest first, those before a number if given."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM draft_version WHERE release = :id "
        f"{'' if before is None else 'AND number < :before '}ORDER BY number DESC LIMIT :count",
        id=release.id,
        before=before,
        count=count,
    )
    found = tuple(map(_of_row, rows))
    if before is not None:
        return found
    newest = found[0] if found else None
    if newest is not None and newest.version == release.version:
        return found
    return (_present(release, newest), *found)[:count]


def get(tx: Tx, release: Release, number: int) -> DraftVersion:
    """Return a version of a release; raises `NotFound`."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM draft_version WHERE release = :id AND number = :number",
        id=release.id,
        number=number,
    )
    if row is not None:
        return _of_row(row)
    newest = page(tx, release, 1)[0]
    if newest.number != number:
        raise NotFound("no_version", number=number)
    return newest


def find_before(tx: Tx, release_id: str, version: int) -> Document | None:
    """Return the text as it stood before the draft became `version`, None where it is not kept."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM draft_version WHERE release = :id AND version < :version "
        "ORDER BY number DESC LIMIT 1",
        id=release_id,
        version=version,
    )
    return _of_row(row).document if row else None


def _newest(tx: Tx, release_id: str) -> VersionHead | None:
    row = tx.one(
        f"SELECT {_HEAD} FROM draft_version WHERE release = :id ORDER BY number DESC LIMIT 1",
        id=release_id,
    )
    return _head_of(row) if row else None


def _present(release: Release, newest: VersionHead | None) -> DraftVersion:
    """Return the draft as it stands as the version it would be."""
    return _version_of(release, newest.number + 1 if newest else 1, is_sealed=True)


def _version_of(release: Release, number: int, *, is_sealed: bool) -> DraftVersion:
    at = release.changed_at
    return DraftVersion(
        number=number,
        version=release.version,
        begun_at=at,
        made_at=at,
        made_by=release.changed_by,
        is_sealed=is_sealed,
        document=release.draft,
    )


def _insert(tx: Tx, release_id: str, version: DraftVersion) -> None:
    tx.run(
        f"INSERT INTO draft_version (release, {_COLUMNS}, files) VALUES (:release, :number, "
        ":version, :begun, :made, :who, :sealed, :document, :files)",
        release=release_id,
        number=version.number,
        version=version.version,
        begun=to_millis(version.begun_at),
        made=to_millis(version.made_at),
        who=version.made_by,
        sealed=int(version.is_sealed),
        **_text(version.document),
    )
    _prune(tx, release_id)


def _fold(tx: Tx, newest: VersionHead, after: Release, *, is_sealed: bool) -> None:
    tx.run(
        "UPDATE draft_version SET version = :version, made_ms = :made, sealed = :sealed, "
        "files = :files, document = :document WHERE release = :id AND number = :number",
        id=after.id,
        number=newest.number,
        version=after.version,
        made=to_millis(after.changed_at),
        sealed=int(is_sealed),
        **_text(after.draft),
    )


def _move_on(
    tx: Tx, release_id: str, newest: VersionHead, version: int, *, is_sealed: bool
) -> None:
    tx.run(
        "UPDATE draft_version SET version = :version, sealed = :sealed "
        "WHERE release = :id AND number = :number",
        id=release_id,
        number=newest.number,
        version=version,
        sealed=int(is_sealed or newest.is_sealed),
    )


def _prune(tx: Tx, release_id: str) -> None:
    # One more has left those that are kept whole: it stays, and its day's last before it may go.
    rows: Sequence[Row] = tx.all(
        f"SELECT {_HEAD} FROM draft_version WHERE release = :id "
        "ORDER BY number DESC LIMIT 2 OFFSET :kept",
        id=release_id,
        kept=KEPT,
    )
    for number in surplus(tuple(map(_head_of, rows))):
        tx.run(
            "DELETE FROM draft_version WHERE release = :id AND number = :number",
            id=release_id,
            number=number,
        )


def _text(document: Document) -> dict[str, str]:
    files = "".join(f" {file}" for file in document.files)
    return {"document": canonical(document).decode(), "files": f"{files} " if files else ""}


def _head_of(row: Row) -> VersionHead:
    return VersionHead(
        number=row["number"],
        version=row["version"],
        begun_at=from_millis(row["begun_ms"]),
        made_at=from_millis(row["made_ms"]),
        made_by=row["made_by"],
        is_sealed=bool(row["sealed"]),
    )


def _of_row(row: Row) -> DraftVersion:
    head = msgspec.structs.asdict(_head_of(row))
    return DraftVersion(**head, document=_DECODER.decode(row["document"]))
