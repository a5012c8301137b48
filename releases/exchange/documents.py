"""The document that an item of a feed makes."""

import re
from collections.abc import Iterator

from releases.exchange import html
from releases.exchange.items import ImportedItem
from releases.intake import language
from releases.model import Document, Image, Kind
from releases.rules.validation import CODE, ITEMS, LEAD
from releases.text import languages
from releases.text.html.inline import squeeze

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
# Marks of a summary that was cut off, and of what leads on.
_ON = re.compile(r"(?:Läs mer|Read more)\Z", re.IGNORECASE)
_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|\[&hellip;\])\Z")
_LONGEST_MARK = 10
_FEW_WORDS = 200


def to_document(item: ImportedItem, kind: Kind) -> Document:
    """Return the document of an item, of `kind` unless its category or title plainly says another.

    The summary is the lead unless the content begins with it. Authors are left out: feeds name
    systems and desks there, and a contact is somebody's personal data.
    """
    body = html.to_markdown(item.content or item.summary, item.base or item.link)
    lead = html.to_text(item.summary) if item.content else ""
    if len(lead) > LEAD or _begins(html.to_text(item.content), lead):
        lead = ""
    return Document(
        title=item.title,
        kind=_kind(item) or kind,
        lead=lead,
        body=body,
        language=languages.language_and_script(item.language) or _spoken(f"{item.title}\n{body}"),
        topics=tuple(_terms(item, places=False))[:ITEMS],
        places=tuple(_terms(item, places=True))[:ITEMS],
        images=_images(item)[:ITEMS],
    )


def _spoken(text: str) -> str:
    """Return the language of a text that no feed states; Swedish where a few words tell nothing."""
    found = language.detect(text)
    return "sv" if found == language.UNKNOWN and len(text) < _FEW_WORDS else found


def _begins(content: str, lead: str) -> bool:
    return content.casefold().startswith(_uncut(lead).casefold())


def _uncut(lead: str) -> str:
    """Return a summary without what ends one that was cut off: "…", "[…] Läs mer »"."""
    end = len(lead)
    while end and not (lead[end - 1].isalnum() or lead[end - 1] == "_"):
        end -= 1
    whole = lead[:end]
    leads_on = _ON.search(whole[-_LONGEST_MARK:])
    if leads_on is None:
        return whole
    before = whole[: -len(leads_on[0])].rstrip()
    mark = _CUT.search(before[-_LONGEST_MARK:])
    return before[: -len(mark[0])].rstrip() if mark else before


def _kind(item: ImportedItem) -> Kind | None:
    said = [_KINDS.get(category.term.strip().casefold()) for category in item.categories]
    opening = _TITLE_KIND.match(item.title)
    said.append(_KINDS.get(opening["kind"].casefold()) if opening else None)
    return next((kind for kind in said if kind), None)


def _terms(item: ImportedItem, *, places: bool) -> Iterator[str]:
    for category in item.categories:
        term = squeeze(category.term).strip(" ")
        is_place = category.scheme.endswith("#place")
        if is_place is places and len(term) <= CODE and term.casefold() not in _KINDS:
            yield term


def _images(item: ImportedItem) -> tuple[Image, ...]:
    """Return the words of the pictures, those of one picture told twice once."""
    images: dict[str, Image] = {}
    for image in (*item.images, *html.pictures(item.content)):
        images.setdefault(image.alt or image.caption, html.split_credit(image))
    return tuple(images.values())
