"""Records without the marks of Markdown in what is no Markdown: title, lead, names, captions."""

import msgspec

from releases.intake.html.marks import plain
from releases.intake.record import Intake, Picture, Quote
from releases.model import Contact


def plainly(record: Intake) -> Intake:
    """Return the record with its plain fields as readers see them; body and about stay."""
    event = record.event
    return msgspec.structs.replace(
        record,
        title=plain(record.title),
        lead=plain(record.lead),
        quotes=tuple(
            Quote(plain(each.text), plain(each.speaker), plain(each.role)) for each in record.quotes
        ),
        contacts=tuple(
            Contact(plain(each.name), plain(each.role), each.phones, each.emails)
            for each in record.contacts
        ),
        images=tuple(
            Picture(plain(each.caption), plain(each.alt), plain(each.credit))
            for each in record.images
        ),
        event=event and msgspec.structs.replace(event, place=plain(event.place)),
        dropped=tuple(plain(each) for each in record.dropped),
    )
