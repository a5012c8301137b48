"""Small sensible Swedish values for tests: say what matters, the rest is filled in.

Everything here is made up. Instants are UTC.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import structs

from feeds.links import Links
from releases import timeline
from releases.model import (
    Attachment,
    Contact,
    Document,
    Event,
    Image,
    Media,
    Newsroom,
    Rendition,
    Revision,
)
from releases.public import Listing, PublicRelease, Selection
from releases.timeline import Action, Entry, Significance, State

# A Tuesday: 3 april 2018 kl. 07.23 in Stockholm.
MORNING = datetime(2018, 4, 3, 5, 23, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# When the newsrooms of listings were opened.
OPENED = datetime(2017, 9, 1, 6, 0, tzinfo=UTC)
LINKS = Links("https://press.example")


def newsroom(slug: str = "region-mellanlandet", **changes: Any) -> Newsroom:
    values: dict[str, Any] = {
        "name": "Region Mellanlandet",
        "about": "Region Mellanlandet ansvarar för hälso- och sjukvård, kultur och tillväxt.",
        "county": "18",
        "site": "https://www.mellanlandet.example/",
    }
    return Newsroom(slug=slug, **(values | changes))


def contact(**changes: Any) -> Contact:
    values: dict[str, Any] = {
        "name": "Maja Lindqvist",
        "role": "pressansvarig",
        "phones": ("+46701740605",),
        "emails": ("maja.lindqvist@mellanlandet.example",),
    }
    return Contact(**(values | changes))


def image(media: str | None = "bild1", **changes: Any) -> Image:
    values: dict[str, Any] = {
        "alt": "En buss framför ett sjukhus",
        "caption": "Den nya linjen stannar vid entrén.",
        "credit": "Olle Ek",
    }
    return Image(media=media, **(values | changes))


def media(id: str = "bild1", **changes: Any) -> Media:  # noqa: A002 - the field's name
    values: dict[str, Any] = {
        "newsroom": "region-mellanlandet",
        "type": "image/jpeg",
        "size": 84211,
        "width": 1600,
        "height": 900,
        "sha256": "0" * 64,
    }
    return Media(id=id, **(values | changes))


def rendition(width: int = 640, type: str = "image/webp", **changes: Any) -> Rendition:  # noqa: A002 - the field's name
    values: dict[str, Any] = {"size": 20_480, "height": width * 9 // 16, "sha256": "1" * 64}
    return Rendition(type=type, width=width, **(values | changes))


def renditions(*widths: int) -> tuple[Rendition, ...]:
    """Return renditions of a picture 1600 pixels wide: JPEG and WebP at each width, and WebP."""
    kinds = ("image/jpeg", "image/webp")
    smaller = (rendition(width, kind) for width in widths for kind in kinds)
    return (*smaller, rendition(1600))


def attachment(media: str = "bilaga1", title: str = "Rapport om resandet") -> Attachment:
    return Attachment(media, title)


def pdf(id: str = "bilaga1", **changes: Any) -> Media:  # noqa: A002 - the field's name
    values: dict[str, Any] = {
        "type": "application/pdf",
        "size": 1_240_000,
        "width": 0,
        "height": 0,
        "title": "Rapport om resandet",
    }
    return media(id, **(values | changes))


def event(**changes: Any) -> Event:
    values: dict[str, Any] = {
        "starts_at": MORNING + 3 * HOUR,
        "ends_at": MORNING + 4 * HOUR,
        "place": "Stora salen, Storgatan 1, Mellanstad",
    }
    return Event(**(values | changes))


def document(title: str = "Nya busslinjer till sjukhuset", **changes: Any) -> Document:
    values: dict[str, Any] = {
        "lead": "Från hösten går bussarna var tionde minut.",
        "body": "Det har regionfullmäktige beslutat.\n\n"
        "– Det blir lättare att ta sig hit, säger Maja Lindqvist.\n\n"
        "## Bakgrund\n\nResandet har ökat i tre år.",
        "topics": ("kollektivtrafik",),
        "places": ("18",),
        "contacts": (contact(),),
    }
    return Document(title=title, **(values | changes))


def revision(content: Document | None = None, **changes: Any) -> Revision:
    values: dict[str, Any] = {
        "id": "utgava1",
        "release": "r1",
        "number": 1,
        "document": content or document(),
        "sha256": "0" * 64,
        "made_at": MORNING - DAY,
        "made_by": "maja",
    }
    return Revision(**(values | changes))


def entry(action: Action = Action.PUBLISH, at: datetime = MORNING, **changes: Any) -> Entry:
    """Return a log entry written an hour before it holds; `number` orders those of a release."""
    values: dict[str, Any] = {
        "id": f"e-{action}-{at:%Y%m%d%H%M}",
        "release": "r1",
        "number": 1,
        "revision": "utgava1",
        "made_at": at - HOUR,
        "made_by": "maja",
    }
    return Entry(action=action, at=at, **(values | changes))


def correction(at: datetime = MORNING + DAY, note: str = "Rätt antal linjer är fyra.") -> Entry:
    return entry(Action.CORRECT, at, note=note, number=2)


def minor(at: datetime = MORNING + DAY, note: str = "") -> Entry:
    return entry(Action.CORRECT, at, note=note, number=2, significance=Significance.MINOR)


def withdrawal(at: datetime = MORNING + 2 * DAY, note: str = "Uppgifterna var fel.") -> Entry:
    return entry(Action.WITHDRAW, at, note=note, number=3)


def state(*entries: Entry, release: str = "r1") -> State:
    """Return the last state of a log of one release; of one published at MORNING by default."""
    log = entries or (entry(),)
    return timeline.states(structs.replace(logged, release=release) for logged in log)[-1]


def release(
    *later: Entry,
    id: str = "r1",  # noqa: A002 - the field's name
    at: datetime = MORNING,
    content: Document | None = None,
    room: Newsroom | None = None,
    files: tuple[Media, ...] = (),
    day_only: bool = False,
) -> PublicRelease:
    """Return a release published at `at`, with corrections and withdrawals that came `later`."""
    return PublicRelease(
        state=state(entry(at=at, day_only=day_only), *later, release=id),
        revision=revision(content, release=id),
        newsroom=room or newsroom(),
        media=files,
    )


def listing(
    *items: PublicRelease, room: Newsroom | None = None, everyone: bool = False, **filters: Any
) -> Listing:
    """Return a page of these releases, newest first; `everyone` lists all newsrooms."""
    source = None if everyone else room or newsroom()
    in_order = sorted(items, key=lambda item: item.id)
    in_order.sort(key=lambda item: item.state.published, reverse=True)
    return Listing(
        selection=Selection(newsroom=source.slug if source else None, **filters),
        newsroom=source,
        items=tuple(in_order),
        changed_at=max((item.state.since for item in items), default=None),
        opened_at=OPENED,
    )
