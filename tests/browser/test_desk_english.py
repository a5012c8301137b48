"""Every page of the desk speaks English to who wants it, whatever it is that it shows."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html
from playwright.sync_api import Page

from releases.rules.roles import Role
from tests.browser.desk import run_desk
from tests.browser.rounds import Stop, round_of
from tests.service.redaktion.test_language import ENGLISH

READ = ("alt", "aria-label", "placeholder", "title")
# What Swedish leaves in an English sentence: a date, or the unbroken part of a sentence of ours.
DATE = re.compile(r"\b(?:kl\. \d|januari|februari|mars|april|maj|juni|juli|augusti|oktober)\b")
LONG = 12
SPOKEN = {
    part.strip(" .:"): english
    for swedish, english in ENGLISH.items()
    if swedish != english
    for part in re.split(r"\{\w+\}", swedish)
}


def texts(page: str) -> Iterator[str]:
    """Yield what a page says, but for what it marks as of another language."""
    document = html.document_fromstring(page)
    for element in document.xpath("//body//*[@lang != 'en'] | //script | //textarea | //iframe"):
        element.drop_tree()
    for node in document.iter():
        yield from (node.text or "", node.tail or "", *(node.get(name) or "" for name in READ))


def swedish(text: str) -> bool:
    """Tell whether a text is Swedish words of ours: whole, or a long part of them in it."""
    whole = text.strip(" .:\n")
    return (
        bool(DATE.search(text))
        or any(part in SPOKEN for part in (whole, *re.split(r" · |: ", whole)) if part)
        or any(part in text for part in SPOKEN if len(part) >= LONG)
    )


def visited(page: Page, stop: Stop) -> str:
    page.goto(stop.address)
    if page.locator("#writing").count():
        page.locator(".ProseMirror").wait_for()
    return page.content()


def test_no_page_falls_back_into_swedish(tmp_path: Path) -> None:
    with run_desk(tmp_path) as desk:
        stops = [stop for stop in round_of(desk) if stop.door != "/logga-in"]
        page = desk.enter(Role.ADMIN)
        page.goto("/redaktion/konto")
        page.get_by_label("Redaktionens språk").select_option("en")
        page.get_by_role("button", name="Spara").click()
        page.get_by_role("heading", name="My account").wait_for()
        found = {(stop.door, text) for stop in stops for text in texts(visited(page, stop))}
        assert sorted(text for text in found if swedish(text[1])) == []


def test_what_falls_back_would_be_found() -> None:
    assert swedish("Spara")
    assert swedish("Pressmeddelande · Changed 3 April 2018")
    assert swedish("Saved 3 april 2018")
    assert swedish("Personen har inte längre någon roll i pressrummet. Really.")
    assert not swedish("Press release · Changed 3 April 2018 at 07:23 by maja")
