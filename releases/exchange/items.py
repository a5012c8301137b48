"""An item of a feed as it was read, whatever the format, and the document it makes."""

import hashlib
import re
from collections.abc import Iterator

import msgspec

from releases.checks import CODE, ITEMS, LEAD
from releases.exchange import html, stamps, words
from releases.model import Document, Image, Kind
from releases.times import Moment

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_KINDS = {
    "pressmeddelande": Kind.PRESS_RELEASE,
    "pressmeddelanden": Kind.PRESS_RELEASE,
    "press release": Kind.PRESS_RELEASE,
    "nyhet": Kind.NEWS,
    "nyheter": Kind.NEWS,
    "news": Kind.NEWS,
    "pressinbjudan": Kind.PRESS_INVITATION,
    "pressinbjudningar": Kind.PRESS_INVITATION,
    "pressträff": Kind.PRESS_INVITATION,
    "uttalande": Kind.STATEMENT,
    "uttalanden": Kind.STATEMENT,
    **{kind.value: kind for kind in Kind},
}
_TITLE_KIND = re.compile(r"(?P<kind>\w+)\s*[:–|-]\s")
# Marks of a summary that was cut off.
_CUT = re.compile(
    r"\s*(?:\[?(?:…|\.\.\.)\]?|\[&hellip;\])?\s*(?:Läs mer|Read more)?\W*$", re.IGNORECASE
)


class Category(msgspec.Struct, frozen=True):
    """A word that an item was filed under; `scheme` names the list it comes from."""

    term: str
    scheme: str = ""


class Item(msgspec.Struct, frozen=True):
    """What a feed says of one item: the title as words, texts as HTML, all else as written."""

    id: str = ""
    link: str = ""
    title: str = ""
    published: str = ""
    summary: str = ""
    content: str = ""
    language: str = ""
    categories: tuple[Category, ...] = ()
    images: tuple[Image, ...] = ()

    @property
    def name(self) -> str:
        """What people know the item by."""
        return self.title or self.link or self.id or "(no title)"

    @property
    def moment(self) -> Moment | None:
        """When it was published, None where that is not said or says nothing."""
        return stamps.read(self.published)

    @property
    def sha256(self) -> str:
        """A fingerprint of all it says: as long as that stays, the item has not changed."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()


def identity(item: Item, feed: str) -> tuple[str, str]:
    """Return source and id by which an item is known again: its id, else link, else title and date.

    A URI names an item wherever it is read, so that its source is ""; any other id means
    something in its own feed only.
    """
    key = item.id or item.link
    if not key:
        stated = f"{item.title}\n{item.published}".encode()
        key = f"sha256:{hashlib.sha256(stated).hexdigest()}"
        return feed, key
    return ("" if _URI.fullmatch(key) else feed), key


def to_document(item: Item, kind: Kind) -> Document:
    """Return the document of an item, of `kind` unless its category or title plainly says another.

    The summary is the lead unless the content begins with it. Authors are left out: feeds name
    systems and desks there, and a contact is somebody's personal data.
    """
    body = html.to_markdown(item.content or item.summary, item.link)
    lead = html.to_text(item.summary) if item.content else ""
    if len(lead) > LEAD or _begins(html.to_text(item.content), lead):
        lead = ""
    return Document(
        title=item.title,
        kind=_kind(item) or kind,
        lead=lead,
        body=body,
        language=_language(item.language),
        topics=tuple(_terms(item, places=False))[:ITEMS],
        places=tuple(_terms(item, places=True))[:ITEMS],
        images=_images(item)[:ITEMS],
    )


def _language(tag: str) -> str:
    """Return the language of a tag without its region: sv of sv-SE, sr-Latn of sr-Latn-RS."""
    primary, *rest = tag.strip().replace("_", "-").split("-")
    kept = [part for part in rest if len(part) > 2]  # noqa: PLR2004 - regions have two letters
    found = "-".join([primary.lower(), *kept])
    return found if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{4})?", found) else "sv"


def _begins(content: str, lead: str) -> bool:
    start = _CUT.sub("", lead).casefold()
    return content.casefold().startswith(start)


def _kind(item: Item) -> Kind | None:
    said = [_KINDS.get(category.term.strip().casefold()) for category in item.categories]
    opening = _TITLE_KIND.match(item.title)
    said.append(_KINDS.get(opening["kind"].casefold()) if opening else None)
    return next((kind for kind in said if kind), None)


def _terms(item: Item, *, places: bool) -> Iterator[str]:
    for category in item.categories:
        term = words.line(category.term)
        is_place = category.scheme.endswith("#place")
        if is_place is places and len(term) <= CODE and term.casefold() not in _KINDS:
            yield term


def _images(item: Item) -> tuple[Image, ...]:
    """Return the words of the pictures, those of one picture told twice once."""
    found: dict[str, Image] = {}
    for image in (*item.images, *html.pictures(item.content)):
        found.setdefault(image.alt or image.caption, html.credited(image))
    return tuple(found.values())
