"""Lines of only kind, sender, date, time and separators, whichever part is missing."""

import re
from collections.abc import Iterator

from releases.intake.stamps import Stamp
from releases.intake.zones.page import Page

_BYLINE = re.compile(
    r"(?:text|av|by|skriven av|publicerat? av)(?: (?:och|&) foto)? ?:? "
    r"(?-i:[A-ZÅÄÖ]).{2,60}",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:\w+n |senast )?(?:publ|uppd|ändr|skap|update)", re.IGNORECASE)
_NEAR_END = 3
_TOP = 6


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if _BYLINE.fullmatch(facts.bare) and not facts.is_ended:
        yield "byline"
    if facts.stamp is None:
        return
    if at in page.occasions:
        yield "day of an occasion"
        return
    yield "strong stamp" if facts.stamp.is_strong else "stamp"
    if facts.stamp.published is None:
        yield "kind alone" if facts.is_stamp else "kind in several words"
    if facts.stamp.is_change:
        yield "stamp of change"
    if facts.stamp.published and _LABELLED.match(facts.bare):
        yield "stamp with a label"
    yield from _place(page, at, facts.stamp)


def _place(page: Page, at: int, stamp: Stamp) -> Iterator[str]:
    if at < max(page.first_prose, _TOP):
        yield "stamp on top"
    elif at >= page.ends_at - _NEAR_END or page.ends_text[at]:
        yield "stamp near the end"
    elif not stamp.is_strong:
        yield "stamp within"
