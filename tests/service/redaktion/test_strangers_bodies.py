"""What comes without a session is small, and what is refused is not sent back."""

import random
from collections.abc import Mapping

import pytest

from service.media.uploads import MEGA
from service.redaktion.form_parsing import KEPT_MOST, STRANGERS_MOST
from service.redaktion.routes import DOORS
from tests.service.app_server import ROOM, HttpResponse, Press
from tests.service.redaktion.desk_client import SESSION, Visitor
from tests.service.redaktion.writing_forms import HOME, add_draft, open_form

URLENCODED = {
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
}
MULTIPART = URLENCODED | {"Content-Type": "multipart/form-data; boundary=x"}
HEAD = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n'
PATHS = sorted(
    f"/redaktion{door.path}".replace("{newsroom}", ROOM).replace("{", "").replace("}", "")
    for door in DOORS
    if "POST" in door.handlers
)


def sent(press: Press, path: str, headers: Mapping[str, str], body: bytes) -> HttpResponse:
    return press.send("POST", path, headers, body)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("headers", [URLENCODED, MULTIPART], ids=["urlencoded", "multipart"])
def test_what_a_stranger_sends_is_neither_read_whole_nor_sent_back(
    press: Press, path: str, headers: Mapping[str, str]
) -> None:
    text = b'"' * (3 * MEGA)
    body = b"body=" + text if headers is URLENCODED else HEAD + text + b"\r\n--x--\r\n"
    answer = sent(press, path, headers, body)
    assert answer.status in (303, 413)
    assert len(answer.body) < 5_000


@pytest.mark.parametrize("path", [f"{HOME}/nytt", "/redaktion/logga-in"])
def test_an_answer_to_a_stranger_is_hardly_longer_than_what_was_sent(
    press: Press, path: str
) -> None:
    """Quotation marks are five characters in HTML, control characters six in JSON."""
    for filling in (b'"', b"\x01", b"&", "å".encode()):
        text = filling * (600_000 // len(filling))
        for name in (b"title", b"email", b"next", b"kept"):
            body = HEAD.replace(b"body", name) + text + b"\r\n--x--\r\n"
            answer = sent(press, path, MULTIPART, body)
            assert answer.status in (403, 422, 429)
            assert len(answer.body) < 1.5 * len(body)


def test_a_long_text_of_an_ended_session_comes_through_signing_in(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    words = 'Rad två med åäö & "citat". ' * 12_000
    fields = open_form(author, release) | {"title": "Långt", "body": words}
    author.cookies.clear()
    assert author.post(f"{HOME}/r/{release.id}", fields).status == 403
    entry = {"email": f"author@{ROOM}.example", "kept": author.field("kept")}
    answer = author.post("/redaktion/logga-in", entry | {"password": "en lång mening att minnas"})
    assert (answer.status, SESSION in author.cookies) == (200, True)
    assert answer.text.count("Rad två med åäö &amp; ") == 12_000


def test_what_is_too_long_to_go_along_is_refused_in_words(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    noise = random.Random(1)  # noqa: S311 - nothing secret
    fields = open_form(author, release) | {
        "body": "".join(noise.choices("abcå", k=KEPT_MOST * 3 // 4))
    }
    author.cookies.clear()
    answer = author.post(f"{HOME}/r/{release.id}", fields)
    assert answer.status == 413
    assert "Logga in i en ny flik" in answer.text
    assert len(answer.body) < 5_000


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("POST", "releases", "application/json"),
        ("POST", "intake", "text/html"),
        ("POST", "media", "multipart/form-data; boundary=x"),
        ("PUT", "releases/aaaaaaaaaaaaaaaa", "application/json"),
    ],
)
def test_the_api_asks_who_it_is_before_it_reads(
    press: Press, method: str, path: str, kind: str
) -> None:
    """Nothing of the body is waited for: the answer comes while it is still owed."""
    wanted = {"Content-Type": kind, "Content-Length": str(30 * MEGA)}
    answer = press.send(method, f"/api/v1/newsrooms/{ROOM}/{path}", wanted)
    press.close()
    assert answer.status == 401


def test_a_stranger_may_send_as_much_as_a_text_takes(press: Press) -> None:
    body = b"email=a&password=b&kept=" + b"x" * (STRANGERS_MOST - 100)
    assert sent(press, "/redaktion/logga-in", URLENCODED, body).status == 422
