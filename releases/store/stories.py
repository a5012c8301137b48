"""Whole releases out of the database and back in, with every id and instant as it was."""

from releases.exchange.release_export import Cancelled, Story
from releases.model import DraftRef, canonical
from releases.store import drafts, log, outbox
from releases.store.log import LogLine
from releases.store.tx import Tx, any_of
from releases.times import to_millis


def ids(tx: Tx, newsroom: str) -> tuple[str, ...]:
    """Return the ids of a newsroom's releases, those made first first."""
    rows = tx.all(
        "SELECT id FROM release WHERE newsroom = :newsroom ORDER BY created_ms, id",
        newsroom=newsroom,
    )
    return tuple(row["id"] for row in rows)


def get(tx: Tx, ref: DraftRef) -> Story:
    """Return everything there is of a release; raises `NotFound`."""
    release = drafts.get(tx, ref)
    lines = log.lines(tx, ref.release)
    return Story(
        release=release,
        revisions=drafts.revisions(tx, ref.release),
        entries=tuple(line.entry for line in lines if line.cancelled_at is None),
        cancelled=tuple(
            Cancelled(line.entry, line.cancelled_at, line.cancelled_by or "")
            for line in lines
            if line.cancelled_at is not None
        ),
    )


def find(tx: Tx, ref: DraftRef) -> Story | None:
    """Return everything there is of a release, None where the newsroom has none of that id."""
    row = tx.one(
        "SELECT 1 FROM release WHERE id = :id AND newsroom = :newsroom",
        id=ref.release,
        newsroom=ref.newsroom,
    )
    return get(tx, ref) if row else None


def is_taken(tx: Tx, story: Story) -> bool:
    """Tell whether an id of the release, a revision or an entry is in use, in any newsroom."""
    entries = [*story.entries, *(entry.entry for entry in story.cancelled)]
    wanted = {
        "release": [story.release.id],
        "revision": [revision.id for revision in story.revisions],
        "entry": [entry.id for entry in entries],
    }
    for table, keys in wanted.items():
        inside, bound = any_of("id", keys)
        if tx.one(f"SELECT 1 FROM {table} WHERE id IN ({inside})", **bound):
            return True
    return False


def add(tx: Tx, story: Story) -> None:
    """Write a story that `story.sound` has allowed, nothing of which is here."""
    _add_release(tx, story)
    tx.many(
        "INSERT INTO revision (id, release, number, document, sha256, made_ms, made_by) VALUES "
        "(:id, :release, :number, :document, :sha256, :made_ms, :made_by)",
        [
            {
                "id": revision.id,
                "release": revision.release,
                "number": revision.number,
                "document": canonical(revision.document).decode(),
                "sha256": revision.sha256,
                "made_ms": to_millis(revision.made_at),
                "made_by": revision.made_by,
            }
            for revision in story.revisions
        ],
    )
    newsroom, release_id = story.release.newsroom, story.release.id
    kept = [LogLine(entry, None, None) for entry in story.entries]
    gone = [LogLine(entry.entry, entry.at, entry.by) for entry in story.cancelled]
    log.restore(tx, newsroom, release_id, (*gone, *kept))
    for entry in story.entries:
        outbox.owe_purges(tx, newsroom, entry)


def _add_release(tx: Tx, story: Story) -> None:
    release = story.release
    tx.run(
        "INSERT INTO release (id, newsroom, draft, version, submitted_version, created_ms, "
        "changed_ms, changed_by) VALUES (:id, :newsroom, :draft, :version, :submitted, "
        ":created, :changed, :who)",
        id=release.id,
        newsroom=release.newsroom,
        draft=canonical(release.draft).decode(),
        version=release.version,
        submitted=release.submitted_version,
        created=to_millis(release.created_at),
        changed=to_millis(release.changed_at),
        who=release.changed_by,
    )
    tx.run(
        "INSERT INTO release_text (release, text) VALUES (:id, :text)",
        id=release.id,
        text=drafts.search_text(release.draft),
    )
    drafts.note_files(tx, release.id, release.draft)
