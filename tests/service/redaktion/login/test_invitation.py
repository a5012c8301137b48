"""Adding somebody who has an account elsewhere: only account and code together make a role."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from releases.desk import members
from releases.rules.roles import Role
from releases.store import people
from releases.store.invitations import LASTS
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody

OTHER = "region-grannlandet"
EMAIL = "offer@grannlandet.example"
ACCEPT = "/redaktion/konto/inbjudan"
WANTED = {"email": EMAIL, "name": "Vera Namnlös", "role": "editor"}


def path(room: str, *rest: str) -> str:
    return "/".join((f"/redaktion/{room}/installningar/medarbetare", *rest))


@pytest.fixture
def neighbour(press: Press) -> Iterator[Visitor]:
    """An admin of another newsroom."""
    press.open(builders.newsroom(OTHER))
    boss = somebody(press, "boss@grannlandet.example", Role.ADMIN, OTHER)
    visitor = Visitor(press).admitted(boss)
    yield visitor
    visitor.close()


def roles(press: Press, email: str = EMAIL) -> dict[str, Role]:
    person = press.write(members.find, email)
    return {
        membership.newsroom: membership.role
        for membership in press.write(people.memberships, person.id)
    }


def code(visitor: Visitor) -> str:
    return visitor.secret().partition("?code=")[2]


def test_an_admin_who_had_the_address_first_gets_no_role_elsewhere(
    press: Press, admin: Visitor, neighbour: Visitor, stranger: Visitor
) -> None:
    admin.post(path(ROOM), WANTED | {"role": "author"})
    stranger.signs_in(EMAIL, admin.secret())
    stranger.chooses("ett lösenord som första admin har valt")
    assert neighbour.post(path(OTHER), WANTED | {"role": "admin"}).status == 200
    assert roles(press) == {ROOM: Role.AUTHOR}
    assert stranger.get(f"/redaktion/{OTHER}/").status == 404
    assert stranger.post(ACCEPT, {"code": "gissat"}).status == 422


def test_whoever_has_the_account_and_the_code_gets_the_role_once(
    press: Press, neighbour: Visitor, author: Visitor
) -> None:
    mine = f"author@{ROOM}.example"
    neighbour.post(path(OTHER), WANTED | {"email": mine})
    sent = {"code": code(neighbour)}
    (link,) = re.findall(r"/redaktion/.*", neighbour.secret())
    assert f'value="{sent["code"]}"' in author.get(link).text
    assert author.post(ACCEPT, sent).header("location") == f"/redaktion/{OTHER}/"
    assert roles(press, mine) == {ROOM: Role.AUTHOR, OTHER: Role.EDITOR}
    assert author.post(ACCEPT, sent).status == 422


def test_a_code_is_good_for_its_own_person_and_a_fortnight(
    press: Press, neighbour: Visitor, author: Visitor, editor: Visitor
) -> None:
    mine = f"author@{ROOM}.example"
    neighbour.post(path(OTHER), WANTED | {"email": mine})
    sent = {"code": code(neighbour)}
    assert editor.post(ACCEPT, sent).status == 422
    press.clock.advance(LASTS + timedelta(minutes=1))
    author.admitted(press.write(members.find, mine))
    assert author.post(ACCEPT, sent).status == 422
    assert roles(press, mine) == {ROOM: Role.AUTHOR}


def test_a_new_code_takes_the_place_of_the_one_before(
    press: Press, neighbour: Visitor, author: Visitor
) -> None:
    codes = []
    for role in ("admin", "author"):
        neighbour.post(path(OTHER), {"email": f"author@{ROOM}.example", "name": "", "role": role})
        codes.append(code(neighbour))
    assert author.post(ACCEPT, {"code": codes[0]}).status == 422
    assert author.post(ACCEPT, {"code": codes[1]}).status == 303
    assert roles(press, f"author@{ROOM}.example")[OTHER] is Role.AUTHOR


def test_an_invitation_ends_with_the_power_of_who_made_it(
    press: Press, neighbour: Visitor, author: Visitor
) -> None:
    neighbour.post(path(OTHER), WANTED | {"email": f"author@{ROOM}.example"})
    somebody(press, "tva@grannlandet.example", Role.ADMIN, OTHER)
    press.write(members.set_role, "boss@grannlandet.example", OTHER, Role.EDITOR, WHO)
    assert author.post(ACCEPT, {"code": code(neighbour)}).status == 422


def test_who_is_invited_elsewhere_is_shown_by_no_name(press: Press, neighbour: Visitor) -> None:
    press.write(members.add, EMAIL, "Hemliga Namnet", ROOM, Role.AUTHOR, "", WHO)
    page = neighbour.post(path(OTHER), WANTED).text + neighbour.get(path(OTHER)).text
    assert "Inbjudan till" in page
    assert "Hemliga Namnet" not in page


def test_an_admin_of_all_that_somebody_does_gives_a_further_role_at_once(
    press: Press, admin: Visitor
) -> None:
    press.open(builders.newsroom(OTHER))
    press.write(members.add, f"admin@{ROOM}.example", "", OTHER, Role.ADMIN, "", WHO)
    somebody(press, EMAIL, Role.AUTHOR)
    assert admin.post(path(OTHER), WANTED).status == 303
    assert roles(press) == {ROOM: Role.AUTHOR, OTHER: Role.EDITOR}


def test_an_account_that_works_nowhere_begins_anew_with_another_password(
    press: Press, admin: Visitor, stranger: Visitor
) -> None:
    """Or whoever had it could wait until another newsroom adds the address."""
    somebody(press, EMAIL, Role.AUTHOR)
    press.write(members.set_role, EMAIL, ROOM, None, WHO)
    stranger.admitted(press.write(members.find, EMAIL))
    admin.post(path(ROOM), WANTED)
    password = admin.secret()
    assert stranger.get("/redaktion/konto").status == 303
    assert stranger.signs_in(EMAIL).status == 422
    assert "Välj ditt lösenord" in stranger.signs_in(EMAIL, password).text
    assert press.write(members.find, EMAIL).name == WANTED["name"]


@pytest.mark.parametrize("role", ["", "owner", "Admin"])
def test_a_role_there_is_not_changes_nothing(press: Press, admin: Visitor, role: str) -> None:
    person = somebody(press, EMAIL, Role.EDITOR)
    answer = admin.post(path(ROOM, person.id, "roll"), {"role": role})
    assert (answer.status, "Välj en roll." in answer.text) == (422, True)
    assert roles(press) == {ROOM: Role.EDITOR}
