"""A release as plain text: what its HTML says, for readers that show or search text alone."""

from functools import lru_cache

from feeds import wording
from feeds.characters import clean, line
from feeds.languages import language_of, translate
from releases.model import Contact, Event, Image
from releases.public import PublicRelease
from releases.text import phones
from releases.text.markdown import to_text
from releases.timeline import Entry


def text(release: PublicRelease) -> str:
    """Return the content of a release as paragraphs of text parted by empty lines.

    The order is that of `feeds.content.html`; of a withdrawn release the notice alone is left.
    """
    if release.state.withdrawn:
        return withdrawal(release)
    document = release.document
    spoken = language_of(document.language)
    about = document.about or release.newsroom.about
    paragraphs = (
        *(_correction_notice(correction, spoken) for correction in release.corrections),
        document.lead,
        _occasion(document.event, spoken) if document.event else "",
        *(_caption(image, spoken) for image in release.images),
        _prose(document.body),
        *(_contact(person, spoken) for person in document.contacts),
        *(f"{link.title}: {link.url}" for link in document.links),
        *(f"{translate('Bilaga', spoken)}: {file.title}" for file, _ in release.attached()),
        _prose(about),
    )
    return "\n\n".join(kept for paragraph in paragraphs if (kept := clean(paragraph).strip()))


def withdrawal(release: PublicRelease) -> str:
    """Return one sentence or two: when a release was withdrawn, and why."""
    spoken = language_of(release.document.language)
    return clean(_notice(wording.WITHDRAWN, release.state.entry, spoken, wording.WITHDRAWAL))


# Parsing Markdown is most of the cost of a feed, and the same bodies come again and again.
@lru_cache(maxsize=512)
def _prose(markdown: str) -> str:
    return to_text(clean(markdown))


def _correction_notice(entry: Entry, spoken: str) -> str:
    return _notice(wording.CORRECTION if entry.note else wording.CORRECTED, entry, spoken)


def _notice(word: str, entry: Entry, spoken: str, otherwise: str = "") -> str:
    when = wording.moment(entry.at, spoken, day_only=entry.day_only)
    note = entry.note or (otherwise and translate(otherwise, spoken))
    named = f"{translate(word, spoken)} {when}"
    return f"{named}: {note}" if note else named


def _caption(image: Image, spoken: str) -> str:
    credit = line(image.credit)
    return line(f"{image.caption} {wording.credit_line(credit, spoken) if credit else ''}")


def _occasion(event: Event, spoken: str) -> str:
    when = f"{translate('När', spoken)}: {wording.occasion(event, spoken)}"
    return f"{when}\n{translate('Var', spoken)}: {event.place}" if event.place else when


def _contact(person: Contact, spoken: str) -> str:
    numbers = (phones.format_phone(clean(phone)) for phone in person.phones)
    parts = (person.name, person.role, *numbers, *person.emails)
    return f"{translate('Kontakt', spoken)}: " + ", ".join(part for part in parts if part)
