"""Kinds and templates over HTTP: admins settle them, whoever writes begins from them."""

import re
from html import unescape
from typing import Any

import pytest

from releases import beginnings, contacts, desk
from releases.directory import Entry
from releases.kinds import ALL, Change
from releases.model import Document, Kind, Release, new_id
from releases.store import audit, drafts, kinds, templates
from releases.templates import Template
from releases.timeline import Action
from tests import builders
from tests.builders import MORNING
from tests.service.redaktion.desking import Visitor
from tests.service.serving import ROOM, WHO, Press

HOME = f"/redaktion/{ROOM}"
BASE = f"{HOME}/installningar/mallar"
TYPED = {
    "name": "Beslut i nämnden",
    "purpose": "Efter varje sammanträde",
    "kind": "press_release",
    "language": "sv",
    "title": "Beslut: [ärende]",
    "lead": "",
    "body": "Nämnden har beslutat att [vad].",
    "topic": "politik",
}
PICKED = TYPED | {"contact.pick": "jour"}


@pytest.fixture
def jour(press: Press) -> Entry:
    made: Entry = press.write(contacts.put, ROOM, Entry("jour", builders.contact()), WHO, new=True)
    return made


def stored(press: Press) -> tuple[Template, ...]:
    found: tuple[Template, ...] = press.store.reading(templates.listed, ROOM).result()
    return found


def offered(press: Press) -> tuple[Kind, ...]:
    found: tuple[Kind, ...] = press.store.reading(kinds.offered, ROOM).result()
    return found


def put(press: Press, name: str = "Beslut i nämnden", **changes: Any) -> Template:
    document = Document(title="Beslut: [ärende]", **changes)
    made: Template = press.write(beginnings.put, ROOM, Template(new_id(), name, "", document), WHO)
    return made


def change(press: Press, kind: Kind, wish: Change) -> None:
    press.write(beginnings.change_kinds, ROOM, kind, wish, WHO)


def names(page: str) -> list[str]:
    """Return what there is to begin from, in its order."""
    return re.findall(r'<a class="title" href="[^"]*\?mall=[^"]*">([^<]+)<', page)


def options(page: str) -> list[str]:
    """Return the kinds a page offers in its select."""
    (found,) = re.findall(r'<select id="kind".*?</select>', page, re.DOTALL)
    return re.findall(r'<option value="(\w+)"', found)


def shown(page: str, name: str) -> str:
    """Return the text of a field of a page."""
    (found,) = re.findall(
        rf'<(?:input id="{name}"[^>]* value="([^"]*)"|textarea id="{name}"[^>]*>\n([^<]*)<)', page
    )
    return unescape("".join(found))


def test_kinds_are_left_taken_up_and_ordered_and_those_who_write_see_it(
    press: Press, admin: Visitor, author: Visitor
) -> None:
    for kind, do in (("statement", "leave"), ("news", "raise"), ("press_invitation", "leave")):
        assert admin.post(BASE, {"kind": kind, "do": do}).status == 303
    assert offered(press) == (Kind.NEWS, Kind.PRESS_RELEASE)
    assert "Pressinbjudan erbjuds inte längre" in admin.get(BASE).text
    assert names(author.get(f"{HOME}/nytt").text) == [
        "Nyhet",
        "Pressmeddelande",
        "Beslut",
        "Störning eller händelse",
        "Tomt",
    ]
    assert options(author.get(f"{HOME}/nytt?mall=tomt").text) == ["news", "press_release"]
    admin.post(BASE, {"kind": "statement", "do": "use"})
    assert names(author.get(f"{HOME}/nytt").text)[-2:] == ["Uttalande", "Tomt"]


def test_the_last_kind_cannot_be_left_and_nonsense_changes_nothing(
    press: Press, admin: Visitor
) -> None:
    for kind in ALL[1:]:
        change(press, kind, Change.LEAVE)
    answer = admin.post(BASE, {"kind": "press_release", "do": "leave"})
    assert answer.status == 422
    assert "Minst ett slag måste erbjudas" in answer.text
    assert "Sluta erbjuda" not in admin.get(BASE).text
    for sent in ({"kind": "roman", "do": "use"}, {"kind": "news", "do": "x"}, {}):
        assert admin.post(BASE, sent).status == 422
    assert offered(press) == (Kind.PRESS_RELEASE,)


def written(press: Press, kind: Kind) -> Release:
    made: Release = press.write(desk.create, ROOM, builders.document(kind=kind), WHO)
    return made


