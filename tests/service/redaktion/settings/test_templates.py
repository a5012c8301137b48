"""Templates over HTTP: admins settle them, whoever writes begins from them."""

import re
from html import unescape

import pytest

from releases.desk import approval, contacts, templates
from releases.model import Kind, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.kinds import KindChange
from releases.store import audit
from releases.timeline import Action
from tests import builders
from tests.builders import MORNING
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.template_forms import (
    BASE,
    HOME,
    TYPED,
    change,
    list_stored,
    names,
    options,
    put_template,
    shown,
)

PICKED = TYPED | {"contact.pick": "jour"}


@pytest.fixture
def jour(press: Press) -> DirectoryEntry:
    made: DirectoryEntry = press.write(
        contacts.put, ROOM, DirectoryEntry("jour", builders.contact()), WHO, new=True
    )
    return made


def test_a_new_template_begins_as_a_built_in_one_in_the_readers_language(
    press: Press, admin: Visitor
) -> None:
    page = admin.get(f"{BASE}/ny?from=beslut").text
    assert (shown(page, "name"), shown(page, "title")) == ("Beslut", "")
    assert "## Det betyder beslutet" in shown(page, "body")
    admin.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    assert shown(admin.get(f"{BASE}/ny?from=beslut").text, "name") == "Decision"
    blank = admin.get(f"{BASE}/ny?kind=statement").text
    assert (shown(blank, "name"), shown(blank, "body")) == ("", "")
    assert '<option value="statement" selected>' in blank
    assert admin.get(f"{BASE}/ny?kind=roman&from=roman").status == 200


def test_a_template_is_made_shown_begun_from_changed_and_removed(
    press: Press, admin: Visitor, author: Visitor, jour: DirectoryEntry
) -> None:
    admin.get(f"{BASE}/ny")
    (path,) = re.findall(rf'action="({BASE}/\w{{16}})"', admin.page)
    assert admin.post(path, PICKED).status == 303
    (made,) = list_stored(press)
    assert (made.name, made.contacts, made.document.topics) == (
        "Beslut i nämnden",
        ("jour",),
        ("politik",),
    )
    assert "Beslut i nämnden" in admin.get(BASE).text
    start = author.get(f"{HOME}/nytt").text
    assert names(start)[:2] == ["Beslut i nämnden", "Nyhet"]
    assert "Efter varje sammanträde" in start
    page = author.get(f"{HOME}/nytt?template={made.id}").text
    assert shown(page, "title") == "Beslut: [ärende]"
    assert shown(page, "contact-name-0") == "Maja Lindqvist"
    assert 'name="topic" value="politik" checked' in page
    assert 'name="place" value="18" checked' in page
    assert "Något är inte ifyllt: [ärende]" in page
    assert admin.post(path, TYPED | {"name": "Beslut i styrelsen"}).status == 303
    assert [template.name for template in list_stored(press)] == ["Beslut i styrelsen"]
    assert admin.post(f"{path}/ta-bort", {"confirm": "1"}).status == 303
    assert list_stored(press) == ()
    assert names(author.get(f"{HOME}/nytt").text)[0] == "Pressmeddelande"
    gone = author.get(f"{HOME}/nytt?template={made.id}")
    assert gone.status == 404
    assert "finns inte längre" in gone.text
    assert admin.get(path).status == 404
    deeds = {entry.action for entry in press.store.reading(audit.list_entries, ROOM).result()}
    assert {"template.put", "template.remove"} <= deeds
    log = admin.get(f"{HOME}/installningar/logg").text
    assert "Ändrade en mall" in log
    assert "Tog bort en mall" in log


def test_what_is_wrong_with_a_template_is_told_beside_its_fields_and_nothing_typed_goes(
    press: Press, admin: Visitor
) -> None:
    wrong = TYPED | {"name": " ", "title": "x" * 301, "language": "svenska"}
    answer = admin.post(f"{BASE}/{new_id()}", wrong)
    assert answer.status == 422
    for field in ("name", "title", "language"):
        assert f'id="{field}-problem"' in answer.text
    assert shown(answer.text, "body") == TYPED["body"]
    assert admin.post(f"{BASE}/{new_id()}", wrong | {"kind": "roman"}).status == 422
    unknown = admin.post(f"{BASE}/{new_id()}", TYPED | {"contact.pick": "okänd"})
    assert "En kontakt har tagits bort" in unknown.text
    assert list_stored(press) == ()


