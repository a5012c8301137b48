"""Versions of drafts in the database: what every save leaves, and that none of it is lost."""

import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.desk import draft_versions as desk_versions
from releases.desk import drafts as desk_drafts
from releases.errors import NotFound
from releases.model import Document, Release
from releases.rules import draft_versions as rules
from releases.rules.draft_versions import FOLDED, DraftVersion
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import draft_versions, drafts
from releases.store.tx import Tx
from tests import builders as b
from tests.builders import DAY
from tests.stores import Desk, open_desk

MAJA, OLLE = Actor("maja"), Actor("olle")
MINUTE = timedelta(minutes=1)


def save(
    desk: Desk, release: Release, text: str, who: Actor = MAJA, *, automatic: bool = True
) -> Release:
    """Save a draft as the page does by itself, or as its button does."""
    content, version = validate(b.document(text)), desk.release(release).version
    return desk.write(desk_drafts.save, release.ref, content, who, version, is_automatic=automatic)


def versions(desk: Desk, release: Release, count: int = 500) -> list[DraftVersion]:
    """Return the newest versions, oldest first."""
    return list(desk.read(draft_versions.page, desk.release(release), count))[::-1]


def titles(desk: Desk, release: Release) -> list[str]:
    return [version.document.title for version in versions(desk, release)]


def forget(tx: Tx, release: Release) -> None:
    """Leave a draft as it was before there were versions."""
    tx.run("DELETE FROM draft_version WHERE release = :id", id=release.id)


def test_a_first_draft_is_a_first_version(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))
    (version,) = versions(desk, release)
    assert (version.number, version.version, version.made_by) == (1, 1, "maja")
    assert (version.document, version.made_at) == (release.draft, desk.clock.now())


def test_the_saves_of_a_page_fold_and_those_of_people_do_not(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))
    for text in ("Två", "Tre", "Fyra"):
        desk.clock.advance(MINUTE)
        save(desk, release, text)
    assert titles(desk, release) == ["Ett", "Fyra"]
    save(desk, release, "Fem", automatic=False)
    assert titles(desk, release) == ["Ett", "Fem"]
    save(desk, release, "Sex")
    save(desk, release, "Sju", OLLE)
    save(desk, release, "Åtta")
    desk.clock.advance(FOLDED)
    save(desk, release, "Nio")
    assert titles(desk, release) == ["Ett", "Fem", "Sex", "Sju", "Åtta", "Nio"]
    assert [version.number for version in versions(desk, release)] == [1, 2, 3, 4, 5, 6]


def test_what_was_submitted_or_approved_stays_as_it_was(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))
    save(desk, release, "Två")
    desk.write(desk_drafts.mark_submitted, release.ref, MAJA, 2)
    save(desk, release, "Tre")
    desk.order(release)
    save(desk, release, "Fyra")
    assert titles(desk, release) == ["Ett", "Två", "Tre", "Fyra"]


def test_a_save_that_changes_nothing_is_no_version(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))
    save(desk, release, "Ett", OLLE)
    (version,) = versions(desk, release)
    assert (version.number, version.version, version.made_by) == (1, 2, "maja")
    save(desk, release, "Två", OLLE)
    assert titles(desk, release) == ["Ett", "Två"]


def test_a_draft_from_before_there_were_versions_is_its_own_first(desk: Desk) -> None:
    release = desk.draft(b.document("Gammal"))
    desk.write(forget, release)
    (present,) = versions(desk, release)
    assert (present.number, present.document.title, present.made_by) == (1, "Gammal", "maja")
    assert desk.read(draft_versions.get, desk.release(release), 1) == present
    save(desk, release, "Ny")
    assert titles(desk, release) == ["Gammal", "Ny"]


def test_what_a_program_saved_that_knows_no_versions_is_one_all_the_same(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))

    def of_old(tx: Tx) -> None:
        drafts.replace(tx, drafts.get(tx, release.ref), b.document("Två"), "olle", 1)
        tx.run("DELETE FROM draft_version WHERE release = :id AND number > 1", id=release.id)

    desk.write(of_old)
    assert titles(desk, release) == ["Ett", "Två"]
    save(desk, release, "Tre", automatic=False)
    assert titles(desk, release) == ["Ett", "Två", "Tre"]


