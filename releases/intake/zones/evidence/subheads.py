"""Subheads: short lines with text above and below that announce what follows."""

import re
from collections.abc import Iterator

from releases.intake import dates, subheads
from releases.intake.zones.facts import LineFacts
from releases.intake.zones.page import Page

_LONGEST = 80
_LONGEST_TITLE = 150
_MOST_WORDS = 12
_DAY_WORDS = 4
_BOLD = re.compile(r"(?:\*\*|__)[^*_]{1,80}?[^*_.]:?(?:\*\*|__):?")
_QUOTED = re.compile(r"[”“\"»][^”“\"»«]{2,60}[^”“\"»«.!,…][”“\"«]")
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.\w+/")


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if facts.level > 1 or _BOLD.fullmatch(facts.text):
        yield "marked heading"
    if subheads.names_section(facts.bare.rstrip(":")):
        yield "word of a section"
    yield from _labels(facts)
    if subheads.is_unfinished(facts.text):
        yield "unfinished"
    if _is_long_head(page, at):
        yield "long subhead"
    if _may_head(facts):
        yield "subhead in marks" if _QUOTED.fullmatch(facts.text) else "shape of a subhead"
        yield from _below(page, at)
        yield from _above(page, at)


def _labels(facts: LineFacts) -> Iterator[str]:
    if facts.text.endswith(":"):
        if subheads.leads_in(facts.text):
            yield "leads in"
        if len(facts.words) <= _DAY_WORDS and dates.find_day(facts.text):
            yield "day with a colon"
    if facts.label and not facts.text.endswith(":"):
        yield "labelled"


def _is_long_head(page: Page, at: int) -> bool:
    """Tell whether a long line is a heading: no sentence, right above text, apart from text above.

    A paragraph that somebody did not end stands apart from the next one.
    """
    facts, above, below = page.lines[at], page.at(at - 1), page.at(at + 1)
    return (
        _LONGEST < facts.size <= _LONGEST_TITLE
        and facts.line.gap
        and at > page.first_prose
        and not (facts.is_ended or facts.is_data or facts.label or facts.attributes)
        and facts.text[-1:] not in ";:,"
        and facts.text[:1].isupper()
        and above is not None
        and above.is_ended
        and below is not None
        and not below.line.gap
        and below.is_sentence
        and page.is_prose[at + 1]
    )


def _may_head(facts: LineFacts) -> bool:
    first = facts.text.lstrip('#”“"» ')[:1]
    return (
        facts.size <= _LONGEST
        and 0 < len(facts.words) <= _MOST_WORDS
        and (first.isupper() or first.isdigit())
        and facts.text[-1:] not in ".;,!"
        and not facts.is_data
        and not _ADDRESS.search(facts.text)
    )


def _below(page: Page, at: int) -> Iterator[str]:
    below = page.at(at + 1)
    if below is None:
        return
    if page.is_prose[at + 1] or below.dash is not None or below.hyphen is not None:
        yield "text right below"
    elif below.text.startswith("|") or subheads.is_marked(below.text):
        yield "list right below"
    elif below.is_short:
        yield "short line apart below" if below.line.gap else "short lines below"


def _above(page: Page, at: int) -> Iterator[str]:
    facts, above, below = page.lines[at], page.at(at - 1), page.at(at + 1)
    if above is None:
        return
    if page.is_prose[at - 1] or above.is_ended:
        yield "text right above"
    elif above.is_short and not facts.line.gap:
        yield "short line above"
    if facts.line.gap and below is not None and below.line.gap:
        yield "on its own"
