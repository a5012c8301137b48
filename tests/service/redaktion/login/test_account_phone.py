"""A telephone number on one's own account: one that can be rung, for colleagues alone."""

import pytest

from releases.store import people
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor

PLACE = "/redaktion/konto"
PROFILE = {"name": "Kim Ekdal", "language": "sv"}


def number_of(press: Press, role: str) -> str:
    members = press.store.reading(people.members, ROOM).result()
    return next(person.phone for person, held in members if held.value == role)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("070-276 20 61", "+46702762061", "070-276 20 61"),
        ("+47 22 12 34 56", "+4722123456", "+47 22 12 34 56"),
        ("08-123 456 00, ankn 12", "08-123 456 00, ankn 12", "08-123 456 00, ankn 12"),
        ("  ", "", ""),
    ],
)
def test_a_number_is_kept_and_shown_as_it_is_read(
    press: Press, editor: Visitor, typed: str, kept: str, shown: str
) -> None:
    assert editor.post(PLACE, PROFILE | {"phone": typed}).status == 303
    assert number_of(press, "editor") == kept
    assert f'name="phone" type="tel" value="{shown}"' in editor.get(PLACE).text


@pytest.mark.parametrize("typed", ["ring mig", "12", "070-1", "070-276 20 61, 08-123 456 00"])
def test_what_cannot_be_rung_is_refused_and_given_back(
    press: Press, editor: Visitor, typed: str
) -> None:
    answer = editor.post(PLACE, PROFILE | {"phone": typed})
    assert answer.status == 422
    assert "är inte ett telefonnummer" in answer.text
    assert f'value="{typed}"' in answer.text
    assert number_of(press, "editor") == ""


def test_admins_see_the_number(press: Press, editor: Visitor, admin: Visitor) -> None:
    editor.post(PLACE, PROFILE | {"phone": "070-276 20 61"})
    page = admin.get(f"/redaktion/{ROOM}/installningar/medarbetare").text
    assert "070-276 20 61" in page
