"""Fields of an occasion: "Tid: …", "Plats" above what it tells, whoever takes part."""

import re
from collections.abc import Iterator

from releases.intake import dates, events, subheads
from releases.intake.zones.facts import LineFacts
from releases.intake.zones.page import Page

_LONGEST_FIELD = 160
_LONGEST_DAY = 60
# A weekday, a date without its year, perhaps a time of day: when something is, not what it is.
_BARE_DAY = re.compile(
    rf"(?:{dates.WEEKDAY},? )?(?:den )?\d{{1,2}}(?:/\d{{1,2}}| [a-zåäö]{{3,9}})"
    r"(?:,? (?:kl\.?|klockan) ?[\d.:–-]+)?",
    re.IGNORECASE,
)


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if facts.size <= _LONGEST_DAY and _BARE_DAY.fullmatch(facts.bare):
        yield "day alone"
    if events.is_label(facts.bare):
        yield "label of an occasion"
    elif _is_field(facts):
        is_lead = at == page.first_prose and facts.size > _LONGEST_FIELD
        yield "text with a label" if is_lead else "field of an occasion"
    elif not page.is_prose[at] and any(
        other is not None and events.is_label(other.bare)
        for other in (page.at(at - 1), None if facts.line.gap else page.at(at - 2))
    ):
        yield "below the label of an occasion"


def _is_field(facts: LineFacts) -> bool:
    return events.is_field(facts.bare) or subheads.is_field(facts.text) or facts.is_bare_field
