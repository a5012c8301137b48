"""What the desk tells of a refusal: its sentence, beside its field where it has one."""

import re

from releases.errors import InvalidDocument, Refusal
from service.redaktion.labels import FIELDS
from service.redaktion.request import Visit

# Several values are typed into one field of a form: their numbers say nothing there.
_NUMBERED = re.compile(r"((?:\A|\.)(?:phones|emails)|topics|places|translations)\[\d+\]\Z")


def describe(visit: Visit, error: Refusal) -> str:
    """Return what to tell of a refusal; what is wrong with a document by the names of its parts."""
    if not isinstance(error, InvalidDocument):
        return error.reason.sentence(visit.language)
    parts = ((fault.field.partition("[")[0].partition(".")[0], fault) for fault in error.errors)
    said = (
        (visit.say(FIELDS[part]) if part in FIELDS else "", each.reason.sentence(visit.language))
        for part, each in parts
    )
    return " ".join(": ".join(filter(None, sentence)) for sentence in dict.fromkeys(said))


def by_field(visit: Visit, refused: InvalidDocument) -> dict[str, str]:
    """Return sentences by the name of the field (`title`, `contacts[0].emails`)."""
    return {
        _NUMBERED.sub(r"\1", error.field): error.reason.sentence(visit.language)
        for error in reversed(refused.errors)
    }
