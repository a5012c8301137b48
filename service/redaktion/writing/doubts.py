"""What a reading was unsure of, as the writing page offers it: settled by a click."""

from collections.abc import Callable, Iterator

import msgspec

from feeds.wording import KIND_LABELS
from releases.intake.record import Intake
from releases.model import Kind
from service.redaktion.labels import FIELDS

Say = Callable[..., str]
_SHOWN = 90
_NONE = {"title": "Ingen rubrik", "lead": "Ingen ingress", "about": "Inget slutstycke"}


class Alternative(msgspec.Struct, frozen=True):
    """What a field could hold instead, and what its button says."""

    value: str
    shown: str


class OfferedDoubt(msgspec.Struct, frozen=True):
    """A field by its name in the form, what it holds as read, and what else it could hold."""

    field: str
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
        # A closing text that is the newsroom's own stands under every text: nobody need choose it.
        if doubt.field in held and doubt.value == held[doubt.field]:
            others = tuple(
                Alternative(value, _shown(doubt.field, value, say))
                # Nothing at all is the last thing to choose.
                for value in sorted(dict.fromkeys(doubt.alternatives), key=lambda each: not each)
                if value != doubt.value
            )
            yield OfferedDoubt(doubt.field, say(FIELDS[doubt.field]), doubt.value, others)


def _shown(field: str, value: str, say: Say) -> str:
    if field == "kind":
        return say(KIND_LABELS[Kind(value)])
    if not value:
        return say(_NONE[field])
    return f"{value[:_SHOWN].rstrip()} …" if len(value) > _SHOWN else value
