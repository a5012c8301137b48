"""Where journalists reach a newsroom: rows at the desk, in their order on its public page."""

import json

import pytest

from releases.model import PressContact
from releases.store import newsrooms
from tests.service.app_server import ROOM, Press
from tests.service.parsed import read, texts
from tests.service.redaktion.desk_client import Visitor

PAGE = f"/redaktion/{ROOM}/installningar/presskontakter"
DAY = {"name": "Presstelefon", "phone": "019-602 70 00", "email": "", "hours": "dygnet runt"}
DESK = {
    "name": "Redaktionen",
    "phone": "",
    "email": "press@mellanlandet.example",
    "hours": "vardagar 8–16",
}


def send(admin: Visitor, *rows: dict[str, str], do: str = "") -> int:
    fields = {part: [row[part] for row in rows] for part in DAY}
    return admin.post(PAGE, fields | ({"do": [do]} if do else {})).status


def kept(press: Press) -> tuple[PressContact, ...]:
    contacts: tuple[PressContact, ...] = (
        press.store.reading(newsrooms.get, ROOM).result().press_contacts
    )
    return contacts


def named(press: Press) -> list[str]:
    return [contact.name for contact in kept(press)]


def test_press_contacts_are_on_the_page_in_their_order(press: Press, admin: Visitor) -> None:
    assert send(admin, DAY, DESK, dict.fromkeys(DAY, "")) == 303
    assert kept(press)[0] == PressContact("Presstelefon", "+46196027000", "", "dygnet runt")
    page = read(press.get(f"/{ROOM}/").body)
    assert texts(page, "//ul[@class='press-contacts']/li/strong") == ["Presstelefon", "Redaktionen"]
    assert page.xpath("//ul[@class='press-contacts']//a/@href") == [
        "tel:+46196027000",
        "mailto:press@mellanlandet.example",
    ]
    assert texts(page, "//*[@class='hours']") == ["dygnet runt", "vardagar 8–16"]


def test_search_engines_are_told_of_them(press: Press, admin: Visitor) -> None:
    send(admin, DAY, DESK)
    [data] = read(press.get(f"/{ROOM}/").body).xpath("//script[@type='application/ld+json']")
    told = json.loads(data.text)
    assert told["@type"] == "GovernmentOrganization"
    assert told["contactPoint"][0] == {
        "@type": "ContactPoint",
        "contactType": "Presstelefon",
        "telephone": "+46196027000",
        "description": "dygnet runt",
    }


def test_a_row_is_raised_and_removed_with_all_that_is_typed(press: Press, admin: Visitor) -> None:
    send(admin, DAY, DESK)
    assert send(admin, DAY, DESK | {"name": "Jouren"}, do="raise-1") == 303
    assert named(press) == ["Jouren", "Presstelefon"]
    assert send(admin, DESK, DAY, do="remove-0") == 303
    assert named(press) == ["Presstelefon"]


@pytest.mark.parametrize("do", ["raise-0", "raise-9", "remove-9", "remove-x", "sort-1", "raise-²"])
def test_what_no_button_says_only_saves(press: Press, admin: Visitor, do: str) -> None:
    assert send(admin, DAY, DESK, do=do) == 303
    assert named(press) == ["Presstelefon", "Redaktionen"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name-1"),
        ({"phone": ""}, "phone-1"),
        ({"email": "press@"}, "email-1"),
        ({"hours": "x" * 101}, "hours-1"),
        ({"hours": "19121212-1212"}, "hours-1"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_saved(
    press: Press, admin: Visitor, wrong: dict[str, str], field: str
) -> None:
    assert send(admin, DAY | wrong, DESK) == 422
    assert f'id="{field}-problem"' in admin.page
    assert "Redaktionen" in admin.page
    assert kept(press) == ()


def test_there_is_an_end_to_their_number(press: Press, admin: Visitor) -> None:
    assert send(admin, *[DAY] * 10) == 303
    assert admin.get(PAGE).text.count('name="hours"') == 10
    assert send(admin, *[DAY] * 11) == 422
    assert len(kept(press)) == 10


def test_the_page_of_the_newsroom_keeps_them(press: Press, admin: Visitor) -> None:
    send(admin, DAY)
    whole = {
        "name": "Region Mellanlandet",
        "language": "sv",
        "keep_days": "30",
        "logo_alt": "Ett M",
    }
    assert admin.post(f"/redaktion/{ROOM}/installningar", whole).status == 303
    room = press.store.reading(newsrooms.get, ROOM).result()
    assert (named(press), room.logo_alt) == (["Presstelefon"], "Ett M")


def test_an_editor_sees_no_settings(editor: Visitor) -> None:
    assert editor.get(PAGE).status == 403
