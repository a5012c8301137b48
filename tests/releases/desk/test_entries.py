"""What communicators do: each deed whole or not at all, none lost, every one on record."""

from concurrent.futures import wait

import pytest

from releases.desk import approval, entries, newsroom_settings
from releases.desk import drafts as desk_drafts
from releases.errors import (
    AlreadyExists,
    EntryRefused,
    FieldError,
    InvalidDocument,
    NotFound,
    VersionConflict,
)
from releases.model import Document, DraftRef
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import audit, drafts, listings, log, newsrooms
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment
from tests import builders as b
from tests.stores import ROOM, WHO, Desk

OTHER = "region-sydlandet"


def actions(desk: Desk) -> list[str]:
    """What stands in the audit of ROOM."""
    return [deed.action for deed in desk.read(audit.list_entries, ROOM)]


def title(desk: Desk, release: str) -> str:
    """The title the public sees now."""
    return desk.read(listings.release, ROOM, release, desk.clock.now()).document.title


def test_a_draft_is_kept_cleaned_and_nobody_outside_sees_it(desk: Desk) -> None:
    release = desk.draft(b.document(title=" Nya\x00 linjer "))
    assert desk.release(release).draft.title == "Nya linjer"
    assert (release.version, release.changed_by, release.created_at) == (1, WHO.who, b.MORNING)
    with pytest.raises(NotFound):
        title(desk, release.id)


def test_a_draft_with_faults_is_refused_and_leaves_nothing(desk: Desk) -> None:
    before = actions(desk)
    with pytest.raises(InvalidDocument):
        desk.draft(Document(title=""))
    assert actions(desk) == before
    assert desk.read(lambda tx: tx.all("SELECT 1 FROM release")) == []


def test_of_two_who_save_the_same_version_one_wins_and_the_other_is_told(desk: Desk) -> None:
    release = desk.draft()
    saved = [
        desk.store.writing(desk_drafts.save, release.ref, validate(b.document(who)), Actor(who), 1)
        for who in ("maja", "olle")
    ]
    wait(saved)
    assert saved[0].result().version == 2
    with pytest.raises(VersionConflict) as caught:
        saved[1].result()
    assert caught.value.current == 2
    after = desk.release(release)
    assert (after.draft.title, after.changed_by, after.version) == ("maja", "maja", 2)
    assert actions(desk).count("release.save") == 1


@pytest.mark.parametrize("version", [0, 2, -1])
def test_a_version_that_never_was_saves_nothing(desk: Desk, version: int) -> None:
    release = desk.draft()
    with pytest.raises(VersionConflict):
        desk.write(desk_drafts.save, release.ref, validate(b.document("Ny")), WHO, version)
    assert desk.release(release) == release


def test_a_transaction_that_fails_half_way_leaves_nothing_behind(desk: Desk) -> None:
    release = desk.draft()

    def publish_and_fall(tx: Tx) -> None:
        desk_drafts.save(tx, release.ref, validate(b.document("Ny")), WHO, 1)
        approval.approve(tx, release.ref, approval.Order(Action.PUBLISH), WHO)
        raise RuntimeError("the floor gives way")

    before = actions(desk)
    with pytest.raises(RuntimeError):
        desk.write(publish_and_fall)
    assert desk.release(release) == release
    assert desk.entries(release) == ()
    assert desk.read(drafts.revisions, release.id) == ()
    assert actions(desk) == before


def test_every_deed_leaves_a_line_in_the_audit(desk: Desk) -> None:
    release = desk.draft()
    desk.save(release, b.document("Ny"))
    desk.write(desk_drafts.mark_submitted, release.ref, WHO, 2)
    planned = desk.order(release, at=b.MORNING + b.DAY)
    moved = desk.move(release, planned, b.MORNING + b.HOUR)
    desk.cancel(release, moved)
    desk.order(release)
    desk.save(release, b.document("Rättad"))
    desk.order(release, Action.CORRECT)
    desk.order(release, Action.WITHDRAW)
    desk.write(newsroom_settings.set_newsroom, b.newsroom(ROOM, name="Nya namnet"), WHO)
    assert sorted(actions(desk)) == sorted(
        [
            *("newsroom.add", "release.create", "release.save", "release.submit"),
            *("entry.publish", "entry.cancel", "entry.move", "entry.cancel"),
            *("entry.publish", "release.save", "entry.correct"),
            *("entry.withdraw", "newsroom.set"),
        ]
    )
    of_release = desk.read(audit.list_entries, release.ref)
    assert {deed.who for deed in of_release} == {WHO.who}
    assert {deed.release for deed in of_release} == {release.id}


