"""The writing page as a browser's tests hold it: its text, and the release it is about."""

from typing import Any, Final

from playwright.sync_api import Locator, Page

from releases.model import DraftRef
from releases.store import drafts
from tests.browser.desk import BrowserDesk
from tests.service.app_server import ROOM
from tests.service.redaktion.desk_client import PASSWORD


def stored_document(desk: BrowserDesk, page: Page) -> Any:
    """Return the document of the release a page is about."""
    release = page.url.split("/r/")[1].partition("/")[0].partition("#")[0]
    return desk.press.store.reading(drafts.get, DraftRef(ROOM, release)).result().draft


def sheet(page: Page) -> Locator:
    """Return the editor once it has taken the place of the field."""
    page.locator(".ProseMirror").wait_for()
    return page.get_by_role("textbox", name="Text", exact=True)


# The editor puts its own selection back 20 ms after it is focused and passes over the reader's
# for 50 ms after it has written; later timers of the same page run after those.
SETTLED: Final = "new Promise((done) => setTimeout(() => requestAnimationFrame(done), 60))"


def move_to_end(page: Page) -> None:
    """Put the caret at the end of the text, and come back once the editor knows of it."""
    sheet(page).focus()
    page.evaluate(SETTLED)
    page.keyboard.press("Control+End")
    page.evaluate(SETTLED)


def sign_in(page: Page, email: str = "editor@mellanlandet.example") -> None:
    """Fill in and send the form for signing in."""
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()
