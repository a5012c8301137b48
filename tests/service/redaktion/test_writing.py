"""The writing page over HTTP: what is typed is saved, joined or given back, never lost."""

import re
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from releases import contacts, desk
from releases.directory import Entry
from releases.model import Document, Image, Release, new_id
from releases.store import audit, drafts
from service.redaktion.writing import fields
from tests import builders, photographs
from tests.releases.intake import word
from tests.service.redaktion.desking import SESSION, Visitor
from tests.service.serving import ROOM, WHO, Answer, Press

HOME = f"/redaktion/{ROOM}"
JSON = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}


def drafted(press: Press, **changes: Any) -> Release:
    made: Release = press.write(desk.create, ROOM, builders.document(**changes), WHO)
    return made


def now(press: Press, release: Release) -> Release:
    found: Release = press.store.reading(drafts.get, ROOM, release.id).result()
    return found


def seen(visitor: Visitor, release: Release) -> dict[str, str]:
    """Open the writing page and return its hidden fields with those of the draft."""
    visitor.get(f"{HOME}/r/{release.id}")
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', visitor.page)
    return dict(hidden) | typed(release.draft)


def typed(document: Document) -> dict[str, str]:
    """Return the fields of a document; rows of one at most."""
    return dict(fields.shown(document).fields)


def told(answer: Answer) -> Any:
    return msgspec.json.decode(answer.body)


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
    assert 'value="Nya färjor till sjukhuset"' in author.page
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


def test_a_form_of_an_ended_session_comes_back_after_signing_in(
    press: Press, author: Visitor
) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"title": "Sent omsider", "body": "Rad ett\n\nRad två"}
    author.cookies.clear()
    answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 403
    kept, till = author.field("kept"), author.field("till")
    entry = {"email": f"author@{ROOM}.example", "kept": kept, "till": till}
    answer = author.post("/redaktion/logga-in", entry | {"password": "en lång mening att minnas"})
    assert answer.status == 200
    assert SESSION in author.cookies
    assert 'value="Sent omsider"' in answer.text
    assert "\nRad ett\n\nRad två</textarea>" in answer.text
    assert f'action="{HOME}/r/{release.id}"' in answer.text


@pytest.mark.parametrize("kept", ["", "{}", '{"path":"//a.example/","fields":[]}', "x" * 99])
def test_signing_in_gives_back_nothing_that_does_not_lead_to_the_desk(
    press: Press, author: Visitor, kept: str
) -> None:
    author.cookies.clear()
    sent = {
        "email": f"author@{ROOM}.example",
        "password": "en lång mening att minnas",
        "kept": kept,
    }
    assert author.post("/redaktion/logga-in", sent).status == 303


def test_a_form_of_an_earlier_session_is_given_back_to_be_sent_again(
    press: Press, author: Visitor
) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"title": "Gammalt formulär", "csrf": "gammal"}
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False)
    assert answer.status == 403
    assert 'value="Gammalt formulär"' in answer.text
    assert now(press, release) == release
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False, headers=JSON)
    assert told(answer) == {"signed_out": True}


def test_contacts_are_picked_from_the_directory(press: Press, author: Visitor) -> None:
    press.write(contacts.put, ROOM, Entry("jour", builders.contact()), WHO, new=True)
    release = drafted(press, contacts=())
    author.post(f"{HOME}/r/{release.id}", seen(author, release) | {"contact.pick": "jour"})
    assert now(press, release).draft.contacts == (builders.contact(),)


def uploaded(visitor: Visitor, path: str, sent: dict[str, str], file: bytes, name: str) -> Answer:
    """Send the form as a browser does with a file."""
    boundary = "rand"
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in ({"csrf": visitor.csrf()} | sent).items()
        if key != "csrf" or value
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="a"\r\n\r\n'
    body = b"".join([*parts, head.encode(), file, f"\r\n--{boundary}--\r\n".encode()])
    kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    cookies = {"Cookie": f"{SESSION}={visitor.cookies[SESSION]}", "Sec-Fetch-Site": "same-origin"}
    return visitor._keep(visitor._wire.send("POST", path, kind | cookies, body))


def test_a_picture_is_sent_with_its_words_and_shown_at_the_desk_alone(
    press: Press, author: Visitor, stranger: Visitor
) -> None:
    release = drafted(press)
    sent = seen(author, release) | {
        "picture.alt": "En buss",
        "picture.credit": "Olle Ek",
    }
    sent.pop("csrf")
    answer = uploaded(author, f"{HOME}/r/{release.id}", sent, photographs.telling(), "picture")
    assert answer.status == 303
    (image,) = now(press, release).draft.images
    assert image == Image(image.media, "En buss", "", "Olle Ek")
    author.get(f"{HOME}/r/{release.id}")
    found = re.search(r'src="[^"]*(/redaktion/[^"]+/media/[^"]+)"', author.page)
    assert found
    assert author.get(found[1]).kind == "image/jpeg"
    assert stranger.get(found[1]).status == 303
    assert press.get(f"/media/{image.media}.jpg").status == 404
    assert f'src="{HOME}/r/{release.id}/som/sida"' in author.get(
        f"{HOME}/r/{release.id}/forhandsgranska"
    ).text
    page = author.get(f"{HOME}/r/{release.id}/som/sida").text
    assert f"{HOME}/r/{release.id}/fil/{image.media}.jpg" in page