def test_a_version_that_is_none_is_not_found(desk: Desk) -> None:
    release = desk.draft()
    with pytest.raises(NotFound):
        desk.read(draft_versions.get, release, 2)


def test_a_list_goes_on_where_it_ended(desk: Desk) -> None:
    release = desk.draft(b.document("1"))
    for number in range(2, 8):
        save(desk, release, str(number), automatic=False)
    pages: list[list[int]] = []
    before = None
    while found := desk.read(draft_versions.page, desk.release(release), 3, before):
        pages.append([version.number for version in found])
        before = pages[-1][-1]
    assert pages == [[7, 6, 5], [4, 3, 2], [1]]


def test_the_newest_are_kept_and_of_older_ones_the_last_of_each_day(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draft_versions, "KEPT", 3)
    release = desk.draft(b.document("1"))
    for number in range(2, 13):
        if number in (4, 8):
            desk.clock.advance(DAY)
        save(desk, release, str(number), automatic=False)
    # Days: 1 to 3, 4 to 7, 8 to 12, of which 10 to 12 are the newest.
    assert titles(desk, release) == ["3", "7", "9", "10", "11", "12"]
    assert rules.KEPT == 200


class Deed(NamedTuple):
    """What somebody does after so many minutes; `text` is that of a save, no two alike."""

    who: str
    deed: str
    wait: int
    pick: int


class Saved(NamedTuple):
    """A save as it happened."""

    version: int
    who: str
    at: datetime
    document: Document
    is_settled: bool


DEEDS = st.builds(
    Deed,
    st.sampled_from(["maja", "olle", "vera"]),
    st.sampled_from(["type", "type", "type", "save", "submit", "approve", "restore"]),
    st.sampled_from([0, 1, 4, 9, 11, 2_000]),
    st.integers(0, 50),
)


def do(desk: Desk, release: Release, deed: Deed, text: str) -> bool:
    """Do a deed; return whether the text that stood before is kept as it was from then on."""
    who, now = Actor(deed.who), desk.release(release)
    if deed.deed in ("type", "save"):
        save(desk, release, text, who, automatic=deed.deed == "type")
        return now.changed_by != deed.who
    if deed.deed == "submit":
        desk.write(desk_drafts.mark_submitted, release.ref, who, now.version)
        return True
    if deed.deed == "approve":
        desk.write(drafts.snapshot, now, deed.who)
        return True
    every = versions(desk, release)
    wanted = every[deed.pick % len(every)]
    after = desk.write(desk_versions.restore, release.ref, wanted.number, who, now.version)
    assert after.draft == wanted.document
    return after.version > now.version


def covering(found: Iterable[DraftVersion], version: int) -> DraftVersion:
    """Return the version into which the save went that made the draft this version."""
    return next(each for each in found if each.version >= version)


@given(st.lists(DEEDS, max_size=25))
def test_no_save_is_lost(deeds: list[Deed]) -> None:
    """Each is a version, or went into one that the same person saved within ten minutes.

    Before somebody else's save, a submission, an approval and a step back, all is kept as it was.
    """
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as desk:
        release = desk.draft(b.document("Början"))
        saves = [Saved(1, "maja", desk.clock.now(), release.draft, is_settled=True)]
        for number, deed in enumerate(deeds):
            desk.clock.advance(deed.wait * MINUTE)
            if do(desk, release, deed, f"Text {number}"):
                saves[-1] = saves[-1]._replace(is_settled=True)
            now, at = desk.release(release), desk.clock.now()
            if now.version > saves[-1].version:
                is_settled = deed.deed != "type"
                saves.append(Saved(now.version, deed.who, at, now.draft, is_settled))
        found, now = versions(desk, release), desk.release(release)
        for saved in saves:
            kept = covering(found, saved.version)
            assert kept.made_by == saved.who
            assert kept.begun_at <= saved.at <= kept.made_at < kept.begun_at + FOLDED
            if saved.is_settled:
                assert kept.document == saved.document
        assert (found[-1].version, found[-1].document) == (now.version, now.draft)
        assert [each.number for each in found] == list(range(1, len(found) + 1))
