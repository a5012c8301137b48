"""The shape of a line: prose or not, how it begins and ends, blank lines around it."""

from collections.abc import Iterator

from releases.intake.zones.facts import LineFacts
from releases.intake.zones.page import Page

_FEW = 3
_LONG = 300
_SHORTEST_CAPITALS = 8
_ENDS = {
    ":": "ends in colon",
    ",": "ends in comma",
    "!": "ends in call",
    "?": "ends in question",
}


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    yield _extent(facts, is_prose=page.is_prose[at])
    if len(facts.words) <= _FEW:
        yield "few words"
    if facts.size >= _LONG:
        yield "very long"
    if facts.text[-1:] in _ENDS:
        yield _ENDS[facts.text[-1:]]
    yield from _opening(facts)
    if at and not facts.line.gap:
        yield "touches above"
    is_last = max(page.last_prose, page.last_data) < at
    if is_last and facts.is_short and not (facts.names or facts.is_title_of_person):
        yield "short below everything"
    below = page.at(at + 1)
    if below is None:
        yield "last line"
    elif not below.line.gap:
        yield "touches below"


def _extent(facts: LineFacts, *, is_prose: bool) -> str:
    if is_prose:
        return "prose"
    if facts.is_sentence and not facts.is_short:
        return "short sentence"
    return "short" if facts.is_short else "long line"


def _opening(facts: LineFacts) -> Iterator[str]:
    first = facts.bare[:1]
    if first.islower():
        yield "small letter first"
    elif first.isdigit():
        yield "clock first" if facts.is_clock else "figure first"
    if facts.size >= _SHORTEST_CAPITALS and facts.text.isupper():
        yield "capitals"
