"""Pictures and attachments by API: from a form to a public release, and only to whom it may."""

from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message

from releases.store.tokens import Scope
from service.api import forms
from service.media.uploads import PDF_MOST
from service.problems import Problem
from tests import builders
from tests import photographs as p
from tests.disks import files_of_at_most
from tests.service.app_server import BASE, ROOM, HttpResponse, Press

API = f"/api/v1/newsrooms/{ROOM}"
MEDIA = f"{API}/media"
OTHER = "region-annat"


@pytest.fixture
def token(press: Press) -> str:
    return press.token()


def send(
    press: Press, token: str, body: bytes, kind: str = p.FORM, path: str = MEDIA
) -> HttpResponse:
    headers = {"Content-Type": kind, "Authorization": f"Bearer {token}"}
    return press.send("POST", path, headers, body)


def stored(press: Press, token: str, file: bytes, **fields: str) -> dict[str, Any]:
    answer = send(press, token, p.form(file, **fields))
    assert answer.status == 201, answer.text
    media: dict[str, Any] = answer.json()
    return media


def faults(answer: HttpResponse) -> list[str]:
    assert answer.kind == "application/problem+json"
    return [fault["field"] for fault in answer.json().get("errors", [])]


def below(url: str) -> str:
    assert url.startswith(BASE)
    return url.removeprefix(BASE)


def published(press: Press, token: str, **document: Any) -> str:
    """Publish a document now; return the id of its release."""
    made = press.api("POST", f"{API}/releases", token, {"title": "Nytt"} | document).json()
    order = press.api("POST", f"{API}/releases/{made['id']}/entries", token, {"action": "publish"})
    assert order.status == 201, order.text
    return str(made["id"])


@pytest.mark.sqlite("a full disk of its own")
def test_a_picture_whose_row_finds_no_room_leaves_no_file(press: Press, token: str) -> None:
    sent = p.form(p.photograph(64, 48), alt="En buss")
    with files_of_at_most(10_000):
        assert send(press, token, sent).status == 503
    assert list(press.media_folder.iterdir()) == []
    assert send(press, token, sent).status == 201
    assert list(press.media_folder.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "filename*=utf-8''sj%C3%B6n%20i%20dimma.jpg",
        "FileName*=UTF-8'sv'\"%C3%A4lg.jpg\"",
        "filename*0*=utf-8''en%20; filename*1=v%C3%A5r.jpg",
        "filename* = iso-8859-1''%E5ker.jpg",
        "filename*=utf-8''b.jpg; filename=a.jpg",
    ],
)
def test_a_file_named_only_in_the_extended_way_is_taken(
    press: Press, token: str, name: str
) -> None:
    sent = p.form(p.photograph(64, 48), alt="Sjön i dimma")
    sent = sent.replace(b'filename="bild.jpg"', name.encode())
    assert name.encode() in sent
    assert send(press, token, sent).status == 201


def test_a_field_that_looks_like_a_name_is_a_field(press: Press, token: str) -> None:
    sent = p.form(p.photograph(64, 48), ("xfilename*", "x"), alt="Sjön")
    assert faults(send(press, token, sent)) == ["xfilename*"]


def test_a_picture_sent_in_is_on_the_page_of_its_release(press: Press, token: str) -> None:
    fields = {"alt": "En buss", "caption": "Linje 4.", "credit": "Olle Ek", "focal_x": "0.25"}
    answer = send(press, token, p.form(p.photograph(900, 600), focal_y="1", **fields))
    made = answer.json()
    assert answer.header("location") == f"{BASE}{MEDIA}/{made['id']}"
    assert made["image"] == {
        "media": made["id"],
        "alt": "En buss",
        "caption": "Linje 4.",
        "credit": "Olle Ek",
    }
    assert made["focus"] == [0.25, 1.0]
    assert [(file["type"], file["width"], file["height"]) for file in made["files"]] == [
        *(("image/jpeg", 900, 600), ("image/jpeg", 640, 427), ("image/jpeg", 320, 213)),
        *(("image/webp", 900, 600), ("image/webp", 640, 427), ("image/webp", 320, 213)),
    ]
    release = published(press, token, images=[made["image"]])
    page = press.get(f"/{ROOM}/{release}/nytt").text
    for file in made["files"]:
        assert file["url"] in page
        shown = press.get(below(file["url"]))
        assert (shown.status, shown.kind, len(shown.body)) == (200, file["type"], file["size"])


