"""Where a newsroom wants two people, nobody publishes what they wrote themselves."""

from pathlib import Path

import pytest

from releases.desk import (
    approval,
    drafts,
    entries,
    four_eyes,
    importing,
    members,
    newsroom_settings,
)
from releases.desk.approval import Order
from releases.errors import FourEyes, NothingToConfirm, VersionConflict
from releases.exchange.release_export import check_story
from releases.model import Release
from releases.rules.roles import Actor, Role
from releases.rules.validation import validate
from releases.store import audit, stories, submissions
from releases.store.settings import RoomSettings
from releases.timeline import Action
from releases.times import Moment
from tests import builders
from tests.builders import HOUR
from tests.stores import ROOM, Desk, open_desk

VERA, OLLE = Actor("vera@region.example"), Actor("olle@region.example")
MACHINE = Actor("token:import", is_machine=True)
PUBLISH, CORRECT = Order(Action.PUBLISH), Order(Action.CORRECT)


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A desk with two editors that wants both."""
    for editor in (VERA, OLLE):
        desk.write(members.add, editor.who, "", ROOM, Role.EDITOR, "", MACHINE)
    desk.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), MACHINE)
    return desk


def written(desk: Desk, who: Actor = VERA) -> Release:
    made: Release = desk.write(drafts.create, ROOM, validate(builders.document()), who)
    return made


def save(desk: Desk, release: Release, who: Actor, title: str) -> None:
    """Give a draft another title, whatever its version is now."""
    version = desk.release(release).version
    changed = validate(builders.document(title=title))
    desk.write(drafts.save, release.ref, changed, who, version)


def test_who_wrote_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, PUBLISH, VERA)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)


def test_who_submitted_it_and_wrote_nothing_approves_it(strict: Desk) -> None:
    """To ask for approval of what another wrote is no writing."""
    release = written(strict, OLLE)
    strict.write(drafts.submit, release.ref, VERA, release.version)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, PUBLISH, OLLE)
    strict.write(approval.approve, release.ref, PUBLISH, VERA)


def test_a_full_stop_by_another_does_not_free_who_wrote_the_text(strict: Desk) -> None:
    release = written(strict, OLLE)
    save(strict, release, VERA, "En annan rubrik")
    for who in (OLLE, VERA):
        with pytest.raises(FourEyes):
            strict.write(approval.approve, release.ref, PUBLISH, who)


def test_what_is_approved_has_been_answered_for(strict: Desk) -> None:
    release = written(strict)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)
    save(strict, release, OLLE, "En rättad rubrik")
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, CORRECT, OLLE)
    strict.write(approval.approve, release.ref, CORRECT, VERA)


def test_an_approval_that_was_called_off_counts_no_more(strict: Desk) -> None:
    """Else who wrote the text could call it off and publish it alone."""
    release = written(strict)
    at = Moment(strict.clock.now() + HOUR, day_only=False)
    entry = strict.write(approval.approve, release.ref, Order(Action.PUBLISH, at), OLLE)
    strict.write(entries.cancel, release.ref, entry.id, VERA)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, PUBLISH, VERA)


def test_an_approval_that_was_moved_counts_from_when_it_was_made(strict: Desk) -> None:
    """What was written before the move, and after the approval, has been seen by nobody."""
    release = written(strict)
    later = [Moment(strict.clock.now() + each * HOUR, day_only=False) for each in (1, 2)]
    entry = strict.write(approval.approve, release.ref, Order(Action.PUBLISH, later[0]), OLLE)
    assert strict.read(four_eyes.unconfirmed, release.ref) == {}
    save(strict, release, VERA, "En annan rubrik")
    moved = strict.write(entries.move, release.ref, entry.id, later[1], VERA)
    order = Order(Action.PUBLISH, replaces=(moved.id,))
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, order, VERA)
    strict.write(approval.approve, release.ref, order, OLLE)


def test_what_was_withdrawn_is_published_again_by_who_approved_it(strict: Desk) -> None:
    release = written(strict)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)
    strict.write(approval.approve, release.ref, Order(Action.WITHDRAW), OLLE)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)


def test_a_confirmation_is_of_the_version_that_was_read(strict: Desk) -> None:
    release = written(strict)
    save(strict, release, VERA, "En annan rubrik")
    with pytest.raises(VersionConflict):
        strict.write(four_eyes.confirm, release.ref, OLLE, 1)
    strict.write(four_eyes.confirm, release.ref, OLLE, 2)
    strict.write(approval.approve, release.ref, PUBLISH, VERA)


def test_nobody_confirms_what_they_wrote_themselves(strict: Desk) -> None:
    release = written(strict)
    with pytest.raises(NothingToConfirm):
        strict.write(four_eyes.confirm, release.ref, VERA, 1)
    strict.write(four_eyes.confirm, release.ref, OLLE, 1)
    with pytest.raises(NothingToConfirm):
        strict.write(four_eyes.confirm, release.ref, OLLE, 1)


def test_whoever_is_awake_may_withdraw(strict: Desk) -> None:
    release = written(strict)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)
    strict.write(approval.approve, release.ref, Order(Action.WITHDRAW), VERA)


def test_machines_and_newsrooms_that_do_not_ask_are_free(strict: Desk) -> None:
    by_token = written(strict, MACHINE)
    strict.write(approval.approve, by_token.ref, PUBLISH, MACHINE)
    strict.write(newsroom_settings.change, RoomSettings(ROOM), MACHINE)
    own = written(strict)
    strict.write(approval.approve, own.ref, PUBLISH, VERA)


def test_who_wrote_what_came_from_another_database_does_not_approve_it(
    strict: Desk, tmp_path: Path
) -> None:
    with open_desk(tmp_path / "before.db") as before:
        story = before.read(stories.get, written(before).ref)
    strict.write(importing.restore, check_story(story), MACHINE)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, story.release.ref, PUBLISH, VERA)
    strict.write(approval.approve, story.release.ref, PUBLISH, OLLE)


def test_what_came_from_another_database_as_it_was_approved_was_written_by_nobody(
    strict: Desk, tmp_path: Path
) -> None:
    with open_desk(tmp_path / "before.db") as before:
        release = written(before)
        before.write(approval.approve, release.ref, PUBLISH, VERA)
        story = before.read(stories.get, release.ref)
    strict.write(importing.restore, check_story(story), MACHINE)
    assert strict.read(four_eyes.unconfirmed, release.ref) == {}
    save(strict, release, OLLE, "En rättad rubrik")
    strict.write(approval.approve, release.ref, CORRECT, VERA)


def test_who_wrote_before_a_move_is_not_forgotten_once_another_writes(
    strict: Desk, tmp_path: Path
) -> None:
    with open_desk(tmp_path / "before.db") as before:
        story = before.read(stories.get, written(before).ref)
    strict.write(importing.restore, check_story(story), MACHINE)
    save(strict, story.release, OLLE, "En annan rubrik")
    for who in (VERA, OLLE):
        with pytest.raises(FourEyes):
            strict.write(approval.approve, story.release.ref, PUBLISH, who)


def test_audits_that_do_not_say_who_wrote_what_came_are_filled_in_by_the_draft(
    strict: Desk, tmp_path: Path
) -> None:
    """Databases from before the audit said it."""
    with open_desk(tmp_path / "before.db") as before:
        story = before.read(stories.get, written(before).ref)
    strict.write(stories.add, story)
    strict.write(lambda tx: audit.note(tx, MACHINE, "release.restore", story.release.ref))
    with pytest.raises(FourEyes):
        strict.write(approval.approve, story.release.ref, PUBLISH, VERA)
    strict.write(four_eyes.confirm, story.release.ref, OLLE, story.release.version)
    strict.write(approval.approve, story.release.ref, PUBLISH, VERA)


def test_an_editors_comma_leaves_what_was_submitted_waiting(strict: Desk) -> None:
    release = written(strict)
    strict.write(drafts.submit, release.ref, VERA, 1, drafts.Ask(word="Ring Olle."))
    save(strict, release, OLLE, "En annan rubrik")
    now = strict.release(release)
    assert now.submitted_version == now.version == 2
    sent = strict.read(submissions.find_waiting, now)
    assert sent is not None
    assert (sent.version, sent.made_by, sent.word) == (2, VERA.who, "Ring Olle.")
    # Whoever submitted it takes it back by writing on, as before.
    save(strict, release, VERA, "En tredje rubrik")
    assert strict.release(release).submitted_version is None


@pytest.mark.parametrize("who", [Actor("frida@region.example"), MACHINE])
def test_what_was_submitted_waits_no_more_once_anybody_else_writes(
    strict: Desk, who: Actor
) -> None:
    strict.write(members.add, "frida@region.example", "", ROOM, Role.AUTHOR, "", MACHINE)
    release = written(strict)
    strict.write(drafts.submit, release.ref, VERA, 1)
    save(strict, release, who, "En annan rubrik")
    assert strict.release(release).submitted_version is None
