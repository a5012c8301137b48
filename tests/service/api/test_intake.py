"""The API reads what a communicator has into records, and stores nothing of it."""

from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from releases.store.tokens import Scope
from service.api.intake import MOST_BYTES, WORD
from tests.releases.intake import word
from tests.service.app_server import ROOM, HttpResponse, Press, Wire

PATH = f"/api/v1/newsrooms/{ROOM}/intake"
RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
TITLE = "Nytt ridhus i Mellanby"
LEAD = "Ridhuset öppnar i höst, och hundra barn står i kö för att få börja rida."
TEXT = f"{TITLE}\nPressmeddelande 2024-05-06 08:00\n\n{LEAD}\n\nKontakt\nBo Ek, 070-174 06 70\n"
PAGE = f"<h1>{TITLE}</h1><p>{LEAD}</p><p>Se <a href='/ritning'>ritningen</a> över ridhuset.</p>"
DOCX = word.document(word.paragraph(TITLE, "Rubrik"), word.paragraph(LEAD))


@pytest.fixture
def token(press: Press) -> str:
    return press.token()


def post(press: Wire, token: str, body: bytes, kind: str, query: str = "") -> HttpResponse:
    headers = {"authorization": f"Bearer {token}", "content-type": kind}
    return press.send("POST", PATH + query, headers, body)


SOURCES = {
    "text": (TEXT.encode(), "text/plain"),
    "a text of an old code page": (TEXT.encode("cp1252"), "text/plain; charset=windows-1252"),
    "a page": (PAGE.encode(), "text/html"),
    "a Word document": (DOCX, WORD),
    "a text as JSON": (msgspec.json.encode({"text": TEXT}), "application/json"),
    "a page as JSON": (msgspec.json.encode({"html": PAGE}), "application/json"),
}


@pytest.mark.parametrize("source", SOURCES)
def test_a_source_of_any_kind_gives_record_and_document(
    press: Press, token: str, source: str
) -> None:
    answer = post(press, token, *SOURCES[source])
    assert answer.status == 200
    (record,) = answer.json()["records"]
    assert (record["title"], record["lead"]) == (TITLE, LEAD)
    assert (record["document"]["title"], record["document"]["lead"]) == (TITLE, LEAD)
    assert "warnings" in record
    assert "dropped" in record


def test_nothing_is_stored_and_the_document_makes_a_draft(press: Press, token: str) -> None:
    record = post(press, token, *SOURCES["text"]).json()["records"][0]
    assert press.api("GET", RELEASES, token).json()["releases"] == []
    assert press.api("POST", RELEASES, token, record["document"]).status == 201


def test_links_of_a_page_are_made_whole_by_its_address(press: Press, token: str) -> None:
    address = "https://www.mellanby.example/nyheter/1"
    (record,) = post(press, token, PAGE.encode(), "text/html", f"?url={address}").json()["records"]
    assert "(https://www.mellanby.example/ritning)" in record["body"]


def test_a_token_that_only_reads_is_refused(press: Press) -> None:
    assert post(press, press.token(scope=Scope.READ), *SOURCES["text"]).status == 403


REFUSED = {
    "no known kind": (b"x", "application/pdf", 415),
    "both text and page": (b'{"text": "a", "html": "b"}', "application/json", 422),
    "neither": (b"{}", "application/json", 422),
    "an unknown field": (b'{"texts": "a"}', "application/json", 422),
    "no JSON": (b"{", "application/json", 400),
    "no text": (b"\x89PNG\0\0", "text/plain", 422),
    "a broken document": (b"PK\3\4 broken", WORD, 422),
    "deep nesting": (b"<div>" * 100_000, "text/html", 422),
    "too long a text": (b"a " * 500_001, "text/plain", 422),
    "too much": (b"a" * (MOST_BYTES + 1), "text/plain", 413),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_cannot_be_read_is_a_problem_that_says_so(
    press: Press, token: str, reason: str
) -> None:
    body, kind, status = REFUSED[reason]
    answer = post(press, token, body, kind)
    assert (answer.status, answer.kind) == (status, "application/problem+json")
    assert answer.json()["detail"]


def test_an_empty_text_holds_no_release(press: Press, token: str) -> None:
    assert post(press, token, b" \n", "text/plain").json() == {"records": []}


def test_a_heavy_page_keeps_nobody_else_waiting(press: Press, token: str) -> None:
    heavy = b"<h1>x</h1>" + b"<p>Ett stycke som \xc3\xa4r kort.</p>" * 8_000
    beside = Wire(press.address)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(post, beside, token, heavy, "text/html")
        answered = 0
        while not reading.done():
            assert press.get("/health/live").status == 200
            answered += 1
    beside.close()
    assert reading.result().status == 200
    # A loop that stood still would have answered what came before and what came after.
    assert answered > 5