def test_an_attachment_is_offered_for_saving_under_its_name(press: Press, token: str) -> None:
    made = stored(press, token, p.PDF, title="Bilaga: Året på Öland")
    assert made["attachment"] == {"media": made["id"], "title": "Bilaga: Året på Öland"}
    release = published(press, token, attachments=[made["attachment"]])
    assert "Bilaga: Året på Öland</a> (PDF, 1\xa0kB)" in press.get(f"/{ROOM}/{release}/nytt").text
    shown = press.get(f"/media/{made['id']}.pdf")
    assert (shown.status, shown.kind, shown.body) == (200, "application/pdf", p.PDF)
    assert shown.header("content-disposition") == 'attachment; filename="bilaga-aret-pa-oland.pdf"'
    assert shown.header("x-content-type-options") == "nosniff"
    assert shown.header("content-security-policy") == "default-src 'none'; sandbox"


def test_what_is_stored_can_be_read_and_listed_latest_first(press: Press, token: str) -> None:
    first = stored(press, token, p.photograph(), alt="Första")
    press.clock.advance(builders.HOUR)
    second = stored(press, token, p.PDF, title="Andra")
    assert press.api("GET", f"{MEDIA}/{first['id']}", token).json() == first
    listed = press.api("GET", MEDIA, token).json()
    assert listed == {"media": [second, first], "next": None}


def test_a_long_list_goes_on_behind_its_cursor(press: Press, token: str) -> None:
    # Several in one instant: the cursor knows them apart.
    ids = [f"{a}{b}" for a in "abcdefgh" for b in "abcdefg"]
    for number, name in enumerate(ids):
        press.picture(name)
        press.clock.advance(builders.HOUR * (number % 2))
    page = press.api("GET", MEDIA, token).json()
    rest = press.api("GET", f"{MEDIA}?cursor={page['next']}", token).json()
    assert len(page["media"]) == 50
    assert [file["id"] for file in (*page["media"], *rest["media"])] == ids[::-1]
    assert rest["next"] is None


def test_the_desk_sees_every_file_before_anybody_else(press: Press, token: str) -> None:
    made = stored(press, token, p.photograph(900, 600), alt="En buss")
    for file in made["files"]:
        assert press.get(below(file["url"])).status == 404
        seen = press.api("GET", below(file["desk"]), token)
        assert (seen.kind, len(seen.body)) == (file["type"], file["size"])
        assert seen.header("cache-control") == "no-store"
    assert press.api("GET", f"{MEDIA}/{made['id']}/{made['id']}-99.jpg", token).status == 404


def test_files_answer_only_to_a_token_of_their_newsroom(press: Press, token: str) -> None:
    press.open(builders.newsroom(OTHER))
    made = stored(press, token, p.photograph(), alt="En buss")
    foreign = press.token(room=OTHER)
    for path in (f"{MEDIA}/{made['id']}", below(made["files"][0]["desk"])):
        assert press.api("GET", path).status == 401
        assert press.api("GET", path, foreign).status == 403
        assert press.api("GET", path.replace(ROOM, OTHER), foreign).status == 404
    assert press.api("GET", f"/api/v1/newsrooms/{OTHER}/media", foreign).json()["media"] == []


