"""Words of pictures: credits, labels, alternative texts, and lines said twice running."""

from collections.abc import Iterator

from releases.intake import persons
from releases.intake.zones.page import Page

_LONGEST = 400
_LONGEST_ALT = 140
# A name, its double and a title stand above a number.
_NEAR = 3


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    if facts.text.startswith("!["):
        yield "marked picture"
    elif _is_copyright(page, at):
        yield "copyright of a page"
    elif facts.picture:
        yield "credit" if facts.picture.credit else "words of a picture"
    elif _stands_above_credit(page, at):
        yield "right above credit"
    if facts.size <= _LONGEST and _is_said_twice(page, at):
        ahead = min(page.data_ahead[at : at + 2])
        is_portrait = ahead <= _NEAR or facts.is_name or persons.is_office(facts.bare)
        yield "name said twice" if is_portrait else "said twice running"


def _is_copyright(page: Page, at: int) -> bool:
    """Tell whether a line at the foot of a page says whose all of it is: "© Solviks museum"."""
    facts = page.lines[at]
    if not facts.bare.startswith(("©", "(c) ", "Copyright")):
        return False
    owner = facts.picture.credit if facts.picture else ""
    return at > max(page.last_prose, page.first_data) and not persons.is_name(owner)


def _stands_above_credit(page: Page, at: int) -> bool:
    """Tell whether a caption follows: right below, or across a blank line a credit alone."""
    below = page.at(at + 1)
    if below is None or not below.picture or page.is_prose[at] or _is_copyright(page, at + 1):
        return False
    if page.lines[at].size > _LONGEST_ALT or not (below.picture.caption or below.picture.credit):
        return False
    return not below.line.gap or not below.picture.caption


def _is_said_twice(page: Page, at: int) -> bool:
    key = page.lines[at].key
    return any(other and other.key == key for other in (page.at(at - 1), page.at(at + 1)))
