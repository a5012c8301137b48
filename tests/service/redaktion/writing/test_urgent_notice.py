"""The urgent notice over HTTP: looked at once, out once, and never by the wrong hands."""

import re

from msgspec.structs import replace

from releases.desk import contacts
from releases.desk import drafts as desk_drafts
from releases.desk.approval import Order
from releases.model import DraftRef, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Actor, Role
from releases.store import drafts, log, people, settings
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import ROOM, WHO, Press, moment
from tests.service.redaktion.desk_client import Visitor, somebody

HOME = f"/redaktion/{ROOM}"
URGENT = {"title": "Akuten är stängd", "lead": "Ring 112.", "contact": "jour"}


def notice(press: Press, visitor: Visitor) -> tuple[str, dict[str, str]]:
    press.write(contacts.put, ROOM, DirectoryEntry("jour", builders.contact()), WHO, new=True)
    answer = visitor.post(f"{HOME}/snabb", URGENT | {"key": new_id()})
    place = answer.header("location") or ""
    visitor.get(place)
    return place, {"version": visitor.field("version"), "do": "publish"}


def test_an_editor_publishes_a_notice_in_one_more_step(press: Press, editor: Visitor) -> None:
    place, sent = notice(press, editor)
    assert press.get(f"/{ROOM}/feed.json").json()["items"] == []
    answer = editor.post(place, sent)
    assert (answer.status, answer.header("location")) == (303, f"{place}/klart")
    (item,) = press.get(f"/{ROOM}/feed.json").json()["items"]
    assert item["title"] == "Akuten är stängd"
    said = editor.cookies["__Host-pressrum-said"]
    # Sent once more, it is not published once more, and the same is said.
    press.clock.advance(HOUR)
    again = editor.post(place, sent)
    assert (again.status, again.header("location")) == (303, f"{place}/klart")
    assert editor.cookies["__Host-pressrum-said"] == said
    assert len(press.get(f"/{ROOM}/feed.json").json()["items"]) == 1


def test_a_notice_changed_since_it_went_out_is_not_said_to_be_out(
    press: Press, editor: Visitor
) -> None:
    place, sent = notice(press, editor)
    editor.post(place, sent)
    release = place.rpartition("/")[2]
    press.write(
        desk_drafts.save, DraftRef(ROOM, release), builders.document("Ett annat"), Actor("olle"), 1
    )
    assert editor.post(place, sent).status == 409
    assert editor.post(place, sent | {"version": "2"}).status == 409
    (item,) = press.get(f"/{ROOM}/feed.json").json()["items"]
    assert item["title"] == "Akuten är stängd"


def test_a_notice_that_waits_for_its_time_goes_out_now_instead(
    press: Press, editor: Visitor
) -> None:
    """Once that was shown."""
    place, sent = notice(press, editor)
    release = place.rpartition("/")[2]
    plan = Order(Action.PUBLISH, moment(press.clock.now() + HOUR))
    waiting = press.order(release, plan)
    assert editor.post(place, sent).status == 409
    editor.get(place)
    assert "ersätts det schemalagda" in editor.page
    assert editor.post(place, sent | {"replaces": editor.field("replaces")}).status == 303
    (entry,) = press.write(log.entries, release)
    assert (entry.id != waiting.id, entry.at) == (True, press.clock.now())


def test_an_authors_notice_waits_for_approval(press: Press, author: Visitor) -> None:
    place, sent = notice(press, author)
    assert "Publicera nu" not in author.page
    assert author.post(place, sent).status == 303
    assert press.get(f"/{ROOM}/feed.json").json()["items"] == []
    release = press.store.reading(drafts.get, DraftRef(ROOM, place.rpartition("/")[2])).result()
    assert release.submitted_version == 1


def test_where_two_are_wanted_an_editors_own_notice_is_sent_on(
    press: Press, editor: Visitor
) -> None:
    press.write(settings.put, RoomSettings(ROOM, four_eyes=True))
    place, sent = notice(press, editor)
    answer = editor.post(place, sent)
    assert answer.status == 409
    assert "Skicka för godkännande" in answer.text
    assert editor.post(place, sent | {"do": "submit"}).status == 303


def test_a_notice_changed_since_it_was_looked_at_does_not_go_out(
    press: Press, editor: Visitor
) -> None:
    place, sent = notice(press, editor)
    release = place.rpartition("/")[2]
    press.write(
        desk_drafts.save, DraftRef(ROOM, release), builders.document("Ett annat"), Actor("olle"), 1
    )
    answer = editor.post(place, sent)
    assert answer.status == 409
    assert "Inget är publicerat" in answer.text
    assert "Ett annat" in answer.text


