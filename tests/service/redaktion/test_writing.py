"""The writing page over HTTP: what is typed is saved, joined or asked about."""

import re

from msgspec.structs import replace

from releases import contacts, desk
from releases.directory import Entry
from releases.model import Document, new_id
from releases.store import audit, drafts
from tests import builders
from tests.service.redaktion.desking import Visitor
from tests.service.redaktion.writing import HOME, JSON, drafted, now, seen, told, typed
from tests.service.serving import ROOM, WHO, Press


def test_a_first_save_makes_a_draft_and_shows_it(press: Press, author: Visitor) -> None:
    author.get(f"{HOME}/nytt?mall=pressmeddelande")
    key = author.field("key")
    sent = typed(Document(title="Ny rubrik", body="- Bra, säger Maja Ek.")) | {"key": key}
    answer = author.post(f"{HOME}/nytt", sent)
    assert (answer.status, answer.header("location")) == (303, f"{HOME}/r/{key}")
    assert "– Bra, säger Maja Ek." in author.get(f"{HOME}/r/{key}").text


def test_a_first_save_sent_twice_makes_one_release(press: Press, author: Visitor) -> None:
    sent = typed(Document(title="Ny rubrik")) | {"key": new_id()}
    places = {author.post(f"{HOME}/nytt", sent).header("location") for _ in range(2)}
    assert places == {f"{HOME}/r/{sent['key']}"}
    assert len(press.store.reading(audit.deeds, ROOM, sent["key"]).result()) == 1


def test_the_id_of_another_newsrooms_release_is_not_taken(press: Press, author: Visitor) -> None:
    press.open(builders.newsroom("region-grannlandet"))
    theirs = press.write(desk.create, "region-grannlandet", builders.document("Deras"), WHO)
    answer = author.post(f"{HOME}/nytt", typed(Document(title="Min")) | {"key": theirs.id})
    assert answer.status == 404
    found = press.store.reading(drafts.get, "region-grannlandet", theirs.id).result()
    assert found.draft.title == "Deras"


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_goes(
    press: Press, author: Visitor
) -> None:
    release = drafted(press)
    sent = seen(author, release) | {
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
    assert "Klockan ställs om då" in author.page
    sent |= {"event.starts": ""}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 422
    assert "Skriv en rubrik" in author.page
    assert "Skriv en e-postadress" in author.page
    assert "https://" in author.page
    assert author.field("version") == "1"
    assert now(press, release) == release


def test_changes_to_different_fields_are_joined(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = drafted(press)
    mine, theirs = seen(author, release), seen(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"title": "Deras rubrik"})
    answer = author.post(f"{HOME}/r/{release.id}", mine | {"lead": "Min ingress."})
    assert answer.status == 303
    draft = now(press, release).draft
    assert (draft.title, draft.lead) == ("Deras rubrik", "Min ingress.")
    assert "båda ändringarna är med" in author.get(answer.header("location") or "").text


def test_changes_to_one_field_are_shown_side_by_side_and_nothing_is_saved(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = drafted(press)
    mine, theirs = seen(author, release), seen(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"title": "Nya tåg till sjukhuset"})
    answer = author.post(f"{HOME}/r/{release.id}", mine | {"title": "Nya färjor till sjukhuset"})
    assert answer.status == 409
    assert "<del>tåg</del>" in answer.text
    assert "<ins>färjor</ins>" in answer.text
    assert now(press, release).draft.title == "Nya tåg till sjukhuset"
    assert ">\nNya färjor till sjukhuset</textarea>" in author.page
    settled = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', author.page)
    ) | typed(replace(release.draft, title="Nya färjor till sjukhuset"))
    author.post(f"{HOME}/r/{release.id}", settled | {"take.title": "mine"})
    assert now(press, release).draft.title == "Nya färjor till sjukhuset"


def test_the_saved_text_can_be_taken_over_ones_own(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = drafted(press)
    mine, theirs = seen(author, release), seen(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"title": "Deras"})
    sent = mine | {"title": "Min", "lead": "Min ingress.", "take.title": "theirs"}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 303
    draft = now(press, release).draft
    assert (draft.title, draft.lead) == ("Deras", "Min ingress.")


def test_the_page_saves_by_itself_and_is_told_the_version(press: Press, author: Visitor) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"lead": "Ny ingress."}
    answer = author.post(f"{HOME}/r/{release.id}", sent, headers=JSON)
    assert (answer.status, told(answer)["version"], told(answer)["at"]) == (200, 2, "07.23")
    # Nothing new is nothing to save.
    answer = author.post(f"{HOME}/r/{release.id}", sent | {"version": "2"}, headers=JSON)
    assert told(answer)["version"] == 2


