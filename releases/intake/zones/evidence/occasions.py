"""Fields of an occasion: "Tid: …", "Plats" above what it tells, whoever takes part."""

from collections.abc import Iterator

from releases.intake import events, subheads
from releases.intake.zones.page import Page


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if events.is_label(facts.bare):
        yield "label of an occasion"
    elif events.is_field(facts.bare) or subheads.is_field(facts.text) or facts.is_bare_field:
        yield "field of an occasion"
    elif any(
        other is not None and events.is_label(other.bare)
        for other in (page.at(at - 1), None if facts.line.gap else page.at(at - 2))
    ):
        yield "below the label of an occasion"
