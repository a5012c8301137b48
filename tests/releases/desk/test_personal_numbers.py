"""Identity numbers stop what is public without an approval, and what comes along with a text."""

from collections.abc import Callable

import pytest
from msgspec import structs

from releases.desk import approval, contacts, newsroom_settings
from releases.desk import media as desk_media
from releases.desk.media import Words
from releases.errors import InvalidDocument, PersonalNumbers
from releases.model import Media
from releases.rules.contact_expiry import DirectoryEntry
from releases.store import newsrooms
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders as b
from tests.stores import ROOM, WHO, Desk

NUMBER = "640823-2392"
SAID = f"Anmäld av:{NUMBER}/Ek"


def _room(desk: Desk, **changes: str) -> None:
    desk.write(newsroom_settings.set_newsroom, b.newsroom(ROOM, **changes), WHO)


def _person(desk: Desk, **changes: str) -> None:
    entry = DirectoryEntry("person1", b.contact(**changes))
    desk.write(lambda tx: contacts.put(tx, ROOM, entry, WHO, new=True))


PLACES: dict[str, Callable[[Desk], object]] = {
    "name": lambda desk: _room(desk, name=SAID),
    "about": lambda desk: _room(desk, about=SAID),
    "guidance": lambda desk: desk.write(
        newsroom_settings.change, RoomSettings(ROOM, guidance=SAID), WHO
    ),
    "contact.name": lambda desk: _person(desk, name=SAID),
    "role": lambda desk: _person(desk, role=SAID),
    "alt": lambda _: desk_media.validate_words(Words(alt=SAID), picture=True),
    "caption": lambda _: desk_media.validate_words(Words(alt="Ek", caption=SAID), picture=True),
    "credit": lambda _: desk_media.validate_words(Words(alt="Ek", credit=SAID), picture=True),
    "title": lambda _: desk_media.validate_words(Words(title="dom_640823_2392"), picture=False),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_number_is_refused_where_no_approval_comes_between(desk: Desk, place: str) -> None:
    with pytest.raises(InvalidDocument) as refused:
        PLACES[place](desk)
    (fault,) = refused.value.errors
    assert (fault.field, fault.code) == (place.rpartition(".")[2], "personal_number_here")
    assert NUMBER not in str(fault)


def test_a_new_press_room_has_none_either(desk: Desk) -> None:
    with pytest.raises(InvalidDocument):
        desk.write(newsroom_settings.add_newsroom, b.newsroom("ekbacka", about=SAID), WHO)


def test_what_stood_there_before_stops_no_other_change(desk: Desk) -> None:
    desk.write(lambda tx: newsrooms.replace(tx, b.newsroom(ROOM, about=SAID)))
    _room(desk, about=SAID, name="Region Ekbacka")
    assert desk.read(newsrooms.get, ROOM).name == "Region Ekbacka"


@pytest.mark.parametrize(
    "stored",
    [b.media("bild1", alt=SAID), b.media("bild1", caption=SAID), b.media("bild1", credit=SAID)],
)
def test_what_is_said_of_a_stored_picture_stops_the_text_that_shows_it(
    desk: Desk, stored: Media
) -> None:
    desk.write(desk_media.add, stored, WHO)
    release = desk.draft(b.document(images=(b.image("bild1", alt="", caption="", credit=""),)))
    order = approval.Order(Action.PUBLISH)
    with pytest.raises(PersonalNumbers):
        desk.write(approval.approve, release.ref, order, WHO)
    overridden = structs.replace(order, overridden=True)
    assert desk.write(approval.approve, release.ref, overridden, WHO).action == "publish"


@pytest.mark.parametrize("note", [SAID, "Namnet\n640823\N{NARROW NO-BREAK SPACE}2392 är borta"])
def test_a_note_to_readers_holds_none(desk: Desk, note: str) -> None:
    release = desk.publish(b.document())
    desk.clock.advance(b.HOUR)
    with pytest.raises(PersonalNumbers, match="personal identity number"):
        desk.order(release, Action.WITHDRAW, note=note)
