"""Small inputs that take long to read: answered or refused soon, and nobody else waits for them."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest

from service.api.intake import PAGES, WORD
from tests.releases.intake import word
from tests.service.app_server import ROOM, HttpResponse, Press, Wire
from tests.service.processes import eventually
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import HOME, JSON, parse_answer, upload

SECONDS = 2.0
OTHERS_SECONDS = 0.1
INTAKE = f"/api/v1/newsrooms/{ROOM}/intake"
HEADED = "<h1>Nytt ridhus</h1><p>Regionen bygger.</p>"
PICTURED = HEADED + '<img alt="{}">'
TEXTS = {
    "figures that may be parted in many ways": f"Nytt ridhus\n\n{'1' * 80}x\n",
    "a name of many parts": f"Nytt ridhus\n\nKontakt\nBo {'A-Aa' * 40}1, 070-174 06 70\n",
}
PIECES = {
    "an alternative text of marks": PICTURED.format("*tel: " * 7_000),
    "an alternative text of brackets": PICTURED.format("\\[" * 100_000),
    "a style of comments": HEADED + f'<p style="{"<!--" * 30_000}">Text</p>',
    "brackets": HEADED + "<p>" + "\\[" * 100_000 + "</p>",
}
FILE = word.document(
    word.paragraph("Nytt ridhus", "Rubrik"),
    word.paragraph("Regionen bygger."),
    word.paragraph(word.picture(f"x{' ' * 15_000}y")),
)
ORDINARY = f"{HEADED}<p>Det öppnar till hösten.</p>"


def busy() -> float:
    """How many times longer than usual a machine takes that has more to do than cores."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


class Others:
    """Somebody else who reads the start page again and again, and how long they waited."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._over = threading.Event()
        self.waited: list[float] = []

    @contextmanager
    def reading(self) -> Iterator[None]:
        with ThreadPoolExecutor(1) as thread:
            going = thread.submit(self._read)
            eventually(lambda: self.waited)
            try:
                yield
            finally:
                self._over.set()
                going.result()

    def _read(self) -> None:
        wire = Wire(self._press.address)
        while not self._over.is_set() or len(self.waited) < 20:
            began = time.monotonic()
            assert wire.get("/health/live").status == 200
            self.waited.append(time.monotonic() - began)
        wire.close()


def longest(press: Press, send: Callable[[], HttpResponse]) -> tuple[HttpResponse, float, float]:
    """Return the answer, how long it took, and how long others waited at most meanwhile."""
    others = Others(press)
    with others.reading():
        began = time.monotonic()
        answer = send()
        took = time.monotonic() - began
    return answer, took, max(others.waited)


def sent(
    press: Press, usual: Callable[[], HttpResponse], hostile: Callable[[], HttpResponse]
) -> HttpResponse:
    """Send what is hostile, and see that neither it nor anybody else takes long."""
    assert usual().status == 200
    _, _, quiet = longest(press, usual)
    answer, took, waited = longest(press, hostile)
    assert answer.status in {200, 422}
    assert took < SECONDS * busy()
    assert waited < max(OTHERS_SECONDS * busy(), 2 * quiet)
    return answer


@pytest.mark.parametrize("what", PIECES)
def test_pasted_at_the_desk(press: Press, author: Visitor, what: str) -> None:
    page = f"{HOME}/inklistrat"
    usual = partial(author.post, page, {"html": ORDINARY}, headers=JSON)
    answer = sent(press, usual, partial(author.post, page, {"html": PIECES[what]}, headers=JSON))
    assert answer.status == 422 or parse_answer(answer)["whole"]["title"] == "Nytt ridhus"


@pytest.mark.parametrize("what", TEXTS)
def test_read_in_at_the_desk(press: Press, author: Visitor, what: str) -> None:
    page = f"{HOME}/nytt/inlasning"
    usual = partial(author.post, page, {"text": "Nytt ridhus\n\nRegionen bygger."})
    assert sent(press, usual, partial(author.post, page, {"text": TEXTS[what]})).status == 200


def test_a_file_at_the_desk(press: Press, author: Visitor) -> None:
    usual = partial(author.post, f"{HOME}/inklistrat", {"html": ORDINARY}, headers=JSON)
    answer = sent(press, usual, partial(upload, author, f"{HOME}/inklistrat", {}, FILE, "source"))
    assert parse_answer(answer)["whole"]["title"] == "Nytt ridhus"


BODIES = {
    **{what: (page.encode(), PAGES[0]) for what, page in PIECES.items()},
    **{what: (text.encode(), "text/plain") for what, text in TEXTS.items()},
    "a Word file": (FILE, WORD),
}


@pytest.mark.parametrize("what", BODIES)
def test_sent_to_the_api(press: Press, what: str) -> None:
    headers = {"Authorization": f"Bearer {press.token()}"}

    def post(body: bytes, kind: str) -> HttpResponse:
        return press.send("POST", INTAKE, headers | {"Content-Type": kind}, body)

    answer = sent(press, partial(post, ORDINARY.encode(), PAGES[0]), partial(post, *BODIES[what]))
    assert answer.status == 200
    assert answer.json()["records"][0]["title"] == "Nytt ridhus"
