"""A release as plain text: what its HTML says, for readers that show or search text alone."""

from functools import lru_cache

from feeds import wording
from feeds.characters import clean, line
from releases import phones
from releases.markdown import to_text
from releases.model import Contact, Event, Image
from releases.reading import PublicRelease
from releases.timeline import Entry


def text(release: PublicRelease) -> str:
    """Return the content of a release as paragraphs of text parted by empty lines.

    The order is that of `feeds.content.html`; of a withdrawn release the notice alone is left.
    """
    if release.state.withdrawn:
        return withdrawal(release)
    document = release.document
    about = document.about or release.newsroom.about
    paragraphs = (
        *(_notice(wording.CORRECTION, each) for each in release.corrections),
        document.lead,
        _occasion(document.event) if document.event else "",
        *(_caption(image) for image in release.images),
        _prose(document.body),
        *(_contact(person) for person in document.contacts),
        *(f"{link.title}: {link.url}" for link in document.links),
        *(f"Bilaga: {each.title}" for each, _ in release.attached()),
        _prose(about),
    )
    return "\n\n".join(kept for each in paragraphs if (kept := clean(each).strip()))


def withdrawal(release: PublicRelease) -> str:
    """Return one sentence or two: when a release was withdrawn, and why."""
    return clean(_notice(wording.WITHDRAWN, release.state.entry, wording.WITHDRAWAL))


# Parsing Markdown is most of the cost of a feed, and the same bodies come again and again.
@lru_cache(maxsize=512)
def _prose(markdown: str) -> str:
    return to_text(clean(markdown))


def _notice(word: str, entry: Entry, otherwise: str = "") -> str:
    when = wording.moment(entry.at, day_only=entry.day_only)
    note = entry.note or otherwise
    return f"{word} {when}: {note}" if note else f"{word} {when}"


def _caption(image: Image) -> str:
    credit = line(image.credit)
    return line(f"{image.caption} {wording.credit_line(credit) if credit else ''}")


def _occasion(event: Event) -> str:
    return f"När: {wording.occasion(event)}" + (f"\nVar: {event.place}" if event.place else "")


def _contact(person: Contact) -> str:
    numbers = (phones.shown(clean(phone)) for phone in person.phones)
    parts = (person.name, person.role, *numbers, *person.emails)
    return "Kontakt: " + ", ".join(part for part in parts if part)
