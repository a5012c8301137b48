"""A partner's site and ours, each on an origin of its own, and a browser that visits both."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from releases.desk.approval import Order
from releases.model import Kind
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, moment, run_app, run_listener

OURS = "http://press.example"
THEIRS = "http://www.mellanlandet.example"
NODE = Path(__file__).parent.parent / "node" / "node_modules"
STRICT = f"default-src 'self'; script-src 'self' {OURS}; connect-src {OURS}"


def require_tool(found: object, what: str) -> None:
    """Skip where a tool of the tests is missing; fail where CI should have installed it."""
    if found:
        return
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI runs every test")
    pytest.skip(f"{what} is missing here")


def find_chromium() -> str:
    """Return the path of Chromium, of the one without windows where it is: it costs half."""
    found = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    require_tool(found, "chromium")
    return str(found)


class PartnerStage:
    """What a test plays with: `show` puts a page on the partner's site and visits it."""

    def __init__(self, press: Press, browser: Browser, pages: dict[str, Response]) -> None:
        self.press = press
        self.browser = browser
        self._pages = pages

    def context(self, **options: Any) -> BrowserContext:
        return self.browser.new_context(**options)

    def put(self, path: str, body: str, headers: Mapping[str, str] | None = None) -> str:
        """Put a page on the partner's site and return its address."""
        self._pages[path] = HTMLResponse(body, headers=dict(headers or {}))
        return f"{THEIRS}{path}"

    def style(self, path: str, rules: str) -> None:
        self._pages[path] = Response(CALM + rules, media_type="text/css")

    def script(self, path: str, source: str) -> None:
        self._pages[path] = Response(source, media_type="text/javascript")

    def show(self, body: str, policy: str = STRICT, context: BrowserContext | None = None) -> Page:
        """Visit a page of the partner's with `body` in its main part, under a policy."""
        address = self.put("/nyheter", partner_page(body), {"Content-Security-Policy": policy})
        page = (context or self.context()).new_page()
        page.add_init_script(WATCH)
        page.goto(address)
        return page


def partner_page(body: str, style: str = "/webbplats.css") -> str:
    """Return a page as a region's site has them, with its own style and headings."""
    return (
        '<!DOCTYPE html>\n<html lang="sv">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>Region Mellanlandet</title>\n<link rel="stylesheet" href="{style}">\n'
        "</head>\n<body>\n<main>\n<h1>Nyheter</h1>\n"
        f'{body}\n<p id="below">Texten nedanför listan.</p>\n</main>\n</body>\n</html>\n'
    )


# Before any script of the page: every shift of what was shown, and every refusal of the policy.
WATCH = """
window.shifts = []; window.refused = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((e) => e.value)))
  .observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation",
  (refusal) => window.refused.push(refusal.violatedDirective));
"""
# A site that shouts, so that one hears whether it is heard inside.
SITE = """
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.6 serif; color: #222; }
h2, h3, a, p, li { color: rgb(255, 0, 0) !important; text-transform: uppercase !important;
  font-size: 40px !important; display: inline !important; }
.pressrum-title, .pressrum-frame { background: rgb(0, 255, 0) !important; }
* { letter-spacing: 5px !important; }
"""
CALM = """
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.6 serif;
  color-scheme: light dark; color: CanvasText; background: Canvas; }
a { color: LinkText; }
"""


@contextmanager
def run_partner_stage(folder: Path) -> Iterator[PartnerStage]:
    """Run both sites and a browser that finds them by name."""
    chromium = find_chromium()
    pages: dict[str, Response] = {
        "/webbplats.css": Response(CALM, media_type="text/css"),
        "/hogljudd.css": Response(SITE, media_type="text/css"),
    }

    async def page(request: Request) -> Response:
        return pages.get(request.url.path, HTMLResponse("", 404))

    site = Starlette(routes=[Route("/{path:path}", page)])
    clock = ManualClock()
    with run_app(folder, clock, base_url=OURS) as press, run_listener(site) as theirs:
        fill(press)
        names = f"MAP press.example {urlsplit(press.address).netloc}"
        names += f", MAP www.mellanlandet.example {urlsplit(theirs).netloc}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", f"--host-resolver-rules={names}"]
            )
            yield PartnerStage(press, browser, pages)
            browser.close()


def fill(press: Press) -> None:
    """Publish what a list can hold: pictured, corrected, withdrawn, in English, long."""
    press.picture("bild1", grey())
    past = [
        press.publish(content, Order(Action.PUBLISH, moment(MORNING - (5 - number) * DAY)))
        for number, content in enumerate(
            (
                builders.document("Ny vårdcentral öppnar i Kallmyra", kind=Kind.NEWS),
                builders.document("New bus lines to the hospital", language="en"),
                builders.document("Kortare köer till ögonkliniken"),
                builders.document("Fel siffror om resandet", lead="Det gick fel."),
                builders.document(images=(builders.image("bild1"),), lead=_LONG),
            )
        )
    ]
    press.clock.advance(HOUR)
    right = builders.document("Kortare köer till ögonkliniken", lead="Kön är 14 dagar.")
    press.order(past[2].release, Order(Action.CORRECT, note="Kön är 14 dagar, inte fyra."), right)
    press.order(past[3].release, Order(Action.WITHDRAW, note="Uppgifterna var fel."))


def grey() -> bytes:
    """Return a picture in JPEG."""
    file = BytesIO()
    Image.new("RGB", (160, 90), "#879").save(file, "JPEG")
    return file.getvalue()


_LONG = (
    "Från hösten går bussarna till sjukhuset var tionde minut, även på kvällar och helger, och de "
    "nya hållplatserna får tak, bänkar och skyltar som visar när nästa buss kommer."
)
COMPONENT = (
    f'<script type="module" src="{OURS}/embed.js"></script>\n'
    f'<press-releases newsroom="{ROOM}"><a href="{OURS}/{ROOM}/">Pressmeddelanden</a>'
    "</press-releases>"
)
