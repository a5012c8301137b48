"""What a reading was unsure of, as the writing page offers it: settled by a click."""

from collections.abc import Callable, Iterator

from feeds.wording import KIND_LABELS
from releases.intake.record import Intake
from releases.model import Kind
from service.redaktion.labels import FIELDS
from service.redaktion.writing import contact_choices
from service.redaktion.writing.offers import Alternative, OfferedDoubt, shorten

Say = Callable[..., str]
_NONE = {"title": "Ingen rubrik", "lead": "Ingen ingress", "about": "Ingen text om avsändaren"}


def offered(record: Intake, about: str, say: Say) -> tuple[OfferedDoubt, ...]:
    """Return the doubts that fields of the page can settle; `about` is what stands there."""
    return tuple(_offered(record, about, say))


def describe(doubts: tuple[OfferedDoubt, ...], say: Say) -> Iterator[str]:
    """Yield the doubts as sentences, for a page that can only be read."""
    for doubt in doubts:
        if doubt.told:
            yield doubt.told
            continue
        others = " ".join(f"”{alternative.shown}”" for alternative in doubt.alternatives)
        yield say(
            "Osäkert fält: {field}. Det kan också vara: {others}", field=doubt.label, others=others
        )


def _offered(record: Intake, about: str, say: Say) -> Iterator[OfferedDoubt]:
    held = {"title": record.title, "lead": record.lead, "kind": record.kind.value, "about": about}
    for doubt in record.uncertain:
        if doubt.contacts:
            yield contact_choices.offer(doubt, say)
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
    return shorten(value)
