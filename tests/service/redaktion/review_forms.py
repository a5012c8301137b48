"""What tests of publishing share: drafts, approvals as forms, and all the public sees."""

from datetime import datetime

from releases.desk import drafts as desk_drafts
from releases.model import Document, DraftRef, Release
from releases.rules.roles import Actor
from releases.store import drafts, log
from releases.timeline import Entry
from releases.times import local_text
from tests import builders
from tests.service.app_server import BASE, ROOM, HttpResponse, Press
from tests.service.redaktion.desk_client import Visitor

HOME = f"/redaktion/{ROOM}"
AUTHOR = Actor("skribent@mellanlandet.example")
OUTPUTS = (
    "",
    "feed.rss",
    "feed.atom",
    "feed.json",
    "embed.html",
    "embed",
    "archive/2018-04.atom",
    "sitemap-2018.xml",
)


def add_draft(press: Press, content: Document | None = None) -> Release:
    """Create a draft in ROOM."""
    made: Release = press.write(desk_drafts.create, ROOM, content or builders.document(), AUTHOR)
    return made


def save_draft(press: Press, release: str, content: Document) -> Release:
    """Replace a draft whatever its version is now."""
    before: Release = press.write(drafts.get, DraftRef(ROOM, release))
    made: Release = press.write(
        desk_drafts.save, DraftRef(ROOM, release), content, AUTHOR, before.version
    )
    return made


def at(release: str, below: str = "") -> str:
    """Return the desk's address of a release."""
    return f"{HOME}/r/{release}{below}"


def entries(press: Press, release: str) -> tuple[Entry, ...]:
    logged: tuple[Entry, ...] = press.write(log.entries, release)
    return logged


def local(instant: datetime) -> tuple[str, str]:
    """Return an instant as the fields for day and time of day hold it."""
    day, _, clock = local_text(instant).partition("T")
    return day, clock[:5]


def confirm(visitor: Visitor, release: str, query: str, **more: str) -> HttpResponse:
    """Choose on the review page, then send the form that repeats it."""
    shown = visitor.get(at(release, f"/granska?{query}"))
    assert shown.status == 200, shown.text
    names = ("version", "action", "when", "significance", "note")
    fields = {name: visitor.field(name) for name in names}
    for name in ("at", "replaces"):
        if f'type="hidden" name="{name}"' in visitor.page:
            fields[name] = visitor.field(name)
    return visitor.post(at(release, "/granska/publicera"), fields | more)


def outputs(press: Press) -> dict[str, str]:
    """Return the bytes of all public lists, by their path below the newsroom."""
    return {below: press.get(f"/{ROOM}/{below}").text for below in OUTPUTS}


def page(press: Press, release: str) -> HttpResponse:
    """Return the public page of a release, its redirect followed."""
    answer = press.get(f"/{ROOM}/{release}")
    moved = answer.header("location")
    return press.get(moved.removeprefix(BASE)) if moved else answer
