"""A draft that never became anything can be thrown away; what has a log cannot, by any way in."""

from datetime import timedelta

import pytest

from releases.desk import drafts as desk_drafts
from releases.errors import HasHistory, NotFound, VersionConflict
from releases.model import Release
from releases.store import audit, desklist, drafts, media, previews, sources
from releases.store.sources import StoredItem
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders as b
from tests import engines
from tests.builders import HOUR
from tests.stores import ROOM, WHO, Desk


def discard(desk: Desk, release: Release) -> None:
    version = desk.release(release).version
    desk.write(desk_drafts.discard, release.ref, WHO, version)


def left(desk: Desk, release: Release) -> dict[str, int]:
    """Count the rows of every table that names a release, but for the audit."""

    def f(tx: Tx) -> dict[str, int]:
        naming = {
            table: f"SELECT count(*) AS n FROM {table} WHERE release = :id"  # noqa: S608 - names of our own tables
            for table, columns in engines.columns(tx).items()
            if "release" in columns
        }
        naming["release"] = "SELECT count(*) AS n FROM release WHERE id = :id"
        counted = {item: tx.one(sql, id=release.id) for item, sql in naming.items()}
        return {pair: row["n"] for pair, row in counted.items() if row and row["n"]}

    return desk.read(f)


def everything_of(tx: Tx, release: Release) -> None:
    """Give a draft all that a draft may have: a preview link with its revision, a source."""
    revision = drafts.snapshot(tx, release, WHO.who)
    previews.add(tx, release.id, revision.id, tx.now + timedelta(days=1), WHO.who)
    sources.remember(tx, ROOM, StoredItem("feed", "item", release.id, "a", "b"))


def test_a_draft_is_thrown_away_with_all_that_is_kept_of_it(desk: Desk) -> None:
    release, other = desk.draft(b.document("Kastas")), desk.draft(b.document("Kvar"))
    desk.write(everything_of, release)
    assert set(left(desk, release)) >= {
        *("release", "release_text", "revision", "preview", "source", "draft_version"),
    }
    discard(desk, release)
    assert set(left(desk, release)) == {"audit"}
    with pytest.raises(NotFound):
        desk.release(release)
    now = desk.clock.now()
    assert [item.release.id for item in desk.read(desklist.page, ROOM, now, 9).items] == [other.id]
    assert desk.read(desklist.page, ROOM, now, 9, None, "Kastas").items == ()


def test_the_audit_says_who_threw_a_draft_away(desk: Desk) -> None:
    release = desk.draft()
    discard(desk, release)
    deed = desk.read(audit.list_entries, release.ref)[-1]
    assert (deed.who, deed.action, deed.detail) == (WHO.who, "release.discard", {"version": "1"})


def test_the_files_of_a_draft_stay_in_the_library(desk: Desk) -> None:
    desk.write(media.add, b.media("bild1"))
    discard(desk, desk.draft(b.document(images=(b.image(),))))
    assert set(desk.read(media.by_id, ("bild1",))) == {"bild1"}


def test_a_draft_that_has_changed_since_it_was_read_stays(desk: Desk) -> None:
    release = desk.draft()
    desk.save(release, b.document("Ändrat"))
    with pytest.raises(VersionConflict):
        desk.write(desk_drafts.discard, release.ref, WHO, release.version)
    assert desk.release(release).draft.title == "Ändrat"


@pytest.mark.parametrize("fate", ["public", "withdrawn", "planned", "cancelled"])
def test_what_was_ever_approved_stays(desk: Desk, fate: str) -> None:
    """A plan that was called off has been somebody's decision, and the log keeps it."""
    release = desk.draft()
    ahead = fate in ("planned", "cancelled")
    entry = desk.order(release, at=desk.clock.now() + HOUR if ahead else None)
    if fate == "withdrawn":
        desk.order(release, Action.WITHDRAW)
    if fate == "cancelled":
        desk.cancel(release, entry)
    with pytest.raises(HasHistory):
        discard(desk, release)
    assert desk.release(release).id == release.id


@pytest.mark.parametrize("table", ["release", "revision"])
def test_the_database_itself_removes_nothing_that_has_a_log(desk: Desk, table: str) -> None:
    release = desk.publish()
    column = "id" if table == "release" else "release"

    def remove(tx: Tx) -> None:
        tx.run(f"DELETE FROM {table} WHERE {column} = :id", id=release.id)  # noqa: S608

    with pytest.raises(engines.BROKEN_RULE, match="never removed"):
        desk.write(remove)
    assert desk.release(release).id == release.id
