"""What a reading was unsure of, as the writing page offers it: settled by a click."""

import re
from collections.abc import Callable, Iterator

import msgspec

from feeds.wording import KIND_LABELS
from releases.intake.record import Doubt, Intake
from releases.model import Kind
from service.redaktion.labels import FIELDS

Say = Callable[..., str]
_SHOWN = 90
_CONTACT = re.compile(r"contacts\[(\d+)\]\.(name|role)")
_CONTACT_LABELS = {"name": "Namn", "role": "Roll"}
_NONE = {"title": "Ingen rubrik", "lead": "Ingen ingress", "about": "Inget slutstycke"}


class Alternative(msgspec.Struct, frozen=True):
    """What a field could hold instead, and what its button says."""

    value: str
    shown: str


class OfferedDoubt(msgspec.Struct, frozen=True):
    """A field by its name in the form, what it holds as read, and what else it could hold.

    `row` is its place among the fields of that name.
    """

    field: str
    row: int
    label: str
    was: str
    alternatives: tuple[Alternative, ...]


def offered(record: Intake, about: str, say: Say) -> tuple[OfferedDoubt, ...]:
    """Return the doubts that fields of the page can settle; `about` is what stands there."""
    return tuple(_offered(record, about, say))


def describe(doubts: tuple[OfferedDoubt, ...], say: Say) -> Iterator[str]:
    """Yield the doubts as sentences, for a page that can only be read."""
    for doubt in doubts:
        others = " ".join(f"”{alternative.shown}”" for alternative in doubt.alternatives)
        yield say("{field} är osäker. Kunde också vara: {others}", field=doubt.label, others=others)


def _offered(record: Intake, about: str, say: Say) -> Iterator[OfferedDoubt]:
    held = {"title": record.title, "lead": record.lead, "kind": record.kind.value, "about": about}
    for doubt in record.uncertain:
        contact = _CONTACT.fullmatch(doubt.field)
        if contact and int(contact[1]) < len(record.contacts):
            row, part = int(contact[1]), contact[2]
            was, label = getattr(record.contacts[row], part), _CONTACT_LABELS[part]
            yield _offer(doubt, f"contact.{part}", row, was, say(label), say)
        elif doubt.field in held:
            was, label = held[doubt.field], say(FIELDS[doubt.field])
            yield _offer(doubt, doubt.field, 0, was, label, say)


def _offer(doubt: Doubt, field: str, row: int, was: str, label: str, say: Say) -> OfferedDoubt:
    others = tuple(
        Alternative(value, _shown(doubt.field, value, say))
        for value in dict.fromkeys(doubt.alternatives)
        if value != was
    )
    return OfferedDoubt(field, row, label, was, others)


def _shown(field: str, value: str, say: Say) -> str:
    if field == "kind":
        return say(KIND_LABELS[Kind(value)])
    if not value:
        return say(_NONE.get(field, "Tomt"))
    return f"{value[:_SHOWN].rstrip()} …" if len(value) > _SHOWN else value
