"""`make screenshots`: the demo's pages, public and the desk's, as pictures in build/screenshots.

Each at 390 and 1280 pixels, light and dark. Needs Chromium.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from service.demo.people import NORDANVIK
from service.demo.staff import PEOPLE
from service.redaktion.routes import DOORS

OUT = Path("build/screenshots")
WIDTHS = (390, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
ROOM = NORDANVIK.slug
HOME = f"/redaktion/{ROOM}"
NEWCOMER = "ylva@nordanvik.example"
PUBLIC = ("/", f"/{ROOM}/", f"/{ROOM}/search?q=vård", f"/{ROOM}/embed", f"/{ROOM}/embed/builder")
# Doors to what is no page, or needs more than the demo has.
PASSED = re.compile(
    r"jamfor|forkasta|organisation|\{rest|\{token\}|\{file\}|\{form\}|/sida|\.csv|logga-in|valj-losenord"
)


def main() -> None:
    """Start a demo, walk through it, and leave the pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("chromium is missing")
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        walk(browser, address)
        browser.close()
    print(f"{len(list(OUT.iterdir()))} pictures in {OUT}")


@contextmanager
def demo() -> Iterator[str]:
    """Serve a demo of its own on a free port; yield its address."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {"PRESSRUM_DATABASE": f"{folder}/demo.db", "PRESSRUM_MEDIA": f"{folder}/media"}
        pressrum = Path(sys.executable).with_name("pressrum")
        command = [str(pressrum), "serve", "--demo", "--port", "0"]
        process = subprocess.Popen(
            command, env=os.environ | kept, stdout=subprocess.PIPE, text=True
        )
        try:
            lines = process.stdout or ()
            yield next(line.split()[1].rstrip("/") for line in lines if "Pressrum: " in line)
        finally:
            process.terminate()
            process.wait()


def walk(browser: Browser, address: str) -> None:
    """Sign in, and take every page in every look."""
    page = browser.new_context(base_url=address).new_page()
    enter(page)
    pages = [*PUBLIC, *desk_pages(page)]
    for where in pages:
        page.goto(where, wait_until="load")
        is_form = page.locator("#writing").count() > 0
        if is_form:
            page.locator(".ProseMirror").wait_for()
        # What stays at the lower edge of a screen would stand in the midst of a whole page.
        take(page, name(where), whole=not is_form)
    password = invite(page)
    newcomer = browser.new_context(base_url=address).new_page()
    newcomer.goto("/redaktion/")
    sign_in(newcomer, NEWCOMER, password)
    take(newcomer, "redaktion-konto-valj-losenord")


def take(page: Page, called: str, *, whole: bool = True) -> None:
    """Take a page in every look."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.screenshot(path=OUT / f"{called}-{width}-{scheme}.png", full_page=whole)


def enter(page: Page) -> None:
    admin = PEOPLE[-1]
    page.goto("/redaktion/")
    take(page, "redaktion-logga-in")
    sign_in(page, admin.email, admin.password)


def sign_in(page: Page, email: str, password: str) -> None:
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()


def invite(page: Page) -> str:
    """Add somebody, whose password is shown once; return it."""
    page.goto(f"{HOME}/installningar/medarbetare")
    page.get_by_label("E-post").fill(NEWCOMER)
    page.get_by_label("Namn").fill("Ylva Sandgren")
    page.get_by_role("button", name="Lägg till").click()
    take(page, "redaktion-pressrum-installningar-medarbetare-losenord")
    return page.locator("code").inner_text()


def begin(page: Page) -> str:
    """Begin an urgent notice and return the id of its draft."""
    page.goto(f"{HOME}/snabb")
    page.get_by_label("Vad har hänt?").fill("Vattnet i Tranehamn ska kokas")
    page.get_by_label("Vad ska allmänheten göra?").fill("Koka vattnet till i morgon kl. 12.")
    page.get_by_role("button", name="Fortsätt").click()
    page.wait_for_url("**/snabb/*")
    return page.url.rpartition("/")[2]


def desk_pages(page: Page) -> list[str]:
    """Return the address of every page of the desk, told by its doors."""
    published, public = find_releases(page, f"{HOME}/alla?state=public")[0], f"/{ROOM}/"
    scheduled = find_releases(page, f"{HOME}/alla?state=scheduled")[0]
    page.goto(f"{HOME}/r/{scheduled}/kvitto")
    entry = str(page.locator("a[href*='/flytta/']").first.get_attribute("href"))
    postpone(page, entry)
    page.goto(f"{HOME}/r/{scheduled}/kvitto")
    moved = str(page.locator("a[href*='/flytta/']").first.get_attribute("href"))
    known = {"newsroom": ROOM, "release": scheduled, "entry": moved.rpartition("/")[2]}
    known["number"] = "1"
    page.goto(f"{HOME}/installningar/kontakter")
    contact = page.locator("main a[href*='/kontakter/']:not([href$='/ny'])").first
    known["contact"] = str(contact.get_attribute("href")).rpartition("/")[2]
    page.goto(f"{HOME}/installningar/mallar")
    template = page.locator("main a.title").first
    known["template"] = str(template.get_attribute("href")).rpartition("/")[2]
    page.goto(f"{HOME}/bilder")
    picture = page.locator("main a[href*='/bilder/']").first
    known["media"] = str(picture.get_attribute("href")).rpartition("/")[2]
    draft = begin(page)
    doors = [door.path for door in DOORS if "GET" in door.handlers and not PASSED.search(door.path)]
    other, waiting = known | {"release": published}, known | {"release": draft}
    of_drafts = ("/snabb/", "/kasta")
    return [
        f"{public}{published}",
        f"{HOME}/nytt?template=pressmeddelande",
        *(
            f"/redaktion{path.format_map(waiting)}"
            if any(of_draft in path for of_draft in of_drafts)
            else f"/redaktion{path.format_map(known if '{entry}' in path else other)}"
            for path in doors
        ),
        f"{HOME}/r/{scheduled}/granska?when=later&date=2030-03-31&time=02:30",
    ]


def find_releases(page: Page, where: str) -> list[str]:
    """Return the ids of the releases that a page leads to."""
    page.goto(where)
    return re.findall(r"/r/([0-9a-z]+)", page.locator("main").inner_html())


def postpone(page: Page, entry: str) -> None:
    """Move what becomes public in a minute to tomorrow: it shall stand still for its pictures."""
    page.goto(entry)
    page.get_by_label("Dag").fill(f"{datetime.now(UTC) + timedelta(days=1):%Y-%m-%d}")
    page.get_by_label("Klockslag").fill("07:23")
    page.get_by_role("button", name="Kontrollera tiden").click()
    page.get_by_role("button", name="Flytta till den nya tiden").click()


def name(where: str) -> str:
    """Return a file name for an address, its ids left out."""
    plain = re.sub(r"/[0-9a-z]{16}\b", "/id", where.replace(ROOM, "pressrum"))
    return re.sub(r"[^a-z]+", "-", plain.lower()).strip("-") or "start"


if __name__ == "__main__":
    main()