def test_the_audit_names_no_contents(desk: Desk) -> None:
    release = desk.draft(b.document("Hemlighet"))
    desk.order(release, note="Hemlighet")
    assert "Hemlighet" not in repr(desk.read(audit.list_entries, ROOM))


def test_what_is_saved_after_approval_is_not_public(desk: Desk) -> None:
    release = desk.publish(b.document("Först"))
    desk.save(release, b.document("Sedan"))
    assert title(desk, release.id) == "Först"
    desk.order(release, Action.CORRECT)
    assert title(desk, release.id) == "Sedan"


def test_a_tombstone_never_shows_a_correction_that_was_called_off(desk: Desk) -> None:
    release = desk.publish(b.document("Känt"))
    desk.save(release, b.document("Hemligt"))
    correction = desk.order(release, Action.CORRECT, b.MORNING + b.HOUR)
    desk.order(release, Action.WITHDRAW, b.MORNING + b.DAY)
    desk.cancel(release, correction)
    desk.clock.advance(2 * b.DAY)
    assert title(desk, release.id) == "Känt"


def test_asking_for_approval_lasts_until_the_next_save(desk: Desk) -> None:
    release = desk.draft()
    asked = desk.write(desk_drafts.mark_submitted, release.ref, WHO, 1)
    assert asked.submitted_version == 1
    assert desk.save(release, b.document("Ny")).submitted_version is None
    with pytest.raises(VersionConflict):
        desk.write(desk_drafts.mark_submitted, release.ref, WHO, 1)


def test_an_approval_answers_what_was_asked(desk: Desk) -> None:
    release = desk.draft()
    desk.write(desk_drafts.mark_submitted, release.ref, WHO, 1)
    desk.order(release)
    assert desk.release(release).submitted_version is None


def test_moving_an_entry_cancels_it_and_appends_another(desk: Desk) -> None:
    release = desk.draft()
    planned = desk.order(release, at=b.MORNING + b.DAY, note="Planerat", announce=False)
    moved = desk.move(release, planned, b.MORNING + b.HOUR)
    assert desk.entries(release) == (moved,)
    assert (moved.note, moved.announce, moved.revision) == ("Planerat", False, planned.revision)
    gone, kept = desk.read(log.lines, release.id)
    assert (gone.entry, gone.cancelled_at, gone.cancelled_by) == (planned, b.MORNING, WHO.who)
    assert (kept.entry, kept.cancelled_at) == (moved, None)
    assert (kept.entry.number, kept.entry.at) == (2, b.MORNING + b.HOUR)


def test_a_move_that_is_refused_leaves_the_entry_where_it_was(desk: Desk) -> None:
    release = desk.draft()
    planned = desk.order(release, at=b.MORNING + b.HOUR)
    desk.save(release, b.document("Rättad"))
    correction = desk.order(release, Action.CORRECT, b.MORNING + b.DAY)
    with pytest.raises(EntryRefused):
        desk.move(release, planned, b.MORNING + 2 * b.DAY)
    assert desk.entries(release) == (planned, correction)


def test_a_cancelled_entry_is_gone_for_good(desk: Desk) -> None:
    release = desk.draft()
    planned = desk.order(release, at=b.MORNING + b.HOUR)
    desk.cancel(release, planned)
    with pytest.raises(NotFound):
        desk.cancel(release, planned)
    with pytest.raises(NotFound):
        desk.move(release, planned, b.MORNING + b.DAY)


def test_an_entry_is_let_go_up_to_its_instant_and_not_at_it(desk: Desk) -> None:
    release = desk.draft()
    planned = desk.order(release, at=b.MORNING + b.HOUR)
    desk.clock.set(planned.at)
    with pytest.raises(EntryRefused):
        desk.cancel(release, planned)
    assert title(desk, release.id) == b.document().title


