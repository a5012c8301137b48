"""Lines that belong together by what opens their run: a colon, a heading of topics, hyphens."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from releases.intake.contact_headings import is_heading
from releases.intake.zones.facts import LineFacts
from releases.text import speech

# Words: what pages call their topics, in Swedish and English.
TOPICS = re.compile(
    r"(?:nyckelord|ämne(?:n|sord)?|taggar|kategori(?:er)?|regioner|etiketter|keywords|topics|tags)"
    r"(?: ?: ?.{0,80})?",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"(?:(?:med )?(?:\w+a?)? ?hälsning(?:ar)?(?: från .{2,40})?|m\.?v\.?h\.?"
    r"|(?:kind|best) regards|ystävällisin terveisin|(?:med )?vennlig hilsen)[ ,.!:]*",
    re.IGNORECASE,
)
# A label and what it stands for: "Pris: gratis".
_ITEM_FIELD = re.compile(r"[^\W_][^.:!?]{1,40}: ?\S")
_LONGEST_ITEM = 200
_MOST_SIGNED = 7
_APART = 2
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


class Signature(NamedTuple):
    """The lines of a farewell and what it is signed with; whether a number is among these."""

    first: int
    end: int
    is_reached: bool


def signatures(lines: Sequence[LineFacts]) -> list[Signature]:
    """Return the signatures of a page: a farewell alone on its line, and short lines below it."""
    found: list[Signature] = []
    for at, facts in enumerate(lines):
        if not _FAREWELL.fullmatch(facts.bare):
            continue
        end = at + 1
        while end < min(len(lines), at + 1 + _MOST_SIGNED) and _may_sign(lines[end], end - at):
            end += 1
        found.append(Signature(at, end, any(line.reached for line in lines[at:end])))
    return found


def _may_sign(facts: LineFacts, away: int) -> bool:
    is_apart = facts.line.gap and away > _APART
    return (facts.is_short or facts.is_postal) and not (is_apart or facts.is_prose or facts.stamp)


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


def dashed_items(lines: Sequence[LineFacts]) -> frozenset[int]:
    """Return the dashed lines that are items: of a run of touching ones that nobody speaks in.

    None of them is a sentence of its own, or most are a label and what it stands for.
    """
    items: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        touches = at < len(lines) and lines[at].dash is not None
        if touches and run and lines[at].line.gap:
            touches = False
        if not touches:
            if len(run) > 1 and _are_items([lines[line].dash or "" for line in run]):
                items.update(run)
            run = []
        if at < len(lines) and lines[at].dash is not None:
            run.append(at)
    return frozenset(items)


def _are_items(run: Sequence[str]) -> bool:
    if any(len(words) > _LONGEST_ITEM or speech.attribution(words) for words in run):
        return False
    fields = sum(bool(_ITEM_FIELD.match(words)) for words in run)
    return fields * 2 > len(run) or not any(
        speech.is_sentence(words) and words[:1].isupper() for words in run
    )