def test_a_name_that_is_taken_is_refused_and_the_same_form_twice_is_one_template(
    press: Press, admin: Visitor
) -> None:
    path = f"{BASE}/{new_id()}"
    assert [admin.post(path, TYPED).status for _ in range(2)] == [303, 303]
    answer = admin.post(f"{BASE}/{new_id()}", TYPED | {"name": "BESLUT i nämnden"})
    assert answer.status == 422
    assert "Det finns redan en mall som heter så" in answer.text
    assert len(list_stored(press)) == 1


def test_what_is_typed_in_a_template_that_somebody_removed_is_not_lost(
    press: Press, admin: Visitor
) -> None:
    made = put_template(press)
    press.write(templates.remove, ROOM, made.id, WHO)
    assert admin.post(f"{BASE}/{made.id}", TYPED).status == 303
    assert [template.purpose for template in list_stored(press)] == ["Efter varje sammanträde"]


def test_a_preview_shows_the_page_of_readers_and_saves_nothing(
    press: Press, admin: Visitor, jour: DirectoryEntry
) -> None:
    sent = PICKED | {"title": "", "do": "preview", "body": "– <b>Ja</b>, säger Maja Ek."}
    answer = admin.post(f"{BASE}/{new_id()}", sent)
    assert answer.status == 200
    (frame,) = re.findall(r'<iframe [^>]*sandbox="allow-same-origin" srcdoc="([^"]*)"', answer.text)
    page = unescape(frame)
    assert "[Rubrik]" in page
    assert "&lt;b&gt;Ja&lt;/b&gt;, säger Maja Ek." in page
    assert "Maja Lindqvist" in page
    assert list_stored(press) == ()
    assert admin.post(f"{BASE}/{new_id()}", sent | {"name": ""}).status == 422


def test_a_contact_that_has_ended_stays_on_the_template_and_out_of_new_drafts(
    press: Press, admin: Visitor, author: Visitor, jour: DirectoryEntry
) -> None:
    path = f"{BASE}/{new_id()}"
    admin.post(path, PICKED)
    press.write(contacts.put, ROOM, DirectoryEntry("jour", builders.contact(), until=MORNING), WHO)
    assert "visas inte längre" in admin.get(path).text
    (made,) = list_stored(press)
    page = author.get(f"{HOME}/nytt?template={made.id}").text
    assert shown(page, "contact-name-0") == ""
    press.write(contacts.remove, ROOM, "jour", WHO)
    assert "Katalogen är tom" in admin.get(path).text
    assert admin.post(path, TYPED).status == 303


def test_a_template_of_a_kind_that_is_offered_no_longer_is_kept_for_admins(
    press: Press, admin: Visitor, author: Visitor
) -> None:
    made = put_template(press, kind=Kind.NEWS)
    change(press, Kind.NEWS, KindChange.LEAVE)
    assert made.name in admin.get(BASE).text
    assert options(admin.get(f"{BASE}/{made.id}").text)[-1] == "news"
    assert made.name not in author.get(f"{HOME}/nytt").text


def test_an_own_name_is_nobodys_word_to_translate(press: Press, author: Visitor) -> None:
    put_template(press, "Beslut")
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    assert names(author.get(f"{HOME}/nytt").text)[:2] == ["Beslut", "News"]


def test_a_template_in_markup_is_text(press: Press, admin: Visitor, author: Visitor) -> None:
    made = put_template(press, "<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    for page in (admin.get(BASE), author.get(f"{HOME}/nytt"), admin.get(f"{BASE}/{made.id}")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


def test_a_release_begun_from_a_template_is_published_like_any_other(
    press: Press, author: Visitor
) -> None:
    made = put_template(press, body="Nämnden har beslutat.")
    author.get(f"{HOME}/nytt?template={made.id}")
    key = author.field("key")
    sent = {"key": key, "kind": "press_release", "language": "sv", "title": "Beslut: ny skola"}
    assert author.post(f"{HOME}/nytt", sent | {"body": shown(author.page, "body")}).status == 303
    press.order(key, approval.Order(Action.PUBLISH))
    assert "Beslut: ny skola" in press.get(f"/{ROOM}/feed.json").text
