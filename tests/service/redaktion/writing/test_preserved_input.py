"""What is typed is never lost: it outlives sessions and comes back to be sent again."""

import pytest

from service.config import Settings
from service.media.uploads import PDF_MOST
from service.redaktion.form_parsing import body_most
from tests import photographs
from tests.disks import files_of_at_most
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import SESSION, Visitor
from tests.service.redaktion.writing_forms import (
    HOME,
    JSON,
    add_draft,
    current_draft,
    open_form,
    parse_answer,
    upload,
)

# Room for what a test says, and for no page of a database and no picture.
SMALL = 3_000


def test_a_form_of_an_ended_session_comes_back_after_signing_in(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"title": "Sent omsider", "body": "Rad ett\n\nRad två"}
    author.cookies.clear()
    answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 403
    kept, wanted = author.field("kept"), author.field("next")
    entry = {"email": f"author@{ROOM}.example", "kept": kept, "next": wanted}
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
    release = add_draft(press)
    sent = open_form(author, release) | {"title": "Gammalt formulär", "csrf": "gammal"}
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False)
    assert answer.status == 403
    assert 'value="Gammalt formulär"' in answer.text
    assert current_draft(press, release) == release
    answer = author.post(f"{HOME}/r/{release.id}", sent, csrf=False, headers=JSON)
    assert parse_answer(answer) == {"signed_out": True}


@pytest.mark.sqlite("a file has a disk that is full")
def test_what_finds_no_room_on_the_disk_comes_back_to_be_sent_again(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {
        "title": "Skriven på full disk",
        "body": "Rad ett\n\nRad två",
    }
    author.csrf()
    with files_of_at_most(SMALL):
        answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 503
    assert "Det gick inte att spara just nu" in answer.text
    assert 'value="Skriven på full disk"' in answer.text
    assert "\nRad ett\n\nRad två</textarea>" in answer.text
    assert f'action="{HOME}/r/{release.id}"' in answer.text
    assert current_draft(press, release) == release
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 303


@pytest.mark.sqlite("a file has a disk that is full")
def test_a_picture_that_finds_no_room_leaves_what_was_typed(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"title": "Behåll mig", "picture.alt": "En buss"}
    with files_of_at_most(SMALL):
        answer = upload(
            author,
            f"{HOME}/r/{release.id}",
            sent,
            photographs.with_metadata(),
            "picture",
        )
    assert (answer.status, answer.kind) == (503, "text/html; charset=utf-8")
    assert 'value="Behåll mig"' in answer.text
    assert list(press.media_folder.iterdir()) == []


@pytest.mark.sqlite("a file has a disk that is full")
def test_the_page_that_saves_by_itself_is_told_that_it_is_not_saved(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"title": "Igen"}
    with files_of_at_most(SMALL):
        assert author.post(f"{HOME}/r/{release.id}", sent, headers=JSON).status == 503
    assert current_draft(press, release) == release


def test_the_largest_attachment_arrives_with_the_form_around_it(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"picture.title": "Rapport", "body": "Text " * 20_000}
    file = b"%PDF-1.7" + b"x" * (PDF_MOST - 13) + b"%%EOF"
    assert len(file) == PDF_MOST
    assert upload(author, f"{HOME}/r/{release.id}", sent, file, "picture").status == 303
    assert [attachment.title for attachment in current_draft(press, release).draft.attachments] == [
        "Rapport"
    ]


@pytest.mark.parametrize("sent_by", ["author", "stranger"])
def test_what_is_too_large_is_refused_in_words_and_nothing_is_saved(
    press: Press, author: Visitor, sent_by: str
) -> None:
    release = add_draft(press)
    sent = open_form(author, release)
    if sent_by == "stranger":
        author.cookies[SESSION] = "ingen"
    file = b"%PDF-1.7" + b"x" * body_most(Settings())
    answer = upload(author, f"{HOME}/r/{release.id}", sent, file, "picture")
    assert (answer.status, answer.kind) == (413, "text/html; charset=utf-8")
    assert "du skickade är för stort" in answer.text
    assert current_draft(press, release) == release


@pytest.mark.parametrize(
    "body",
    [
        b"garbage",
        b"--rand\r\nContent-Disposition: form-data\r\n\r\nx\r\n--rand--\r\n",
        b'--rand\r\nContent-Disposition: form-data; name="body"\r\n\r\n'
        + b"x" * 2_100_000
        + b"\r\n--rand--\r\n",
    ],
)
def test_a_form_that_cannot_be_read_is_refused_in_words(author: Visitor, body: bytes) -> None:
    headers = {
        "Cookie": f"{SESSION}={author.cookies[SESSION]}",
        "Content-Type": "multipart/form-data; boundary=rand",
        "Sec-Fetch-Site": "same-origin",
    }
    answer = author._wire.send("POST", f"{HOME}/nytt", headers, body)
    assert (answer.status, answer.kind) == (400, "text/html; charset=utf-8")
    assert "Formuläret gick inte att läsa" in answer.text


@pytest.mark.parametrize("version", ["9" * 5_000, "-1", "½", "١٢", "7", ""])
def test_a_version_that_is_none_of_the_drafts_is_an_old_one(
    press: Press, author: Visitor, version: str
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"version": version, "title": "Ny"}
    assert author.post(f"{HOME}/r/{release.id}", sent).status < 500
    assert author.post(f"{HOME}/snabb/{release.id}", {"version": version}).status == 409
    submitted = author.post(f"{HOME}/r/{release.id}/granska/skicka", {"version": version})
    assert submitted.status == 409