def test_a_notice_with_an_identity_number_does_not_go_out(press: Press, editor: Visitor) -> None:
    answer = editor.post(f"{HOME}/snabb", {"title": "Patienten 811218-9876", "key": new_id()})
    place = answer.header("location") or ""
    editor.get(place)
    assert "Publicera nu" not in editor.page
    assert editor.post(place, {"version": "1", "do": "publish"}).status == 409
    assert press.get(f"/{ROOM}/feed.json").json()["items"] == []


def test_an_ordinary_release_is_looked_at_as_readers_would_see_it(
    press: Press, editor: Visitor
) -> None:
    press.picture("bild1")
    content = builders.document(body="Det är **klart**.\n\n## Bakgrund\n\n- Bra, säger Maja Ek.")
    draft = press.write(desk_drafts.create, ROOM, replace(content, images=(builders.image(),)), WHO)
    page = editor.get(f"{HOME}/snabb/{draft.id}").text
    for shown in ("<strong>klart</strong>", "<h3>Bakgrund</h3>", '<p class="citat">– Bra, säger'):
        assert shown in page
    assert "**" not in page
    assert f'src="{HOME}/r/{draft.id}/fil/bild1.jpg"' in page


def options(page: str) -> list[tuple[str, bool]]:
    """Return the contacts that can be chosen, and which of them is chosen beforehand."""
    choices = re.findall(r'<option value="([^"]*)"( selected)?>', page)
    return [(value, bool(selected)) for value, selected in choices]


def test_nobody_is_chosen_to_answer_journalists_unless_there_is_but_one(
    press: Press, author: Visitor
) -> None:
    assert options(author.get(f"{HOME}/snabb").text) == [("", False)]
    press.write(contacts.put, ROOM, DirectoryEntry("jour", builders.contact()), WHO, new=True)
    assert options(author.get(f"{HOME}/snabb").text) == [("jour", False)]
    other = builders.contact(name="Henrik Almvide")
    press.write(contacts.put, ROOM, DirectoryEntry("trafik", other), WHO, new=True)
    offered = options(author.get(f"{HOME}/snabb").text)
    assert offered[0] == ("", False)
    assert {value for value, _ in offered} == {"", "jour", "trafik"}
    assert not any(selected for _, selected in offered)


def test_an_author_is_told_whom_to_ring(press: Press, author: Visitor) -> None:
    made = somebody(press, "olle@mellanlandet.example", Role.EDITOR)
    press.write(rename, made.id, "Olle Redaktör")
    place, sent = notice(press, author)
    answer = author.post(place, sent)
    assert answer.header("location") == place
    page = author.get(place).text
    assert "Ring en redaktör nu" in page
    assert re.search(r"<li>Olle Redaktör <span[^>]*>inget nummer</span></li>", page)
    assert f'<a href="tel:{builders.contact().phones[0]}">' in page
    press.write(rename, made.id, "Olle Redaktör", "+46702762061")
    assert '<a href="tel:+46702762061">070-276 20 61</a>' in author.get(place).text
    assert 'name="do"' not in page


def test_where_nobody_else_can_approve_that_is_said(press: Press, author: Visitor) -> None:
    place, _ = notice(press, author)
    assert "Ingen annan i pressrummet kan godkänna meddelandet." in author.get(place).text


def rename(tx: Tx, person_id: str, name: str, phone: str = "") -> None:
    people.replace(tx, replace(people.get(tx, person_id), name=name, phone=phone))


