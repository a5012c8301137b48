"""What the writing page sends by itself: its buttons, a text it kept, and a sign of its writer."""

import re

from releases.rules.roles import Role
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor, visitor
from tests.service.redaktion.writing_forms import (
    HOME,
    JSON,
    add_draft,
    current_draft,
    open_form,
    parse_answer,
)


def test_a_button_is_told_where_to_go_on(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    path = f"{HOME}/r/{release.id}"
    places = {"save": path, "preview": f"{path}/forhandsgranska", "review": f"{path}/granska"}
    for wish, place in (places | {"contact": f"{path}#kontakter"}).items():
        sent = open_form(author, release) | {"csrf": author.csrf(), "do": wish, "lead": wish}
        answer = author.post(path, sent, csrf=False, headers=JSON)
        assert (answer.status, parse_answer(answer)["next"]) == (200, place)
        assert current_draft(press, release).draft.lead == wish
    assert "Sparat" in author.get(path).text


def test_what_saves_itself_is_led_nowhere(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"csrf": author.csrf(), "lead": "Ny."}
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False, headers=JSON)
    assert "next" not in parse_answer(answer)


def test_a_kept_text_is_shown_and_saved_by_nobody(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    path = f"{HOME}/r/{release.id}"
    sent = open_form(author, release) | {"do": "restore", "lead": "Aldrig sparad."}
    shown = author.post(path, sent)
    assert shown.status == 200
    assert "Aldrig sparad." in shown.text
    assert 'data-unsaved="restored"' in shown.text
    assert current_draft(press, release) == release
    # What its writer had begun from goes along.
    assert author.field("was.lead") == sent["was.lead"]
    assert author.field("version") == "1"


def test_a_kept_text_that_never_had_an_address_has_its_key(press: Press, author: Visitor) -> None:
    sent = {"do": "restore", "key": "a" * 16, "title": "Ny", "kind": "news", "language": "sv"}
    shown = author.post(f"{HOME}/nytt", sent)
    assert shown.status == 200
    assert author.field("key") == "a" * 16
    assert 'data-unsaved="restored"' in shown.text


def test_writers_of_one_text_know_of_each_other(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    path = f"{HOME}/r/{release.id}/narvaro"
    for other in visitor(press, Role.EDITOR):
        assert parse_answer(author.post(path, headers=JSON)) == {"others": []}
        assert parse_answer(other.post(path, headers=JSON)) == {"others": ["Kim Ekdal"]}
        assert other.post(f"{path}/slut", headers=JSON).status == 200
    assert parse_answer(author.post(path, headers=JSON)) == {"others": []}
    assert author.post(f"{HOME}/r/{'b' * 16}/narvaro", headers=JSON).status == 404


def test_signing_out_clears_what_the_browser_keeps(author: Visitor) -> None:
    answer = author.post("/redaktion/logga-ut")
    assert answer.header("clear-site-data") == '"storage"'


def test_the_page_says_whose_text_it_is(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    page = author.get(f"{HOME}/r/{release.id}").text
    assert f'data-copy="{release.id}"' in page
    assert f'data-newsroom="{ROOM}"' in page
    assert re.search(r'data-person="\w+"', page)
