"""Each kind of page has its policy, told here once; no other module of the service writes one."""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from feeds.accent import accent
from releases.desk import newsroom_settings
from releases.desk.approval import Order
from releases.rules.roles import Role
from releases.store.settings import RoomSettings
from releases.timeline import Action
from releases.times import utc_text
from service.pages import embeds
from tests import builders
from tests.service.app_server import BASE, ROOM, WHO, HttpResponse, Press
from tests.service.redaktion.desk_client import Visitor, visitor
from tests.service.redaktion.review_forms import HOME, add_draft, at

OURS = f"'self' {BASE}"
COLOUR = "#7a1f5c"


def policy(
    *more: str, frames: str = "'none'", style: str = "", pictures: str = ""
) -> tuple[str, str]:
    """Return a Content-Security-Policy and the Referrer-Policy of public pages."""
    own = (f"style-src {OURS}{style}", f"img-src {OURS}{pictures}", *more)
    rules = ("default-src 'none'", *own, "form-action 'self'", "base-uri 'none'")
    return "; ".join((*rules, f"frame-ancestors {frames}")), "strict-origin-when-cross-origin"


def coloured() -> str:
    """Return the hash of the style element of a newsroom with a colour."""
    digest = hashlib.sha256(embeds.style(accent(COLOUR)).encode()).digest()
    return f" 'sha256-{base64.b64encode(digest).decode()}'"


SCRIPTS, ASKS = f"script-src {OURS}", (f"connect-src {OURS}", f"frame-src {OURS}")
PUBLIC = policy()
SHARED = policy(SCRIPTS)
BUILDER = policy(SCRIPTS, *ASKS)
FRAME = policy(SCRIPTS, frames="*")
COLOURED_FRAME = policy(SCRIPTS, frames="*", style=coloured())
PREVIEW = policy(frames="'self'")[0], "no-referrer"
COLOURED_PREVIEW = policy(frames="'self'", style=coloured())[0], "no-referrer"
DESK = policy(SCRIPTS, *ASKS, pictures=" blob:")[0], "same-origin"
LINK = DESK[0], "no-referrer"
FILE = "default-src 'none'; sandbox"


def sent(answer: HttpResponse) -> tuple[str | None, str | None]:
    return answer.header("content-security-policy"), answer.header("referrer-policy")


def test_every_kind_of_public_page_has_its_policy(press: Press) -> None:
    press.write(newsroom_settings.change, RoomSettings(ROOM, feedback=True), WHO)
    press.picture("bild1")
    shown = press.publish(builders.document(images=(builders.image("bild1"),))).release
    gone = press.publish(builders.document("Fel")).release
    press.order(gone, Order(Action.WITHDRAW))
    release = (press.get(f"/{ROOM}/{shown}").header("location") or "").removeprefix(BASE)
    pages = {
        "/": PUBLIC,
        f"/{ROOM}/": PUBLIC,
        release: SHARED,
        f"/{ROOM}/{gone}/fel": PUBLIC,
        f"/{ROOM}/search?q=buss": PUBLIC,
        f"/{ROOM}/feeds": PUBLIC,
        f"/{ROOM}/{shown}/-/synpunkt": PUBLIC,
        "/tillganglighet": PUBLIC,
        "/api/docs": PUBLIC,
        "/finns/inte": PUBLIC,
        f"/{ROOM}/?year=fel": PUBLIC,
        f"/{ROOM}/embed/builder": BUILDER,
        f"/{ROOM}/embed": FRAME,
        "/media/bild1.jpg": (FILE, None),
        # What machines read says nothing of the kind.
        f"/{ROOM}/feed.rss": (None, None),
        f"/{ROOM}/embed.html": (None, None),
        "/embed.js": (None, None),
        "/api/openapi.json": (None, None),
    }
    assert {path: sent(press.get(path, accept="text/html")) for path in pages} == pages
    press.write(newsroom_settings.change, RoomSettings(ROOM, accent=COLOUR), WHO)
    assert sent(press.get(f"/{ROOM}/embed")) == COLOURED_FRAME


@pytest.fixture
def editor(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.EDITOR)


def test_every_kind_of_page_of_the_desk_has_its_policy(press: Press, editor: Visitor) -> None:
    press.write(newsroom_settings.change, RoomSettings(ROOM, accent=COLOUR), WHO)
    press.picture("bild1")
    draft = add_draft(press, builders.document(images=(builders.image("bild1"),))).id
    shown = press.publish(builders.document("Ute")).release
    pages = {
        f"{HOME}/": DESK,
        f"{HOME}/finns/inte": DESK,
        at(draft): DESK,
        at(draft, "/granska"): DESK,
        at(draft, "/forhandsgranska"): DESK,
        at(draft, "/som/sida"): PREVIEW,
        at(draft, "/som/flode"): PREVIEW,
        at(draft, "/som/inbaddning"): COLOURED_PREVIEW,
        at(draft, "/som/lank"): PREVIEW,
        at(draft, "/fil/bild1.jpg"): (FILE, "no-referrer"),
        at(shown, f"/historik/sida?t={utc_text(builders.MORNING)}"): PREVIEW,
        f"{HOME}/media/bild1.jpg": (FILE, None),
    }
    assert {path: sent(editor.get(path)) for path in pages} == pages
    editor.post(at(draft, "/granska/lank"), {"days": "7"})
    link = editor.secret().removeprefix(BASE)
    outside = {
        "/redaktion/logga-in": DESK,
        link: LINK,
        f"{link}/sida": PREVIEW,
        f"{link}/fil/bild1.jpg": (FILE, "no-referrer"),
    }
    assert {path: sent(press.get(path)) for path in outside} == outside


def test_policies_are_written_in_one_module() -> None:
    service = Path(embeds.__file__).parents[1]
    writers = [
        str(path.relative_to(service))
        for path in sorted(service.rglob("*.py"))
        if "default-src 'none'" in path.read_text() or "no-referrer" in path.read_text()
    ]
    assert writers == ["pages/csp.py"]
