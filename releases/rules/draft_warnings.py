"""What a communicator should look at in a draft while it is being written."""

from datetime import datetime

from releases.intake import blocks, characters, lines, place_names, quotes, warnings
from releases.intake.record import Caution, Intake, Occasion, Picture
from releases.model import Document
from releases.rules import placeholders
from releases.times import local_day, local_text

_SHOWN = 60
# A text that is being written has no time yet.
_NOT_YET = frozenset({"no-date"})
# At the desk these are fields, not parts of a text.
OF_FIELDS = {
    "no-title": "Rubriken saknas.",
    "no-body": "Texten saknas.",
    "missing-lead": "Ingressen saknas.",
    "unknown-language": "Språket är inte valt.",
}
# What only a draft is told.
MESSAGES = {
    "placeholder": "Något är inte ifyllt: {}",
    "no-contact": "Ingen kontakt är angiven.",
    "place-misspelled": "Menade du {}?",
    "phone-without-number": "Ett telefonnummer har inga siffror att ringa: ”{}”",
}
_FEWEST_DIGITS = 3


def of(document: Document, t: datetime) -> tuple[Caution, ...]:
    """Return what to look at in a draft if it went out at `t`; Swedish sentences. Never raises."""
    text = characters.clean(document.body)
    intake = Intake(
        title=document.title,
        kind=document.kind,
        published_at=local_text(t),
        language=document.language,
        lead=document.lead,
        body=document.body,
        quotes=quotes.find(blocks.of_draft(lines.split(text))),
        contacts=document.contacts,
        images=tuple(Picture(image.caption, image.alt, image.credit) for image in document.images),
        about=document.about,
        event=_occasion(document),
    )
    found = [
        Caution(warning.code, OF_FIELDS.get(warning.code, warning.message))
        for warning in warnings.about(intake, {})
        if warning.code not in _NOT_YET
    ]
    # An old text may be opened years later: only its occasion tells of a year that is not written.
    occasion = local_day(document.event.starts_at) if document.event else None
    found += warnings.of_weekdays(intake, None, occasion)
    left = placeholders.suspect(document)
    if left:
        found.append(_caution("placeholder", left[0]))
    if not document.contacts:
        found.append(_caution("no-contact"))
    for number in (phone for contact in document.contacts for phone in contact.phones):
        if sum(map(str.isdecimal, number)) < _FEWEST_DIGITS:
            found.append(_caution("phone-without-number", number))
    beginning = f"{document.lead}\n\n{text}".strip()
    for written, meant in place_names.find_misspelled(document.places, beginning):
        found.append(_caution("place-misspelled", f"{meant} (”{written[: _SHOWN // 2]}”)"))
    if any(image.media and not image.alt for image in document.images):
        found.append(warnings.caution("picture-without-alt"))
    return tuple(dict.fromkeys(found))


def _caution(code: str, detail: str = "") -> Caution:
    return Caution(code, MESSAGES[code].format(detail[:_SHOWN]))


def _occasion(document: Document) -> Occasion | None:
    event = document.event
    if event is None:
        return None
    ends_at = local_text(event.ends_at) if event.ends_at else None
    return Occasion(local_text(event.starts_at), ends_at, event.place)