def test_a_release_keeps_a_kind_that_is_offered_no_longer(press: Press, author: Visitor) -> None:
    release = written(press, Kind.STATEMENT)
    change(press, Kind.STATEMENT, Change.LEAVE)
    page = author.get(f"{HOME}/r/{release.id}").text
    assert options(page) == ["press_release", "news", "press_invitation", "statement"]
    assert "använder annars inte det här slaget" in page
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    sent = hidden | {"title": "Ny rubrik", "kind": "statement", "language": "sv"}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 303
    kept = press.store.reading(drafts.get, ROOM, release.id).result()
    assert (kept.draft.title, kept.draft.kind) == ("Ny rubrik", Kind.STATEMENT)
    other = written(press, Kind.NEWS)
    assert "statement" not in options(author.get(f"{HOME}/r/{other.id}").text)


def test_the_api_and_a_text_read_in_may_have_any_kind(press: Press, author: Visitor) -> None:
    for kind in ALL[1:]:
        change(press, kind, Change.LEAVE)
    sent = {"title": "Uttalande om vården", "kind": "statement"}
    path = f"/api/v1/newsrooms/{ROOM}/releases"
    assert press.api("POST", path, press.token(), sent).status == 201
    text = "Pressinbjudan: Öppet hus\n\nVälkommen till öppet hus den 3 maj 2018 kl. 10.00."
    page = author.post(f"{HOME}/nytt/inlasning", {"text": text}).text
    assert options(page) == ["press_release", "press_invitation"]


def test_nothing_public_changes_by_kinds_and_templates(press: Press, admin: Visitor) -> None:
    entry = press.publish(builders.document(kind=Kind.STATEMENT))
    paths = [
        f"/{ROOM}/",
        f"/{ROOM}/feed.atom",
        f"/{ROOM}/{entry.release}",
        f"/{ROOM}/?kind=statement",
    ]
    before = [press.get(path).lasting for path in paths]
    admin.post(BASE, {"kind": "statement", "do": "leave"})
    assert admin.post(f"{BASE}/{new_id()}", TYPED).status == 303
    assert [press.get(path).lasting for path in paths] == before


def test_a_fast_communique_is_a_press_release_where_there_are_any(
    press: Press, author: Visitor
) -> None:
    found = []
    for leave in (Kind.NEWS, Kind.PRESS_RELEASE):
        change(press, leave, Change.LEAVE)
        sent = {"title": "Akuten är stängd", "lead": "Ring 112.", "key": new_id()}
        assert author.post(f"{HOME}/snabb", sent).status == 303
        release = press.store.reading(drafts.get, ROOM, sent["key"]).result()
        found.append(release.draft.kind)
    assert found == [Kind.PRESS_RELEASE, Kind.PRESS_INVITATION]


def test_a_new_template_begins_as_a_built_in_one_in_the_readers_language(
    press: Press, admin: Visitor
) -> None:
    page = admin.get(f"{BASE}/ny?fran=beslut").text
    assert (shown(page, "name"), shown(page, "title")) == ("Beslut", "")
    assert "## Det betyder beslutet" in shown(page, "body")
    admin.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    assert shown(admin.get(f"{BASE}/ny?fran=beslut").text, "name") == "Decision"
    blank = admin.get(f"{BASE}/ny?slag=statement").text
    assert (shown(blank, "name"), shown(blank, "body")) == ("", "")
    assert '<option value="statement" selected>' in blank
    assert admin.get(f"{BASE}/ny?slag=roman&fran=roman").status == 200


def test_a_template_is_made_shown_begun_from_changed_and_removed(
    press: Press, admin: Visitor, author: Visitor, jour: Entry
) -> None:
    admin.get(f"{BASE}/ny")
    (path,) = re.findall(rf'action="({BASE}/\w{{16}})"', admin.page)
    assert admin.post(path, PICKED).status == 303
    (made,) = stored(press)
    assert (made.name, made.contacts, made.document.topics) == (
        "Beslut i nämnden",
        ("jour",),
        ("politik",),
    )
    assert "Beslut i nämnden" in admin.get(BASE).text
    start = author.get(f"{HOME}/nytt").text
    assert names(start)[:2] == ["Beslut i nämnden", "Nyhet"]
    assert "Efter varje sammanträde" in start
    page = author.get(f"{HOME}/nytt?mall={made.id}").text
    assert shown(page, "title") == "Beslut: [ärende]"
    assert shown(page, "contact-name-0") == "Maja Lindqvist"
    assert 'name="topic" value="politik" checked' in page
    assert 'name="place" value="18" checked' in page
    assert "Något är inte ifyllt: [ärende]" in page
    assert admin.post(path, TYPED | {"name": "Beslut i styrelsen"}).status == 303
    assert [each.name for each in stored(press)] == ["Beslut i styrelsen"]
    assert admin.post(f"{path}/ta-bort").status == 303
    assert stored(press) == ()
    assert names(author.get(f"{HOME}/nytt").text)[0] == "Pressmeddelande"
    gone = author.get(f"{HOME}/nytt?mall={made.id}")
    assert gone.status == 404
    assert "finns inte längre" in gone.text
    assert admin.get(path).status == 404
    deeds = {each.action for each in press.store.reading(audit.deeds, ROOM).result()}
    assert {"template.put", "template.remove"} <= deeds
    log = admin.get(f"{HOME}/installningar/logg").text
    assert "ändrade en mall" in log
    assert "tog bort en mall" in log


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
    assert stored(press) == ()


