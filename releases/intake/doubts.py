"""What was read with little certainty: the field, and what it may be instead."""

from collections.abc import Iterator, Sequence

from releases.intake import contact_doubts, titles
from releases.intake.kinds import Decision
from releases.intake.record import Doubt, Intake
from releases.intake.zones.zone import Zone
from releases.intake.zones.zoned_page import ZonedPage

_MOST = 4


def find(intake: Intake, reading: ZonedPage, decision: Decision) -> Iterator[Doubt]:
    """Yield the fields of a record for which other evidence was nearly as good."""
    rivals = [titles.read_title(text).text for text in reading.rivals(Zone.TITLE)]
    yield from _doubt("title", intake.title, rivals)
    yield from _doubt("kind", intake.kind, decision.rivals)
    yield from _doubt("lead", intake.lead, list(reading.rivals(Zone.LEAD)))
    yield from contact_doubts.find(intake.contacts, reading)
    yield from _doubt("about", intake.about, list(reading.rivals(Zone.ABOUT)))


def _doubt(field: str, value: str, rivals: Sequence[str]) -> Iterator[Doubt]:
    alternatives = tuple(dict.fromkeys(rival for rival in rivals if rival != value))
    if alternatives:
        yield Doubt(field, value, alternatives[:_MOST])
