"""Two pairs of eyes are never asked for, or left, where nobody could approve anything."""

from releases.desk import newsroom_settings
from releases.rules.roles import Person, Role
from releases.store import people, settings
from releases.store.settings import RoomSettings
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody

BASE = f"/redaktion/{ROOM}/installningar"
WHOLE = {"name": "Region Mellanlandet", "language": "sv", "keep_days": "30", "four_eyes": "1"}
LEFT = "Då kan ingen publicera."


def is_strict(press: Press) -> bool:
    chosen: RoomSettings = press.store.reading(settings.get, ROOM).result()
    return chosen.four_eyes


def author_of(press: Press) -> Person:
    """Add the second person, and ask for two."""
    person = somebody(press, "anna@mellanlandet.example", Role.AUTHOR)
    press.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
    return person


def test_one_person_alone_cannot_ask_for_two(press: Press, admin: Visitor) -> None:
    answer = admin.post(BASE, WHOLE)
    assert answer.status == 422
    assert "Det behövs två personer som kan logga in" in answer.text
    assert not is_strict(press)
    somebody(press, "anna@mellanlandet.example", Role.AUTHOR)
    assert admin.post(BASE, WHOLE).status == 303
    assert is_strict(press)


def test_the_settings_say_who_can_approve(press: Press, admin: Visitor) -> None:
    assert "Bara Kim Ekdal kan godkänna." in admin.get(BASE).text
    press.write(people.replace, Person(somebody(press, "e@a.example", Role.EDITOR).id, "", "Elsa"))
    somebody(press, "anna@mellanlandet.example", Role.AUTHOR)
    assert "De här kan godkänna: Elsa och Kim Ekdal." in admin.get(BASE).text


def test_whoever_leaves_nobody_to_approve_is_told_before(press: Press, admin: Visitor) -> None:
    person = author_of(press)
    place = f"{BASE}/medarbetare/{person.id}/tillgang"
    answer = admin.post(place, {"do": "disable", "confirm": "1"})
    assert answer.status == 422
    assert LEFT in answer.text
    assert not press.write(people.get, person.id).is_disabled
    assert admin.field("anyway") == "1"
    assert (
        admin.post(
            place, {"do": admin.field("do"), "confirm": admin.field("confirm"), "anyway": "1"}
        ).status
        == 303
    )
    assert press.write(people.get, person.id).is_disabled
    assert "Ingen kan publicera nu" in admin.get(BASE).text


def test_a_role_that_leaves_nobody_to_approve_is_asked_about(press: Press, admin: Visitor) -> None:
    person = author_of(press)
    place = f"{BASE}/medarbetare/{person.id}/roll"
    assert LEFT in admin.post(place, {"role": "none", "confirm": "1"}).text
    assert len(press.write(people.members, ROOM)) == 2
    assert admin.post(place, {"role": "none", "confirm": "1", "anyway": "1"}).status == 303
    # What is so already is no reason to keep anybody.
    other = somebody(press, "bo@mellanlandet.example", Role.AUTHOR)
    press.write(people.give_role, other.id, ROOM, None)


def test_a_newsroom_that_does_not_ask_for_two_keeps_nobody(press: Press, admin: Visitor) -> None:
    person = somebody(press, "anna@mellanlandet.example", Role.AUTHOR)
    place = f"{BASE}/medarbetare/{person.id}/tillgang"
    assert admin.post(place, {"do": "disable", "confirm": "1"}).status == 303
