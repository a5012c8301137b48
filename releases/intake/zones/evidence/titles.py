"""Where titles stand: short, before the first prose, beside a stamp; and what stands around."""

import re
from collections.abc import Iterator

from releases.intake import kinds, persons
from releases.intake.zones.page import Page
from releases.text import speech

_FEWEST_WORDS = 3
_LONGEST = 200
_FROM = re.compile(r"(?:från|from) .{2,80}", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]{1,80}\)|(?:hej(?:san)?|hello|hi)\b.{0,30}", re.IGNORECASE)
_OPENS_WITH_KIND = re.compile(
    rf"(?:påminnelse:? )?(?:{kinds.LABEL}|inbjudan|pressträff|pressmöte)\b", re.IGNORECASE
)


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    yield from _place(page, at)
    yield from _beside_stamps(page, at)
    if facts.level == 1:
        yield "marked title"
    if persons.is_sender(facts.bare) or (facts.is_organisation and facts.is_short):
        yield "bare sender"
    if _goes_on(facts.text):
        yield "goes on from title"
    if _ASIDE.fullmatch(facts.text):
        yield "aside"
    if kinds.is_label(facts.bare) and _may_title_beside(page, at):
        yield "label beside a title"
    elif len(facts.words) >= _FEWEST_WORDS and _OPENS_WITH_KIND.match(facts.bare):
        yield "opens with kind"
    if _is_second(page, at):
        yield "second line of a title"


def _place(page: Page, at: int) -> Iterator[str]:
    if at == page.first_prose:
        yield "first prose"
    elif at > page.first_prose:
        yield "behind first prose"
    else:
        yield "before prose"
        if page.may_title(at):
            yield "first that may be title" if at == page.first_candidate else "may be title"
            if at == page.fullest_candidate:
                yield "fullest that may be title"
        if at + 1 == page.first_prose:
            yield "above first prose"


def _may_title_beside(page: Page, at: int) -> bool:
    """Tell whether another line may be the title: beside a label, or the first that may."""
    beside = (at - 1, at + 1, page.first_candidate, page.fullest_candidate)
    return any(
        page.may_title(other) and not kinds.is_label(page.lines[other].bare)
        for other in beside
        if 0 <= other < page.first_prose and other != at
    )


def _is_second(page: Page, at: int) -> bool:
    """Tell whether a line stands right below one that may be the title, and both above the prose.

    Nothing else touches them, and the one above names no sender.
    """
    above, below = page.at(at - 1), page.at(at + 1)
    if above is None or below is None or at + 1 != page.first_prose:
        return False
    facts = page.lines[at]
    return (
        not facts.line.gap
        and (above.line.gap or (at > 1 and page.lines[at - 2].stamp is not None))
        and below.line.gap
        and len(above.words) >= _FEWEST_WORDS
        and page.may_title(at - 1)
        and page.may_title(at)
        and not above.is_organisation
    )


def _beside_stamps(page: Page, at: int) -> Iterator[str]:
    above, below = page.at(at - 1), page.at(at + 1)
    if below and below.stamp:
        yield "above strong stamp" if below.stamp.is_strong else "above stamp"
        is_slight = len(page.lines[at].words) < _FEWEST_WORDS
        if is_slight and at + 2 < page.first_prose and page.may_title(at + 2):
            yield "slight above stamp and title"
    if above and above.stamp:
        yield "sender below stamp" if _FROM.fullmatch(page.lines[at].text) else "below stamp"


def _goes_on(text: str) -> bool:
    """Tell whether a line goes on from a title above it: "- ny festival för hela länet"."""
    words = speech.strip_dash(text) or speech.strip_hyphen(text) or ""
    return (
        words[:1].islower()
        and len(text) <= _LONGEST
        and not speech.is_sentence(words)
        and not speech.attribution(words)
    )