def test_the_page_is_told_which_field_clashes(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = drafted(press)
    mine, theirs = seen(author, release), seen(editor, release)
    editor.post(f"{HOME}/r/{release.id}", theirs | {"body": "Deras text."})
    answer = author.post(f"{HOME}/r/{release.id}", mine | {"body": "Min text."}, headers=JSON)
    assert (answer.status, told(answer)["fields"]) == (409, ["Text"])


def test_looking_and_saving_nothing_leaves_what_waits_for_approval(
    press: Press, author: Visitor
) -> None:
    release = drafted(press, contacts=())
    press.write(desk.submit, ROOM, release.id, WHO, 1)
    author.post(f"{HOME}/r/{release.id}", seen(author, release))
    assert now(press, release).submitted_version == 1


def test_contacts_are_picked_from_the_directory(press: Press, author: Visitor) -> None:
    press.write(contacts.put, ROOM, Entry("jour", builders.contact()), WHO, new=True)
    release = drafted(press, contacts=())
    author.post(f"{HOME}/r/{release.id}", seen(author, release) | {"contact.pick": "jour"})
    assert now(press, release).draft.contacts == (builders.contact(),)


def test_a_contact_ticked_is_saved_by_the_page_itself_and_once(
    press: Press, author: Visitor
) -> None:
    press.write(contacts.put, ROOM, Entry("jour", builders.contact()), WHO, new=True)
    release = drafted(press, contacts=())
    sent = seen(author, release) | {"contact.pick": "jour"}
    for version in ("1", "2"):
        # The tick stays on the page as it is, and is sent with every saving.
        answer = author.post(f"{HOME}/r/{release.id}", sent | {"version": version}, headers=JSON)
        assert (answer.status, told(answer)["version"]) == (200, 2)
    assert now(press, release).draft.contacts == (builders.contact(),)
    looked = author.post(f"{HOME}/kontroll", sent, headers=JSON)
    assert "no-contact" not in {each["code"] for each in told(looked)["cautions"]}


def test_a_copy_is_a_draft_of_its_own(press: Press, author: Visitor) -> None:
    release = drafted(press)
    place = author.post(f"{HOME}/r/{release.id}/kopiera").header("location") or ""
    copied = press.store.reading(drafts.get, ROOM, place.rpartition("/")[2]).result()
    assert copied.id != release.id
    assert copied.draft == release.draft


def test_a_translation_names_what_it_translates(press: Press, author: Visitor) -> None:
    release = drafted(press)
    answer = author.post(f"{HOME}/r/{release.id}/oversatt", {"language": "fi"})
    place = answer.header("location") or ""
    made = press.store.reading(drafts.get, ROOM, place.rpartition("/")[2]).result().draft
    assert (made.language, made.translations) == ("fi", (release.id,))


def test_a_page_nobody_has_written_in_lacks_nothing_yet(author: Visitor) -> None:
    author.get(f"{HOME}/nytt?mall=pressmeddelande")
    assert "saknas" not in author.page
    looked = author.post(f"{HOME}/kontroll", typed(Document(title="", body="Text.")), headers=JSON)
    said = {each["message"] for each in told(looked)["cautions"]}
    assert {"Rubriken saknas.", "Ingressen saknas."} <= said
    assert not any("hittades" in each or "inledande" in each for each in said)


def test_ones_own_other_tab_is_not_called_somebody_else(press: Press, author: Visitor) -> None:
    release = drafted(press)
    mine = seen(author, release)
    author.post(f"{HOME}/r/{release.id}", mine | {"title": "I den ena fliken"})
    sent = mine | {"title": "I den andra fliken"}
    answer = author.post(f"{HOME}/r/{release.id}", sent, headers=JSON)
    assert (answer.status, told(answer)["own"]) == (409, True)
    page = author.post(f"{HOME}/r/{release.id}", sent).text
    assert "Du har ändrat samma sak i en annan flik" in page
    assert 'role="status">Inte sparat än<' in page


def test_a_host_alone_becomes_a_whole_address(press: Press, author: Visitor) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"link.title": "Läs", "link.url": "www.region.example/om"}
    author.post(f"{HOME}/r/{release.id}", sent)
    (link,) = now(press, release).draft.links
    assert link.url == "https://www.region.example/om"
