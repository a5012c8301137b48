"""A server that is killed while somebody writes or publishes, and comes back: nothing is lost."""

import signal
import socket
from pathlib import Path

from playwright.sync_api import expect

from releases.model import DraftRef, Release
from releases.rules.roles import Role
from releases.store import drafts, log, people
from tests import builders
from tests.browser.desk import BASE, launch
from tests.browser.sheets import sheet, sign_in
from tests.service.app_server import ROOM
from tests.service.processes import run_server
from tests.service.redaktion.desk_client import password_hash
from tests.stores import open_desk

EMAIL = "maja@mellanlandet.example"
TYPED = "Allt det här skrev jag utan att det var sparat."


def prepare(folder: Path) -> tuple[Release, str, tuple[str, str]]:
    """Make a draft and an editor; return it, and the address and arguments of a server to run."""
    with open_desk(folder / "p.db") as store:
        release = store.draft(builders.document(contacts=()))
        person = store.write(people.add, EMAIL, "Maja", password_hash())
        store.write(people.give_role, person.id, ROOM, Role.EDITOR)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return release, f"http://127.0.0.1:{port}", ("--port", str(port))


def test_a_server_that_was_killed_loses_no_word(tmp_path: Path) -> None:
    release, address, arguments = prepare(tmp_path)
    settings = {"PRESSRUM_BASE_URL": address, "PRESSRUM_SCHEDULER": "off"}
    with launch() as browser:
        page = browser.new_context(base_url=address).new_page()
        with run_server(tmp_path, *arguments, **settings) as service:
            page.goto(f"{BASE}/r/{release.id}")
            sign_in(page, EMAIL)
            sheet(page)
            page.get_by_label("Ingress").fill(TYPED)
            service.process.send_signal(signal.SIGKILL)
            service.process.wait()
        page.get_by_role("button", name="Granska och publicera").click()
        expect(page.locator("#happened")).to_contain_text("Inte sparat. Ingen kontakt med servern.")
        expect(page.get_by_label("Ingress")).to_have_value(TYPED)
        with run_server(tmp_path, *arguments, **settings):
            expect(page.locator("#saved")).to_contain_text("Sparat", timeout=15_000)
            page.get_by_role("button", name="Granska och publicera").click()
            page.wait_for_url("**/granska")
    with open_desk(tmp_path / "p.db") as store:
        assert store.read(drafts.get, DraftRef(ROOM, release.id)).draft.lead == TYPED


def test_a_server_that_was_killed_has_published_nothing_and_the_page_finds_out(
    tmp_path: Path,
) -> None:
    release, address, arguments = prepare(tmp_path)
    settings = {"PRESSRUM_BASE_URL": address, "PRESSRUM_SCHEDULER": "off"}
    with launch() as browser:
        page = browser.new_context(base_url=address).new_page()
        publish = page.get_by_role("button", name="Publicera nu")
        shown = page.locator("[data-undone]:not([hidden])")
        with run_server(tmp_path, *arguments, **settings) as service:
            page.goto(f"{BASE}/r/{release.id}/granska?when=now")
            sign_in(page, EMAIL)
            publish.wait_for()
            service.process.send_signal(signal.SIGKILL)
            service.process.wait()
        publish.click()
        expect(shown).to_contain_text("Servern svarade inte.")
        with run_server(tmp_path, *arguments, **settings):
            expect(shown).to_contain_text("Inte publicerat. Kontakten", timeout=15_000)
            publish.click()
            page.wait_for_url("**/kvitto")
    with open_desk(tmp_path / "p.db") as store:
        assert len(store.read(log.entries, release.id)) == 1
