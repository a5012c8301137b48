"""A password that somebody else was shown is good for one thing: choosing one's own."""

import pytest

from releases.desk import members
from releases.rules.roles import Role
from releases.store import audit, people
from service.security import passwords
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import PASSWORD, SESSION, Visitor, somebody
from tests.service.redaktion.review_forms import add_draft

EMAIL = "ny@mellanlandet.example"
OWN = "mitt alldeles egna lösenord"
SHOWN = "visat för en annan"
CHOOSE = "/redaktion/konto/valj-losenord"
TITLE = "Välj ditt lösenord"


@pytest.fixture
def shown(press: Press, stranger: Visitor) -> Visitor:
    """Somebody who has signed in with a password that another has seen."""
    somebody(press, EMAIL, Role.AUTHOR)
    press.write(members.renew, EMAIL, passwords.hash_password(SHOWN), WHO)
    assert TITLE in stranger.signs_in(EMAIL, SHOWN).text
    return stranger


def test_before_a_password_is_chosen_every_page_leads_to_choosing_one(shown: Visitor) -> None:
    for path in (
        "/redaktion/",
        f"/redaktion/{ROOM}/",
        "/redaktion/konto",
        "/redaktion/konto/tvasteg",
    ):
        led = shown.get(path).header("location") or ""
        assert led.startswith(CHOOSE)
    assert TITLE in shown.get(CHOOSE).text


def test_nothing_can_be_done_before_a_password_is_chosen(press: Press, shown: Visitor) -> None:
    csrf = shown.field("csrf")
    sent = {"csrf": csrf, "name": "Någon annan", "language": "sv"}
    assert shown.post("/redaktion/konto", sent, csrf=False).status == 403
    assert press.write(members.find, EMAIL).name == "Kim Ekdal"


def test_the_chosen_password_opens_the_desk_and_the_shown_one_nothing(
    press: Press, shown: Visitor
) -> None:
    other = Visitor(press).admitted(press.write(members.find, EMAIL))
    assert shown.chooses(OWN).status == 303
    assert shown.get("/redaktion/konto").status == 200
    assert other.get("/redaktion/konto").status == 303
    assert other.signs_in(EMAIL, SHOWN).status == 422
    assert other.signs_in(EMAIL, OWN).status == 303
    other.close()


def test_neither_a_short_password_nor_the_shown_one_is_ones_own(shown: Visitor) -> None:
    assert shown.chooses("kort").status == 422
    again = shown.chooses(SHOWN)
    assert (again.status, "Det är det tillfälliga lösenordet" in again.text) == (422, True)
    assert shown.chooses(OWN).status == 303


def test_who_has_a_password_of_their_own_is_not_asked_and_cannot_change_it_there(
    press: Press, author: Visitor
) -> None:
    assert author.get(CHOOSE).status == 303
    assert author.post(CHOOSE, {"new": OWN}).status == 303
    assert author.signs_in(f"author@{ROOM}.example").status == 303


def test_what_was_typed_outlives_a_reset_and_the_choice(press: Press, stranger: Visitor) -> None:
    release = add_draft(press)
    somebody(press, EMAIL, Role.AUTHOR)
    press.write(members.renew, EMAIL, passwords.hash_password(SHOWN), WHO)
    path = f"/redaktion/{ROOM}/r/{release.id}"
    typed = {"title": "Skrivet medan lösenordet byttes", "version": "1"}
    assert stranger.post(path, typed).status == 403
    sent = {"email": EMAIL, "password": SHOWN, "kept": stranger.field("kept")}
    assert TITLE in stranger.post("/redaktion/logga-in", sent).text
    given = stranger.chooses(OWN)
    assert given.status == 200
    assert "Skrivet medan lösenordet byttes" in given.text
    assert stranger.field("title") == "Skrivet medan lösenordet byttes"


def test_a_form_sent_before_the_choice_is_given_back_after_it(press: Press, shown: Visitor) -> None:
    release = add_draft(press)
    typed = {"csrf": shown.field("csrf"), "title": "Skrivet före valet", "version": "1"}
    answer = shown.post(f"/redaktion/{ROOM}/r/{release.id}", typed, csrf=False)
    assert (answer.status, TITLE in answer.text) == (403, True)
    shown.chooses(OWN)
    assert shown.field("title") == "Skrivet före valet"


def test_whoever_signs_out_need_not_choose_first(shown: Visitor) -> None:
    assert (
        shown.post("/redaktion/logga-ut", {"csrf": shown.field("csrf")}, csrf=False).status == 303
    )
    assert SESSION not in shown.cookies


def test_what_people_do_to_their_own_way_in_is_in_the_log(press: Press, stranger: Visitor) -> None:
    person = somebody(press, EMAIL, Role.AUTHOR)
    stranger.admitted(person)
    stranger.post("/redaktion/konto/losenord", {"old": PASSWORD, "new": OWN})
    stranger.post("/redaktion/konto/logga-ut-overallt")
    mine = [deed.action for deed in press.write(audit.list_entries, ROOM) if deed.who == EMAIL]
    assert mine == ["person.password", "session.end_all"]
    assert press.write(people.sessions, person.id) == 0
