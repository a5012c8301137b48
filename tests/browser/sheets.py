"""The writing page as a browser's tests hold it: its text, and the release it is about."""

from typing import Any

from playwright.sync_api import Locator, Page

from releases.store import drafts
from tests.browser.desk import Desk
from tests.service.serving import ROOM


def stored(desk: Desk, page: Page) -> Any:
    """Return the document of the release a page is about."""
    release = page.url.split("/r/")[1].partition("/")[0].partition("#")[0]
    return desk.press.store.reading(drafts.get, ROOM, release).result().draft


def sheet(page: Page) -> Locator:
    """Return the editor once it has taken the place of the field."""
    page.locator(".ProseMirror").wait_for()
    return page.get_by_role("textbox", name="Text", exact=True)