def test_a_name_that_is_taken_is_refused_and_the_same_form_twice_is_one_template(
    press: Press, admin: Visitor
) -> None:
    path = f"{BASE}/{new_id()}"
    assert [admin.post(path, TYPED).status for _ in range(2)] == [303, 303]
    answer = admin.post(f"{BASE}/{new_id()}", TYPED | {"name": "BESLUT i nämnden"})
    assert answer.status == 422
    assert "Det finns redan en mall som heter så" in answer.text
    assert len(stored(press)) == 1


def test_what_is_typed_in_a_template_that_somebody_removed_is_not_lost(
    press: Press, admin: Visitor
) -> None:
    made = put(press)
    press.write(beginnings.remove, ROOM, made.id, WHO)
    assert admin.post(f"{BASE}/{made.id}", TYPED).status == 303
    assert [each.purpose for each in stored(press)] == ["Efter varje sammanträde"]


def test_a_preview_shows_the_page_of_readers_and_saves_nothing(
    press: Press, admin: Visitor, jour: Entry
) -> None:
    sent = PICKED | {"title": "", "do": "forhandsgranska", "body": "– <b>Ja</b>, säger Maja Ek."}
    answer = admin.post(f"{BASE}/{new_id()}", sent)
    assert answer.status == 200
    (frame,) = re.findall(r'<iframe [^>]*sandbox="allow-same-origin" srcdoc="([^"]*)"', answer.text)
    page = unescape(frame)
    assert "[Rubrik]" in page
    assert "&lt;b&gt;Ja&lt;/b&gt;, säger Maja Ek." in page
    assert "Maja Lindqvist" in page
    assert stored(press) == ()
    assert admin.post(f"{BASE}/{new_id()}", sent | {"name": ""}).status == 422


def test_a_contact_that_has_ended_stays_on_the_template_and_out_of_new_drafts(
    press: Press, admin: Visitor, author: Visitor, jour: Entry
) -> None:
    path = f"{BASE}/{new_id()}"
    admin.post(path, PICKED)
    press.write(contacts.put, ROOM, Entry("jour", builders.contact(), until=MORNING), WHO)
    assert "har slutat" in admin.get(path).text
    (made,) = stored(press)
    page = author.get(f"{HOME}/nytt?mall={made.id}").text
    assert shown(page, "contact-name-0") == ""
    press.write(contacts.remove, ROOM, "jour", WHO)
    assert "Katalogen är tom" in admin.get(path).text
    assert admin.post(path, TYPED).status == 303


def test_a_template_of_a_kind_that_is_offered_no_longer_is_kept_for_admins(
    press: Press, admin: Visitor, author: Visitor
) -> None:
    made = put(press, kind=Kind.NEWS)
    change(press, Kind.NEWS, Change.LEAVE)
    assert made.name in admin.get(BASE).text
    assert options(admin.get(f"{BASE}/{made.id}").text)[-1] == "news"
    assert made.name not in author.get(f"{HOME}/nytt").text


def test_an_own_name_is_nobodys_word_to_translate(press: Press, author: Visitor) -> None:
    put(press, "Beslut")
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    assert names(author.get(f"{HOME}/nytt").text)[:2] == ["Beslut", "News"]


def test_a_template_in_markup_is_text(press: Press, admin: Visitor, author: Visitor) -> None:
    made = put(press, "<script>alert(1)</script>", body="<img src=x onerror=alert(1)>")
    for page in (admin.get(BASE), author.get(f"{HOME}/nytt"), admin.get(f"{BASE}/{made.id}")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert" in page.text


def test_a_release_begun_from_a_template_is_published_like_any_other(
    press: Press, author: Visitor
) -> None:
    made = put(press, body="Nämnden har beslutat.")
    author.get(f"{HOME}/nytt?mall={made.id}")
    key = author.field("key")
    sent = {"key": key, "kind": "press_release", "language": "sv", "title": "Beslut: ny skola"}
    assert author.post(f"{HOME}/nytt", sent | {"body": shown(author.page, "body")}).status == 303
    press.order(key, desk.Order(Action.PUBLISH))
    assert "Beslut: ny skola" in press.get(f"/{ROOM}/feed.json").text
