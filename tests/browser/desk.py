"""The desk in a browser: a service of its own, a newsroom with people and a directory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from releases.desk import contacts, drafts
from releases.model import Document, Release
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Role
from releases.store import people
from tests import builders
from tests.browser.partner_site import NODE, find_chromium, require_tool
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, WHO, Press, run_app
from tests.service.redaktion.desk_client import somebody

AXE = NODE / "axe-core" / "axe.min.js"
PHONE = {"width": 390, "height": 844}
BASE = f"/redaktion/{ROOM}"


class BrowserDesk:
    """A running desk; `enter` opens a page of somebody who is signed in."""

    def __init__(self, press: Press, browser: Browser) -> None:
        self.press = press
        self._browser = browser
        self._people: dict[Role, str] = {}

    def enter(self, role: Role = Role.EDITOR, **options: Any) -> Page:
        """Open a page as somebody in a role, the same person every time."""
        if role not in self._people:
            person = somebody(self.press, f"{role}@mellanlandet.example", role)
            self._people[role] = person.id
        token = self.press.write(people.sign_in, self._people[role])
        context = self._browser.new_context(base_url=self.press.address, **options)
        context.add_cookies(
            [{"name": "pressrum-session", "value": token, "url": self.press.address}]
        )
        return context.new_page()

    def guest(self, **options: Any) -> Page:
        """Open a page as somebody from outside."""
        return self._browser.new_context(base_url=self.press.address, **options).new_page()

    def draft(self, document: Document | None = None) -> Release:
        made: Release = self.press.write(
            drafts.create, ROOM, document or builders.document(contacts=()), WHO
        )
        return made


@contextmanager
def launch() -> Iterator[Browser]:
    """Run a browser."""
    chromium = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def run_desk(folder: Path) -> Iterator[BrowserDesk]:
    """Run the desk with a directory of one contact, and a browser."""
    with run_app(folder, ManualClock(), reachable=True) as press:
        press.write(contacts.put, ROOM, DirectoryEntry("jour", builders.contact()), WHO, new=True)
        with launch() as browser:
            yield BrowserDesk(press, browser)


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe finds on a page; needs a context that bypasses the policy."""
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    page.add_script_tag(path=AXE)
    page.wait_for_function("!!window.axe")
    report = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in report["violations"]
    ]