def test_the_point_and_the_words_of_a_picture_are_changed_where_it_stands(
    press: Press, author: Visitor
) -> None:
    press.picture("bild1", alt="Arkivets buss", credit="Arkivet", focus=(0.2, 0.3))
    release = drafted(press, images=(builders.image("bild1", credit=""),))
    sent = seen(author, release)
    assert "20 % från vänster, 30 % uppifrån" in author.page
    assert "Tomt: det som skrevs när bilden laddades upp, ”Arkivet”." in author.page
    assert "Arkivets buss" not in author.page
    moved = {"image.focus_x": "85", "image.focus_y": "7", "image.caption": "Linje 4."}
    assert author.post(f"{HOME}/r/{release.id}", sent | moved).status == 303
    (image,) = now(press, release).draft.images
    assert image == replace(release.draft.images[0], caption="Linje 4.", focus=(0.85, 0.07))


def test_half_a_point_is_asked_about_and_what_was_typed_is_still_there(
    press: Press, author: Visitor
) -> None:
    press.picture("bild1")
    release = drafted(press, images=(builders.image("bild1"),))
    sent = seen(author, release) | {"image.focus_x": "85", "title": "Behåll mig"}
    answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 422
    assert '<a href="#images[0].focus">Skriv båda talen' in answer.text
    assert 'value="85"' in answer.text
    assert 'value="Behåll mig"' in answer.text
    assert now(press, release).draft == release.draft


def test_a_picture_without_alternative_text_is_asked_about(press: Press, author: Visitor) -> None:
    release = drafted(press)
    sent = seen(author, release) | {"title": "Behåll mig"}
    sent.pop("csrf")
    answer = uploaded(author, f"{HOME}/r/{release.id}", sent, photographs.telling(), "picture")
    assert answer.status == 422
    assert "Berätta vad bilden föreställer" in answer.text
    assert 'value="Behåll mig"' in answer.text


def test_a_pasted_text_fills_the_fields_and_saves_nothing(press: Press, author: Visitor) -> None:
    text = (
        "Ny vårdcentral öppnar i Kallmyra\n\nDen 3 maj öppnar en ny vårdcentral i Kallmyra.\n\n"
        "- Det blir bra för alla, säger Maja Ek, regionråd.\n\n"
        "Kontakt:\nMaja Ek, regionråd, 070-174 06 05"
    )
    answer = author.post(f"{HOME}/nytt/inlasning", {"text": text})
    assert answer.status == 200
    assert 'value="Ny vårdcentral öppnar i Kallmyra"' in answer.text
    assert "– Det blir bra för alla, säger Maja Ek, regionråd." in answer.text
    assert 'value="070-174 06 05"' in answer.text
    assert f'action="{HOME}/nytt"' in answer.text


def test_a_word_file_is_read_in(author: Visitor) -> None:
    file = word.document(
        word.paragraph("Ny buss till sjukhuset", "Rubrik"),
        word.paragraph("Från hösten går bussen var tionde minut hela dygnet."),
        word.paragraph("Det blir bra, säger Maja Ek.", "Citat"),
    )
    answer = uploaded(author, f"{HOME}/nytt/inlasning", {}, file, "source")
    assert answer.status == 200
    assert 'value="Ny buss till sjukhuset"' in answer.text
    assert "– Det blir bra, säger Maja Ek." in answer.text


def test_nothing_to_read_is_said(author: Visitor) -> None:
    answer = author.post(f"{HOME}/nytt/inlasning", {"text": "  "})
    assert answer.status == 422
    assert "Det gick inte att läsa något" in answer.text


def test_the_page_asks_what_to_look_at(press: Press, author: Visitor) -> None:
    sent = typed(builders.document(body="Text [namn]"))
    answer = author.post(f"{HOME}/kontroll", sent, headers=JSON)
    assert "placeholder" in {each["code"] for each in told(answer)["cautions"]}


def test_a_pasted_page_comes_back_as_markdown_and_as_fields(author: Visitor) -> None:
    html = "<h1>Ny buss</h1><p>Den går <b>snart</b>.</p><ul><li>Ett</li><li>Två</li></ul>"
    answer = author.post(f"{HOME}/inklistrat", {"html": html}, headers=JSON)
    assert told(answer)["markdown"] == "## Ny buss\n\nDen går **snart**.\n\n* Ett\n* Två"
    assert told(answer)["whole"]["title"] == "Ny buss"


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
