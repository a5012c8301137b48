"""Records without the marks of Markdown in what is no Markdown: title, lead, names, captions."""

import msgspec

from releases.intake.record import Intake, Picture, Quote
from releases.model import Contact
from releases.text.html.inline import plain


def plainly(record: Intake) -> Intake:
    """Return the record with its plain fields as readers see them; body and about stay."""
    event = record.event
    return msgspec.structs.replace(
        record,
        title=plain(record.title),
        lead=plain(record.lead),
        quotes=tuple(
            Quote(plain(quote.text), plain(quote.speaker), plain(quote.role))
            for quote in record.quotes
        ),
        contacts=tuple(
            Contact(plain(contact.name), plain(contact.role), contact.phones, contact.emails)
            for contact in record.contacts
        ),
        images=tuple(
            Picture(plain(image.caption), plain(image.alt), plain(image.credit))
            for image in record.images
        ),
        event=event and msgspec.structs.replace(event, place=plain(event.place)),
        dropped=tuple(plain(line) for line in record.dropped),
    )
