"""The writing page over HTTP: what is typed is saved, joined or asked about."""

import re

from msgspec.structs import replace

from releases.desk import contacts
from releases.desk import drafts as desk_drafts
from releases.model import Document, DraftRef, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.store import audit, drafts
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import (
    HOME,
    JSON,
    add_draft,
    current_draft,
    form_fields,
    open_form,
    parse_answer,
)


def test_a_first_save_makes_a_draft_and_shows_it(press: Press, author: Visitor) -> None:
    author.get(f"{HOME}/nytt?template=pressmeddelande")
    key = author.field("key")
    sent = form_fields(Document(title="Ny rubrik", body="- Bra, säger Maja Ek.")) | {"key": key}
    answer = author.post(f"{HOME}/nytt", sent)
    assert (answer.status, answer.header("location")) == (303, f"{HOME}/r/{key}")
    assert "– Bra, säger Maja Ek." in author.get(f"{HOME}/r/{key}").text


def test_a_first_save_sent_twice_makes_one_release(press: Press, author: Visitor) -> None:
    sent = form_fields(Document(title="Ny rubrik")) | {"key": new_id()}
    places = {author.post(f"{HOME}/nytt", sent).header("location") for _ in range(2)}
    assert places == {f"{HOME}/r/{sent['key']}"}
    assert len(press.store.reading(audit.list_entries, DraftRef(ROOM, sent["key"])).result()) == 1


def test_the_id_of_another_newsrooms_release_is_not_taken(press: Press, author: Visitor) -> None:
    press.open(builders.newsroom("region-grannlandet"))
    theirs = press.write(desk_drafts.create, "region-grannlandet", builders.document("Deras"), WHO)
    answer = author.post(f"{HOME}/nytt", form_fields(Document(title="Min")) | {"key": theirs.id})
    assert answer.status == 404
    release = press.store.reading(drafts.get, theirs.ref).result()
    assert release.draft.title == "Deras"


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_goes(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {
        "title": "",
        "lead": "Min <nya> ingress",
        "contact.emails": "ingen adress",
        "link.title": "Länk",
        "link.url": "ftp://a",
        "event.starts": "2026-10-25T02:30",
    }
    answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 422
    for text in ("Min &lt;nya&gt; ingress", "ingen adress", "ftp://a", "2026-10-25T02:30"):
        assert text in author.page
    assert "finns två gånger den natten" in author.page
    sent |= {"event.starts": ""}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 422
    assert "Skriv en rubrik" in author.page
    assert "är ingen e-postadress" in author.page
    assert "https://" in author.page
    assert author.field("version") == "1"
    assert current_draft(press, release) == release


def test_changes_to_different_fields_are_joined(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press)
    mine, theirs = open_form(author, release), open_form(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"title": "Deras rubrik"})
    answer = author.post(f"{HOME}/r/{release.id}", mine | {"lead": "Min ingress."})
    assert answer.status == 303
    draft = current_draft(press, release).draft
    assert (draft.title, draft.lead) == ("Deras rubrik", "Min ingress.")
    assert "Båda ändringarna är med" in author.get(answer.header("location") or "").text


def test_changes_to_one_field_are_shown_side_by_side_and_nothing_is_saved(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press)
    mine, theirs = open_form(author, release), open_form(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"title": "Nya tåg till sjukhuset"})
    answer = author.post(f"{HOME}/r/{release.id}", mine | {"title": "Nya färjor till sjukhuset"})
    assert answer.status == 409
    assert "<del>tåg</del>" in answer.text
    assert "<ins>färjor</ins>" in answer.text
    assert current_draft(press, release).draft.title == "Nya tåg till sjukhuset"
    assert ">\nNya färjor till sjukhuset</textarea>" in author.page
    settled = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', author.page)
    ) | form_fields(replace(release.draft, title="Nya färjor till sjukhuset"))
    author.post(f"{HOME}/r/{release.id}", settled | {"take.title": "mine"})
    assert current_draft(press, release).draft.title == "Nya färjor till sjukhuset"


def test_the_saved_text_can_be_taken_over_ones_own(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press)
    mine, theirs = open_form(author, release), open_form(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"title": "Deras"})
    sent = mine | {"title": "Min", "lead": "Min ingress.", "take.title": "theirs"}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 303
    draft = current_draft(press, release).draft
    assert (draft.title, draft.lead) == ("Deras", "Min ingress.")


