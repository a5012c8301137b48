"""What to look at before a document goes out: pure. Some of it must not go out unseen."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from releases.intake import embargoes, misdating, personal_numbers, spellings
from releases.model import Document, Kind
from releases.times import local_text

_LONG_TITLE = 150


class Worry(msgspec.Struct, frozen=True):
    """One thing to look at: a fixed code, the words it is about, whether it stops publication."""

    code: str
    about: str = ""
    stops: bool = False


def worries(document: Document, at: datetime) -> tuple[Worry, ...]:
    """Return what to look at before a document is published at `at`, the gravest first."""
    found = (*stopping(document), *_missing(document), *_told(document, at))
    return tuple(dict.fromkeys(found))


def stopping(document: Document) -> tuple[Worry, ...]:
    """Return what stops publication: identity and co-ordination numbers in any field.

    The last four digits are not repeated: what is told is shown and logged.
    """
    text = "\n".join(_texts(msgspec.to_builtins(document)))
    return tuple(
        Worry(
            "coordination-number"
            if personal_numbers.is_coordination(number)
            else "personal-number",
            number[:-4] + "xxxx",
            stops=True,
        )
        for number in dict.fromkeys(personal_numbers.find(text))
    )


def _missing(document: Document) -> Iterator[Worry]:
    if not document.lead:
        yield Worry("no-lead")
    if not document.body:
        yield Worry("no-body")
    if not document.contacts:
        yield Worry("no-contact")
    if document.kind is Kind.PRESS_INVITATION and document.event is None:
        yield Worry("invitation-without-event")
    if not document.topics:
        yield Worry("no-topic")
    if len(document.title) > _LONG_TITLE:
        yield Worry("long-title", str(len(document.title)))
    yield from _halves(document)


def _halves(document: Document) -> Iterator[Worry]:
    for contact in document.contacts:
        if not contact.phones and not contact.emails:
            yield Worry("unreachable-contact", contact.name or contact.role)
    for image in document.images:
        if image.media and not image.alt:
            yield Worry("picture-without-alt", image.caption or image.credit)


def _told(document: Document, at: datetime) -> Iterator[Worry]:
    """Yield what the words themselves give away."""
    said = [document.title, document.lead, document.body, document.about]
    text, shown = "\n".join(said), local_text(at)
    if held := embargoes.unmet(text, shown):
        yield Worry("embargo", held)
    if sentence := misdating.misdated(text, shown):
        yield Worry("date-after-publication", sentence)
    names = [each.name for each in document.contacts]
    for pair in spellings.doubtful([*names, *said]):
        yield Worry("name-spelled-two-ways", " / ".join(pair))
    if document.event and document.event.starts_at < at:
        yield Worry("event-over", document.event.place)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            # Random ids are no words of anybody's.
            if name not in ("media", "translations"):
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