def test_sending_takes_the_scope_to_write(press: Press) -> None:
    body = p.form(p.photograph(), alt="En buss")
    assert send(press, "", body).status == 401
    assert send(press, press.token(Scope.READ), body).status == 403
    assert send(press, press.token(Scope.WRITE), body).status == 201


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (p.form(p.photograph()), ["alt"]),
        (p.form(p.PDF, alt="x"), ["title"]),
        (p.form(None, alt="x"), ["file"]),
        (p.form(None, ("file", "text"), alt="x"), ["file"]),
        (p.form(b"", alt="x"), ["file"]),
        (p.form(p.bomb(), alt="x"), ["file"]),
        (p.form(p.photograph(form="GIF"), alt="x", name="bild.jpg"), ["file"]),
        (p.form(b"<svg/>", alt="x", name="bild.png"), ["file"]),
        (p.form(p.photograph(), ("alt", "y"), alt="x"), ["alt"]),
        (p.form(p.photograph(), alt="x", colour="red"), ["colour"]),
        (p.form(p.photograph(), alt="x", focal_x="0.5"), ["focal_y"]),
        (p.form(p.photograph(), alt="x", focal_y="0.5"), ["focal_x"]),
        (p.form(p.photograph(), alt="x", focal_x="nan", focal_y="0.5"), ["focal_x"]),
        (p.form(p.photograph(), alt="x", focal_x="0.5", focal_y="1.5"), ["focal_y"]),
        (p.form(p.photograph(), alt="x", focal_x="left", focal_y="0"), ["focal_x"]),
        (p.form(p.photograph(), alt="x" * 1001), ["alt"]),
    ],
)
def test_a_form_that_cannot_be_taken_names_the_field(
    press: Press, token: str, body: bytes, fields: list[str]
) -> None:
    answer = send(press, token, body)
    assert (answer.status, faults(answer)) == (422, fields)
    assert list(press.media_folder.iterdir()) == []
    assert press.api("GET", MEDIA, token).json()["media"] == []


@pytest.mark.parametrize(
    ("status", "kind", "body"),
    [
        (415, "application/json", b"{}"),
        (415, "", b""),
        (400, "multipart/form-data", p.form(p.photograph(), alt="x")),
        (400, p.FORM, b"--grenen\r\n\r\nutan namn\r\n--grenen--\r\n"),
        (400, p.FORM, p.form(p.photograph(), alt="x" * 100_000)),
        (400, p.FORM, p.form(p.photograph(), *[("alt", "x")] * 12)),
        (422, p.FORM, b""),
    ],
)
def test_what_is_no_form_is_a_problem_too(
    press: Press, token: str, status: int, kind: str, body: bytes
) -> None:
    answer = send(press, token, body, kind)
    assert answer.status == status
    assert answer.kind == "application/problem+json"


def test_a_body_over_the_limit_is_refused_before_it_is_read(press: Press, token: str) -> None:
    headers = {"Content-Type": p.FORM, "Authorization": f"Bearer {token}"}
    refused = press.send("POST", MEDIA, headers | {"Content-Length": "51000001"})
    assert (refused.status, refused.kind) == (413, "application/problem+json")


async def test_a_body_that_does_not_say_how_long_it_is_is_cut_off_at_the_limit() -> None:
    received = 0

    async def receive() -> Message:
        nonlocal received
        body = bytes(1_000_000) if received else p.form(b"").removesuffix(b"\r\n--grenen--\r\n")
        received += len(body)
        return {"type": "http.request", "body": body, "more_body": True}

    headers = [(b"content-type", p.FORM.encode())]
    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    with pytest.raises(Problem) as caught:
        await forms.form(request, 1_000_000)
    assert caught.value.status == 413
    assert received <= PDF_MOST + 2_000_000


def test_a_document_may_only_name_what_its_newsroom_has(press: Press, token: str) -> None:
    press.open(builders.newsroom(OTHER))
    foreign = press.picture("grannbild", room=OTHER).id
    pdf = stored(press, token, p.PDF, title="Rapport")["id"]
    picture = stored(press, token, p.photograph(), alt="En buss")["id"]
    named = {
        "images": [{"media": name} for name in (picture, foreign, pdf, "finnsinte")],
        "attachments": [{"media": name, "title": "x"} for name in (pdf, picture, "finnsinte")],
    }
    made = press.api("POST", f"{API}/releases", token, {"title": "Nytt"} | named).json()
    path = f"{API}/releases/{made['id']}/entries"
    refused = press.api("POST", path, token, {"action": "publish"})
    assert (refused.status, faults(refused)) == (
        422,
        [
            *("images[1].media", "images[2].media", "images[3].media"),
            *("attachments[1].media", "attachments[2].media"),
        ],
    )
