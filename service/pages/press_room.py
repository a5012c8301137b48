"""The pages the public sees, as pure functions from values to HTML.

They work without script, under the policies of `service.pages.csp`. Their style is pressrum.css.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from urllib.parse import quote

import msgspec
from markupsafe import Markup
from msgspec import structs

from feeds import channel, content, jsonld, wording
from feeds.characters import line, shorten
from feeds.languages import language_of
from feeds.links import Links
from feeds.picture import focus, picture
from feeds.topics import topic_label
from releases.errors import NotFound
from releases.model import Image, Media, Newsroom
from releases.public import Listing, PublicRelease, Selection
from releases.store.settings import RoomSettings
from releases.text.markdown import to_text
from releases.text.places import place_name
from releases.timeline import Significance
from service.pages.api_docs import api_docs
from service.pages.brand import PLAIN, Brand, logo, style
from service.pages.jinja import render

__all__ = [
    "DemoHints",
    "DemoPerson",
    "api_docs",
    "error",
    "newsroom",
    "release",
    "start",
    "withdrawn",
]

_DESCRIPTION_LENGTH = 200
# As the style sheet draws them: the first card of a newsroom is the widest.
CARD_WIDTH = 640
_SMALL = 96
CARD_SIZES = "(min-width: 40rem) 21rem, 100vw"


class DemoPerson(msgspec.Struct, frozen=True):
    """Somebody of the demo who may sign in; `role` is Swedish."""

    role: str
    email: str
    password: str


class DemoHints(msgspec.Struct, frozen=True):
    """What the start page of a demo tells: where to look and with which token to write.

    `newsroom` is a slug, `due` the instant at which a release becomes public by itself, None
    once the demo has been filled before. `people` may sign in to the desk.
    """

    newsroom: str
    token: str
    due: datetime | None
    people: tuple[DemoPerson, ...] = ()


class Choice(msgspec.Struct, frozen=True):
    """What a newsroom can be narrowed to: topic codes and years in which it published."""

    topics: tuple[str, ...] = ()
    years: tuple[int, ...] = ()


_NOTHING = Choice()


def start(newsrooms: Sequence[Newsroom], links: Links, demo: DemoHints | None = None) -> bytes:
    """Return the list of newsrooms, in a demo with a guide to what can be tried."""
    return render(
        "start.html", links, newsrooms=newsrooms, demo=demo, selection=Selection(), newsroom=None
    )


def newsroom(
    listing: Listing,
    links: Links,
    newest: str | None = None,
    older: str | None = None,
    choice: Choice = _NOTHING,
    brand: Brand = PLAIN,
) -> bytes:
    """Return a page of a newsroom; `listing.newsroom` is set.

    `older` and `newest` are the URLs of the page that continues the list and of its first page,
    None where there is none.
    """
    room = listing.newsroom
    if room is None:
        raise NotFound(what="newsroom")
    return render(
        "newsroom.html",
        links,
        listing=listing,
        newsroom=room,
        style=Markup(style(brand.accent)),  # noqa: S704 - colours and our own words
        logo=logo(room, brand, links),
        data=Markup(jsonld.press_room(room, links)),  # noqa: S704 - escaped there for scripts
        selection=listing.selection,
        everything=Selection(newsroom=listing.selection.newsroom),
        of_kind=lambda kind: structs.replace(listing.selection, kind=kind),
        topics=choice.topics,
        years=choice.years,
        title=channel.title(listing),
        heading=_heading(listing.selection),
        corrected=_has_correction,
        # The first is in sight when the page opens; the others can wait until they come near.
        thumbnail=lambda item: _thumbnail(item, links, lazy=item is not listing.items[0]),
        newest=newest,
        older=older,
    )


def release(
    item: PublicRelease,
    links: Links,
    choices: RoomSettings | None = None,
    *,
    scripted: bool = False,
) -> bytes:
    """Return the page of a public release: all it says, with corrections first.

    `choices` are the newsroom's where it takes readers' comments, else None. Only where it is
    `scripted` can its address be copied: what nobody can read yet is not to be sent on.
    """
    document = item.document
    card = link_card(item)
    return render(
        "release.html",
        links,
        item=item,
        choices=choices,
        scripted=scripted,
        document=document,
        newsroom=item.newsroom,
        selection=Selection(newsroom=item.newsroom.slug),
        content=Markup(content.html(item, links)),  # noqa: S704 - safe by its promise
        card=card,
        mail=_mail(item, links),
        tongue=language_of(document.language),
        data=Markup(jsonld.news_article(item, links)),  # noqa: S704 - escaped there for scripts
        originals=tuple(_originals(item)),
        thumbnail_of=lambda media: _small(media, links),
        size_of=wording.picture_kind,
        credit_of=wording.credit_line,
    )


class LinkCard(msgspec.Struct, frozen=True):
    """What other services show of a page whose address is shared (the Open Graph protocol)."""

    title: str
    description: str
    site: str
    picture: Media | None
    alt: str


def link_card(item: PublicRelease) -> LinkCard:
    """Return the card of a release's page: its title, the beginning of its words, a picture."""
    image, stored = _first(item)
    return LinkCard(item.document.title, _description(item), item.newsroom.name, stored, image.alt)


