"""Where a newsroom wants two people, nobody publishes what they wrote themselves."""

from pathlib import Path

import pytest

from releases.desk import approval, drafts, importing, members, newsroom_settings
from releases.desk.approval import Order
from releases.errors import FourEyes
from releases.exchange.release_export import check_story
from releases.model import Release
from releases.rules.roles import Actor, Role
from releases.rules.validation import validate
from releases.store import stories
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders
from tests.stores import ROOM, Desk, open_desk

VERA, OLLE = Actor("vera@region.example"), Actor("olle@region.example")
MACHINE = Actor("token:import", is_machine=True)
PUBLISH = Order(Action.PUBLISH)


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


def test_who_wrote_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, PUBLISH, VERA)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)


def test_who_last_saved_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict, OLLE)
    changed = validate(builders.document(title="En annan rubrik"))
    strict.write(drafts.save, release.ref, changed, VERA, release.version)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, PUBLISH, VERA)
    strict.write(approval.approve, release.ref, PUBLISH, OLLE)


def test_who_submitted_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict, OLLE)
    strict.write(drafts.mark_submitted, release.ref, VERA, release.version)
    for who in (VERA, OLLE):
        with pytest.raises(FourEyes):
            strict.write(approval.approve, release.ref, PUBLISH, who)


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


def test_an_added_word_makes_the_text_that_persons_too(strict: Desk) -> None:
    """Whoever had the last hand in it is barred, and whoever asked; the rule knows no shares."""
    release = written(strict)
    changed = validate(builders.document(title="En annan rubrik"))
    strict.write(drafts.save, release.ref, changed, OLLE, release.version)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, release.ref, PUBLISH, OLLE)
    strict.write(approval.approve, release.ref, PUBLISH, VERA)


def test_who_wrote_what_came_from_another_database_does_not_approve_it(
    strict: Desk, tmp_path: Path
) -> None:
    with open_desk(tmp_path / "before.db") as before:
        story = before.read(stories.get, written(before).ref)
    strict.write(importing.restore, check_story(story), MACHINE)
    with pytest.raises(FourEyes):
        strict.write(approval.approve, story.release.ref, PUBLISH, VERA)
    strict.write(approval.approve, story.release.ref, PUBLISH, OLLE)
