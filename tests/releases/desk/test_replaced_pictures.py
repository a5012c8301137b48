"""Another file of a picture in what waits for approval: it waits on, and a second person agrees."""

from typing import Any

import pytest

from releases.desk import approval, drafts, four_eyes, media, members, newsroom_settings
from releases.desk.approval import Order
from releases.errors import FourEyes
from releases.model import Release
from releases.rules.roles import Actor, Role
from releases.rules.validation import validate
from releases.store import media as media_store
from releases.store import submissions
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders
from tests.stores import ROOM, Desk

ANNA, VERA = Actor("anna@region.example"), Actor("vera@region.example")
PUBLISH = Order(Action.PUBLISH)


def submit(desk: Desk) -> Release:
    """Submit a text of Anna's that has a picture; two editors are wanted."""
    machine = Actor("token:import", is_machine=True)
    for who, role in ((ANNA, Role.AUTHOR), (VERA, Role.EDITOR)):
        desk.write(members.add, who.who, "", ROOM, role, "", machine)
    desk.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), machine)
    desk.write(media_store.add, builders.media("first", newsroom=ROOM))
    document = builders.document(images=(builders.image("first"),))
    made: Release = desk.write(drafts.create, ROOM, validate(document), ANNA)
    desk.write(drafts.submit, made.ref, ANNA, made.version)
    return made


def replace(desk: Desk, who: Actor, **words: Any) -> None:
    desk.write(media.replace, "first", builders.media("second", newsroom=ROOM, **words), who)


def is_waiting(desk: Desk, release: Release) -> bool:
    return desk.read(submissions.find_waiting, desk.release(release)) is not None


@pytest.mark.parametrize("who", [ANNA, VERA, Actor("olle@region.example")])
def test_a_text_waits_on_where_another_file_says_the_same(desk: Desk, who: Actor) -> None:
    release = submit(desk)
    replace(desk, who)
    assert desk.release(release).draft.images[0].media == "second"
    assert is_waiting(desk, release)


@pytest.mark.parametrize("words", [{"alt": "Något annat"}, {"credit": "Bo Ek"}, {"creator": "Bo"}])
def test_a_text_waits_no_longer_where_an_author_has_other_words(
    desk: Desk, words: dict[str, str]
) -> None:
    release = submit(desk)
    replace(desk, ANNA, **words)
    assert not is_waiting(desk, release)


def test_an_editor_who_replaced_a_picture_publishes_once_its_author_agrees(desk: Desk) -> None:
    release = submit(desk)
    replace(desk, VERA)
    with pytest.raises(FourEyes):
        desk.write(approval.approve, release.ref, PUBLISH, VERA)
    desk.write(four_eyes.confirm, release.ref, ANNA, desk.release(release).version)
    desk.write(approval.approve, release.ref, PUBLISH, VERA)
