"""Where a newsroom wants two people, nobody publishes what they wrote themselves."""

from pathlib import Path

import pytest

from releases import desk as writes
from releases import importing, settings, staff
from releases.desk import Order
from releases.errors import FourEyes
from releases.model import Release
from releases.people import Role
from releases.store import stories
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders
from tests.stores import ROOM, Desk, opened

VERA, OLLE = "vera@region.example", "olle@region.example"
PUBLISH = Order(Action.PUBLISH)


@pytest.fixture
def strict(desk: Desk) -> Desk:
    """A desk with two editors that wants both."""
    for email in (VERA, OLLE):
        desk.write(staff.add, email, "", ROOM, Role.EDITOR, "", "test")
    desk.write(settings.change, RoomSettings(ROOM, four_eyes=True), "test")
    return desk


def written(desk: Desk, who: str = VERA) -> Release:
    made: Release = desk.write(writes.create, ROOM, builders.document(), who)
    return made


def test_who_wrote_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict)
    with pytest.raises(FourEyes):
        strict.write(writes.approve, ROOM, release.id, PUBLISH, VERA)
    strict.write(writes.approve, ROOM, release.id, PUBLISH, OLLE)


def test_who_last_saved_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict, OLLE)
    changed = builders.document(title="En annan rubrik")
    strict.write(writes.save, ROOM, release.id, changed, VERA, release.version)
    with pytest.raises(FourEyes):
        strict.write(writes.approve, ROOM, release.id, PUBLISH, VERA)
    strict.write(writes.approve, ROOM, release.id, PUBLISH, OLLE)


def test_who_submitted_it_does_not_approve_it(strict: Desk) -> None:
    release = written(strict, OLLE)
    strict.write(writes.submit, ROOM, release.id, VERA, release.version)
    for who in (VERA, OLLE):
        with pytest.raises(FourEyes):
            strict.write(writes.approve, ROOM, release.id, PUBLISH, who)


def test_whoever_is_awake_may_withdraw(strict: Desk) -> None:
    release = written(strict)
    strict.write(writes.approve, ROOM, release.id, PUBLISH, OLLE)
    strict.write(writes.approve, ROOM, release.id, Order(Action.WITHDRAW), VERA)


def test_machines_and_newsrooms_that_do_not_ask_are_free(strict: Desk) -> None:
    by_token = written(strict, "token:import")
    strict.write(writes.approve, ROOM, by_token.id, PUBLISH, "token:import")
    strict.write(settings.change, RoomSettings(ROOM), "test")
    own = written(strict)
    strict.write(writes.approve, ROOM, own.id, PUBLISH, VERA)


def test_an_added_word_makes_the_text_that_persons_too(strict: Desk) -> None:
    """Whoever had the last hand in it is barred, and whoever asked; the rule knows no shares."""
    release = written(strict)
    changed = builders.document(title="En annan rubrik")
    strict.write(writes.save, ROOM, release.id, changed, OLLE, release.version)
    with pytest.raises(FourEyes):
        strict.write(writes.approve, ROOM, release.id, PUBLISH, OLLE)
    strict.write(writes.approve, ROOM, release.id, PUBLISH, VERA)


def test_who_wrote_what_came_from_another_database_does_not_approve_it(
    strict: Desk, tmp_path: Path
) -> None:
    with opened(tmp_path / "before.db") as before:
        story = before.read(stories.get, ROOM, written(before).id)
    strict.write(importing.restore, story, "cli")
    with pytest.raises(FourEyes):
        strict.write(writes.approve, ROOM, story.release.id, PUBLISH, VERA)
    strict.write(writes.approve, ROOM, story.release.id, PUBLISH, OLLE)