def withdrawn(item: PublicRelease, links: Links) -> bytes:
    """Return the page that stays of a withdrawn release: title, when and the public note."""
    return render(
        "withdrawn.html",
        links,
        item=item,
        newsroom=item.newsroom,
        selection=Selection(newsroom=item.newsroom.slug),
        tongue=language_of(item.document.language),
        entry=item.state.entry,
        note=item.state.entry.note,
    )


def error(status: int, title: str, message: str, links: Links) -> bytes:
    """Return a page that says what went wrong; `title` and `message` are Swedish sentences."""
    return render(
        "error.html",
        links,
        status=status,
        title=title,
        message=message,
        selection=Selection(),
        newsroom=None,
    )


def _heading(selection: Selection) -> str:
    kinds = wording.KIND_PLURALS[selection.kind] if selection.kind else "Senaste nytt"
    narrowed = (
        topic_label(selection.topic) if selection.topic else "",
        place_name(selection.place) if selection.place else "",
        selection.lang or "",
        str(selection.year or ""),
    )
    said = ", ".join(word for word in narrowed if word)
    return f"{kinds}: {said}" if said else kinds


def _description(item: PublicRelease) -> str:
    document = item.document
    return shorten(line(document.lead or to_text(document.body)), _DESCRIPTION_LENGTH)


def _mail(item: PublicRelease, links: Links) -> str:
    """Return an address (RFC 6068) that begins a mail with the title and the address of a page."""
    subject, body = quote(line(item.document.title)), quote(links.release(item), safe="")
    return f"mailto:?subject={subject}&body={body}"


def _has_correction(item: PublicRelease) -> bool:
    """Tell whether a list should mark a release: slips of spelling are no news."""
    return any(entry.significance is Significance.MAJOR for entry in item.state.corrections)


def _thumbnail(item: PublicRelease, links: Links, *, lazy: bool) -> Markup:
    """Return the first picture as a list shows it, empty without one; the title says it all."""
    image, stored = _first(item)
    if stored is None or item.state.withdrawn:
        return Markup()
    mark = focus(image.focus)
    shown = picture(stored, links, "", width=CARD_WIDTH, sizes=CARD_SIZES, lazy=lazy, mark=mark)
    return Markup(shown)  # noqa: S704 - escaped there


def _originals(item: PublicRelease) -> Iterator[tuple[Image, Media]]:
    """Yield each picture that is kept in all its pixels, once."""
    seen = set()
    for image in item.images:
        stored = item.picture(image)
        if stored and stored.original and stored.id not in seen:
            seen.add(stored.id)
            yield image, stored


def _small(media: Media, links: Links) -> Markup:
    return Markup(picture(media, links, "", width=_SMALL, lazy=True))  # noqa: S704 - escaped there


def _first(item: PublicRelease) -> tuple[Image, Media | None]:
    """Return the first image that has a stored file, with that file."""
    pictured = ((image, item.picture(image)) for image in item.images)
    return next((pair for pair in pictured if pair[1]), (Image(), None))
