"""Lines that belong together by what opens their run: a colon, a heading of topics, hyphens."""

import re
from collections.abc import Sequence

from releases.intake.contact_headings import is_heading
from releases.intake.zones.facts import LineFacts
from releases.text import speech

# Words: what pages call their topics, in Swedish and English.
TOPICS = re.compile(
    r"(?:nyckelord|ämne(?:n|sord)?|taggar|kategori(?:er)?|regioner|etiketter|keywords|topics|tags)"
    r"(?: ?: ?.{0,80})?",
    re.IGNORECASE,
)
_LONGEST_LEAD_IN = 100
_LABEL_WORDS = 3
_MAY_SPEAK = 2


def below_colons(lines: Sequence[LineFacts]) -> frozenset[int]:
    """Return the lines of runs of short ones, each apart, that a line with a colon opens."""
    found: set[int] = set()
    run: list[int] = []
    is_open = False
    for at, facts in enumerate(lines):
        if is_open and _may_be_item(facts):
            run.append(at)
            continue
        found.update(run if len(run) > 1 else ())
        run, is_open = [], facts.text.endswith(":") and facts.size <= _LONGEST_LEAD_IN
    found.update(run if len(run) > 1 else ())
    return frozenset(found)


def _may_be_item(facts: LineFacts) -> bool:
    is_field = bool(facts.label) and len(facts.label.split()) < _LABEL_WORDS
    return facts.is_short and facts.line.gap and not (is_field or facts.is_data or facts.is_clock)


def below_topics(lines: Sequence[LineFacts]) -> frozenset[int]:
    """Return the lines below a heading of topics, over blank lines, up to prose or contacts."""
    found: set[int] = set()
    is_open = False
    for at, facts in enumerate(lines):
        ends = facts.is_prose or facts.is_data
        if is_open and not ends:
            found.add(at)
        if TOPICS.fullmatch(facts.bare):
            is_open = True
        elif ends or is_heading(facts.bare):
            is_open = False
    return frozenset(found)


def spoken_hyphens(lines: Sequence[LineFacts]) -> frozenset[int]:
    """Return the hyphened lines that are speech, judged by the runs they stand in."""
    spoken: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and lines[at].hyphen is not None:
            run.append(at)
            continue
        if run and _are_spoken([lines[line] for line in run]):
            spoken.update(run)
        run = []
    return frozenset(spoken)


def _are_spoken(run: Sequence[LineFacts]) -> bool:
    """Tell whether hyphened lines side by side are speech: a list has items, not sentences.

    One alone with a capital is speech, even where it is cut. Many right below each other that
    nobody is named for are a list, whatever they say.
    """
    items = [facts.hyphen or "" for facts in run]
    if len(items) == 1:
        return items[0][:1].isupper()
    is_tight = all(not facts.line.gap for facts in run[1:])
    if is_tight and len(items) > _MAY_SPEAK and not any(map(speech.attribution, items)):
        return False
    said = sum(speech.is_sentence(item) and item[:1].isupper() for item in items)
    return said * 2 > len(items) or speech.is_speech(items, tight=False)