def test_the_page_saves_by_itself_and_is_told_the_version(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"lead": "Ny ingress."}
    answer = author.post(f"{HOME}/r/{release.id}", sent, headers=JSON)
    assert (answer.status, parse_answer(answer)["version"], parse_answer(answer)["at"]) == (
        200,
        2,
        "07.23",
    )
    # Nothing new is nothing to save.
    answer = author.post(f"{HOME}/r/{release.id}", sent | {"version": "2"}, headers=JSON)
    assert parse_answer(answer)["version"] == 2


def test_the_page_is_told_which_field_clashes(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press)
    mine, theirs = open_form(author, release), open_form(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"body": "Deras text."})
    answer = author.post(f"{HOME}/r/{release.id}", mine | {"body": "Min text."}, headers=JSON)
    assert (answer.status, parse_answer(answer)["fields"]) == (409, ["Text"])


def test_looking_and_saving_nothing_leaves_what_waits_for_approval(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press, contacts=())
    press.write(desk_drafts.mark_submitted, release.ref, WHO, 1)
    author.post(f"{HOME}/r/{release.id}", open_form(author, release))
    assert current_draft(press, release).submitted_version == 1


def test_contacts_are_picked_from_the_directory(press: Press, author: Visitor) -> None:
    press.write(contacts.put, ROOM, DirectoryEntry("jour", builders.contact()), WHO, new=True)
    release = add_draft(press, contacts=())
    author.post(f"{HOME}/r/{release.id}", open_form(author, release) | {"contact.pick": "jour"})
    assert current_draft(press, release).draft.contacts == (builders.contact(),)


def test_a_contact_ticked_is_saved_by_the_page_itself_and_once(
    press: Press, author: Visitor
) -> None:
    press.write(contacts.put, ROOM, DirectoryEntry("jour", builders.contact()), WHO, new=True)
    release = add_draft(press, contacts=())
    sent = open_form(author, release) | {"contact.pick": "jour"}
    for version in ("1", "2"):
        # The tick stays on the page as it is, and is sent with every saving.
        answer = author.post(f"{HOME}/r/{release.id}", sent | {"version": version}, headers=JSON)
        assert (answer.status, parse_answer(answer)["version"]) == (200, 2)
    assert current_draft(press, release).draft.contacts == (builders.contact(),)
    looked = author.post(f"{HOME}/kontroll", sent, headers=JSON)
    assert "no-contact" not in {caution["code"] for caution in parse_answer(looked)["cautions"]}


def test_a_copy_is_a_draft_of_its_own(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    place = author.post(f"{HOME}/r/{release.id}/kopiera").header("location") or ""
    copied = press.store.reading(drafts.get, DraftRef(ROOM, place.rpartition("/")[2])).result()
    assert copied.id != release.id
    assert copied.draft == release.draft


def test_a_translation_names_what_it_translates(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    answer = author.post(f"{HOME}/r/{release.id}/oversatt", {"language": "fi"})
    place = answer.header("location") or ""
    made = press.store.reading(drafts.get, DraftRef(ROOM, place.rpartition("/")[2])).result().draft
    assert (made.language, made.translations) == ("fi", (release.id,))


def test_a_page_nobody_has_written_in_lacks_nothing_yet(author: Visitor) -> None:
    author.get(f"{HOME}/nytt?template=pressmeddelande")
    assert "saknas" not in author.page
    looked = author.post(
        f"{HOME}/kontroll", form_fields(Document(title="", body="Text.")), headers=JSON
    )
    said = {caution["message"] for caution in parse_answer(looked)["cautions"]}
    assert {"Rubriken saknas.", "Ingressen saknas."} <= said
    assert not any("hittades" in caution or "inledande" in caution for caution in said)


def test_ones_own_other_tab_is_not_called_somebody_else(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    mine = open_form(author, release)
    author.post(f"{HOME}/r/{release.id}", mine | {"title": "I den ena fliken"})
    sent = mine | {"title": "I den andra fliken"}
    answer = author.post(f"{HOME}/r/{release.id}", sent, headers=JSON)
    assert (answer.status, parse_answer(answer)["own"]) == (409, True)
    page = author.post(f"{HOME}/r/{release.id}", sent).text
    assert "Du har ändrat samma sak i en annan flik" in page
    assert 'role="status">Inte sparat ännu<' in page


def test_a_host_alone_becomes_a_whole_address(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"link.title": "Läs", "link.url": "www.region.example/om"}
    author.post(f"{HOME}/r/{release.id}", sent)
    (link,) = current_draft(press, release).draft.links
    assert link.url == "https://www.region.example/om"