def test_another_newsrooms_release_is_not_found(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    release = desk.draft()
    planned = desk.order(release, at=b.MORNING + b.DAY)
    at = Moment(b.MORNING + b.HOUR, day_only=False)
    for tried in (
        lambda tx: drafts.get(tx, DraftRef(OTHER, release.id)),
        lambda tx: desk_drafts.save(
            tx, DraftRef(OTHER, release.id), validate(b.document()), WHO, 1
        ),
        lambda tx: desk_drafts.mark_submitted(tx, DraftRef(OTHER, release.id), WHO, 1),
        lambda tx: approval.approve(
            tx, DraftRef(OTHER, release.id), approval.Order(Action.PUBLISH), WHO
        ),
        lambda tx: entries.cancel(tx, DraftRef(OTHER, release.id), planned.id, WHO),
        lambda tx: entries.move(tx, DraftRef(OTHER, release.id), planned.id, at, WHO),
    ):
        with pytest.raises(NotFound):
            desk.write(tried)
    assert desk.entries(release) == (planned,)


def test_another_releases_entry_is_not_found(desk: Desk) -> None:
    mine, other = desk.draft(), desk.draft()
    planned = desk.order(other, at=b.MORNING + b.DAY)
    with pytest.raises(NotFound):
        desk.cancel(mine, planned)
    assert desk.entries(other) == (planned,)


def test_a_note_is_cleaned_and_one_that_cannot_be_is_refused(desk: Desk) -> None:
    release = desk.draft()
    assert desk.order(release, note=" Rätt\x00 antal\r\n").note == "Rätt antal"
    desk.save(release, b.document("Rättad"))
    for note in ("\ud800", "x" * 2_001):
        with pytest.raises(FieldError) as caught:
            desk.order(release, Action.CORRECT, note=note)
        assert caught.value.field == "note"


def test_a_draft_waits_for_approval_whatever_else_is_planned_for_the_release(desk: Desk) -> None:
    release = desk.publish()
    desk.save(release, b.document("Rättad"))
    planned = desk.order(release, Action.CORRECT, b.MORNING + b.DAY)
    changed = desk.save(release, b.document("Ny rubrik"))
    desk.write(desk_drafts.mark_submitted, release.ref, WHO, changed.version)
    moved = desk.move(release, planned, b.MORNING + 2 * b.DAY)
    desk.cancel(release, moved)
    assert desk.read(drafts.get, release.ref).submitted_version == changed.version
    desk.clock.advance(b.HOUR)
    desk.order(release, Action.CORRECT)
    assert desk.read(drafts.get, release.ref).submitted_version is None


def test_a_date_alone_may_be_shown_but_not_planned_for(desk: Desk) -> None:
    release = desk.draft()
    tomorrow = approval.Order(Action.PUBLISH, Moment(b.MORNING + b.DAY, day_only=True))
    with pytest.raises(FieldError, match="add the time of day"):
        desk.write(approval.approve, release.ref, tomorrow, WHO)
    past = approval.Order(Action.PUBLISH, Moment(b.MORNING - b.DAY, day_only=True))
    entry = desk.write(approval.approve, release.ref, past, WHO)
    assert (entry.day_only, entry.effective, entry.announce) == (True, b.MORNING, False)


def test_an_entry_comes_back_from_the_database_as_it_was_made(desk: Desk) -> None:
    release = desk.draft()
    made = desk.order(release, at=b.MORNING - b.DAY, note="Från det gamla arkivet", announce=True)
    assert desk.entries(release) == (made,)
    assert desk.read(log.everything) == (made,)


def test_a_newsroom_is_opened_once_and_changed_where_it_is(desk: Desk) -> None:
    with pytest.raises(AlreadyExists):
        desk.write(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO)
    changed = b.newsroom(ROOM, name="Nya namnet")
    desk.write(newsroom_settings.set_newsroom, changed, WHO)
    assert desk.read(newsrooms.get, ROOM) == changed
    with pytest.raises(NotFound):
        desk.write(newsroom_settings.set_newsroom, b.newsroom(OTHER), WHO)
    with pytest.raises(NotFound):
        desk.draft(room=OTHER)
    assert desk.read(newsrooms.everyone) == (changed,)
