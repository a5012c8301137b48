"""Finding one's way at the desk: the menu is on every page, also where there is no page."""

import re

from releases.desk import drafts
from releases.rules.roles import Role
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody

HOME = f"/redaktion/{ROOM}"
OTHER = "region-grannlandet"
PLACES = ("/", "/nytt", "/snabb", "/alla", "/kalender", "/bilder", "/synpunkter", "/statistik")


def menu(page: str) -> list[str]:
    """Return where the line of the menu leads."""
    match = re.search(r'<nav class="nav".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]+)"', match[0]) if match else []


def test_the_menu_leads_everywhere_from_everywhere(author: Visitor) -> None:
    wanted = [f"{HOME}{place}" for place in PLACES]
    for path in (*wanted, "/redaktion/konto", f"{HOME}/finns-inte"):
        assert menu(author.get(path).text) == wanted, path


def test_the_menu_says_where_one_is(author: Visitor) -> None:
    for place in ("/alla", "/statistik"):
        current = re.findall(r'href="([^"]+)" aria-current="page"', author.get(HOME + place).text)
        assert set(current) == {HOME + place}


def test_with_several_newsrooms_the_own_page_keeps_the_menu_of_the_last(press: Press) -> None:
    press.open(builders.newsroom(OTHER))
    person = somebody(press, "kim@mellanlandet.example", Role.AUTHOR)
    somebody(press, person.email, Role.ADMIN, OTHER)
    visitor = Visitor(press).admitted(person)
    assert menu(visitor.get("/redaktion/konto").text) == []
    for room in (ROOM, OTHER):
        visitor.get(f"/redaktion/{room}/")
        shown = menu(visitor.get("/redaktion/konto").text)
        assert f"/redaktion/{room}/alla" in shown
        assert (f"/redaktion/{room}/installningar" in shown) == (room == OTHER)
    visitor.close()


def test_a_wrong_address_is_told_of_at_the_desk_in_its_language(author: Visitor) -> None:
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    for path in (f"{HOME}/finns-inte", "/redaktion/fel", "/redaktion/fel/har/ar/inget"):
        answer = author.get(path)
        assert answer.status == 404, path
        assert "Page not found" in answer.text
        assert f'href="{HOME}/"' in answer.text


def test_a_newsroom_without_its_slash_is_found(author: Visitor) -> None:
    answer = author.get(HOME)
    assert (answer.status, answer.header("location")) == (303, f"{HOME}/")


def test_who_is_not_signed_in_learns_of_no_address(stranger: Visitor) -> None:
    answer = stranger.get("/redaktion/fel")
    assert answer.status == 303
    assert (answer.header("location") or "").startswith("/redaktion/logga-in?next=")


def test_a_forgotten_password_is_asked_for_from_an_administrator(stranger: Visitor) -> None:
    assert "Be en administratör i ditt pressrum" in stranger.get("/redaktion/logga-in").text


def test_a_release_that_is_gone_is_told_of_with_the_menu(press: Press, author: Visitor) -> None:
    release = press.write(drafts.create, ROOM, builders.document(), WHO).id
    answer = author.get(f"{HOME}/r/{release[::-1]}")
    assert answer.status == 404
    assert f"{HOME}/alla" in menu(answer.text)