def test_whom_to_ring_is_said_at_the_first_step(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    """To whoever needs another: authors, and everybody where two are wanted."""
    made = somebody(press, "olle@mellanlandet.example", Role.EDITOR)
    press.write(rename, made.id, "Olle Redaktör", "+46702762061")
    assert "070-276 20 61" in author.get(f"{HOME}/snabb").text
    assert "Olle Redaktör" not in editor.get(f"{HOME}/snabb").text
    press.write(settings.put, RoomSettings(ROOM, four_eyes=True))
    page = editor.get(f"{HOME}/snabb").text
    assert "kräver två personer för varje publicering" in page
    assert "070-276 20 61" in page


def test_an_editor_who_needs_another_is_not_offered_to_publish(
    press: Press, editor: Visitor
) -> None:
    press.write(settings.put, RoomSettings(ROOM, four_eyes=True))
    notice(press, editor)
    assert 'value="publish"' not in editor.page
    assert 'value="submit"' in editor.page


def test_numbers_are_shown_to_those_who_work_there_alone(press: Press, author: Visitor) -> None:
    made = somebody(press, "olle@mellanlandet.example", Role.EDITOR)
    press.write(rename, made.id, "Olle Redaktör", "+46702762061")
    place, sent = notice(press, author)
    author.post(place, sent)
    public = [press.get(f"/{ROOM}/{below}").text for below in ("", "feed.atom", "feed.json")]
    assert not any("2762061" in text or "276 20 61" in text for text in public)
    stranger = Visitor(press)
    assert stranger.get(f"{HOME}/snabb").status == 303
    stranger.close()


def test_change_leads_back_to_the_three_fields_as_they_were_filled_in(
    press: Press, editor: Visitor
) -> None:
    place, sent = notice(press, editor)
    release = place.rpartition("/")[2]
    back = f"{HOME}/snabb?key={release}"
    assert f'href="{back}"' in editor.page
    page = editor.get(back).text
    assert "Akuten är stängd</textarea>" in page
    assert "Ring 112.</textarea>" in page
    assert ("jour", True) in options(page)
    fields = {name: editor.field(name) for name in ("key", "version")}
    assert fields == {"key": release, "version": "1"}
    answer = editor.post(f"{HOME}/snabb", URGENT | fields | {"title": "Akuten är öppen"})
    assert answer.header("location") == place
    # Exactly what was looked at goes out, not the text from before.
    assert editor.post(place, sent).status == 409
    assert editor.post(place, sent | {"version": "2"}).status == 303
    (item,) = press.get(f"/{ROOM}/feed.json").json()["items"]
    assert item["title"] == "Akuten är öppen"


def test_contacts_that_are_not_in_the_directory_stay(press: Press, editor: Visitor) -> None:
    guest = builders.contact(name="Gäst Gästsson")
    content = builders.document(body="", contacts=(guest,))
    draft = press.write(desk_drafts.create, ROOM, content, WHO)
    page = editor.get(f"{HOME}/snabb?key={draft.id}").text
    assert ("kept", True) in options(page)
    fields = {"key": draft.id, "version": "1", "title": "Ny", "lead": "Ny", "contact": "kept"}
    editor.post(f"{HOME}/snabb", fields)
    after = press.write(drafts.get, draft.ref).draft
    assert (after.title, after.contacts, after.topics) == ("Ny", (guest,), content.topics)


def test_what_another_changed_meanwhile_is_shown_and_not_overwritten(
    press: Press, editor: Visitor
) -> None:
    place, _ = notice(press, editor)
    ref = DraftRef(ROOM, place.rpartition("/")[2])
    editor.get(f"{HOME}/snabb?key={ref.release}")
    mine = URGENT | {"key": ref.release, "version": "1", "title": "Min rubrik"}
    press.write(desk_drafts.save, ref, builders.document("Olles rubrik", body=""), Actor("o"), 1)
    answer = editor.post(f"{HOME}/snabb", mine)
    assert answer.status == 409
    assert "Olles rubrik" in answer.text
    assert "Min rubrik</textarea>" in answer.text
    assert press.write(drafts.get, ref).draft.title == "Olles rubrik"
    assert editor.post(f"{HOME}/snabb", mine | {"version": "2"}).status == 303
    assert press.write(drafts.get, ref).draft.title == "Min rubrik"


def test_a_longer_release_is_changed_in_the_long_form(press: Press, editor: Visitor) -> None:
    draft = press.write(desk_drafts.create, ROOM, builders.document(body="Mer."), WHO)
    assert (
        f'class="button" href="{HOME}/r/{draft.id}"' in editor.get(f"{HOME}/snabb/{draft.id}").text
    )


def test_the_receipt_has_the_page_and_an_address_to_send_on(press: Press, editor: Visitor) -> None:
    place, sent = notice(press, editor)
    # Before it is out there is no receipt.
    assert editor.get(f"{place}/klart").header("location") == place
    editor.post(place, sent)
    page = editor.get(f"{place}/klart").text
    (item,) = press.get(f"/{ROOM}/feed.json").json()["items"]
    assert f'<input id="address" type="url" value="{item["url"]}" readonly>' in page
    assert f'<a class="button primary" href="{item["url"]}">Visa sidan</a>' in page
    assert re.search(r'<button type="button" data-copies="address"[^>]* hidden>Kopiera länk', page)


def test_placeholders_stop_a_notice_until_they_are_overridden(
    press: Press, editor: Visitor
) -> None:
    answer = editor.post(f"{HOME}/snabb", {"title": "Stopp på väg [XX]", "key": new_id()})
    place = answer.header("location") or ""
    page = editor.get(place).text
    assert "Något är inte ifyllt: [XX]" in page
    sent = {"version": "1", "do": "publish"}
    assert editor.post(place, sent).status == 409
    assert press.get(f"/{ROOM}/feed.json").json()["items"] == []
    assert editor.post(place, sent | {"unfilled": "1"}).status == 303
