"""People to ask: headings over contacts, numbers and addresses, names and titles beside them."""

import re
from collections.abc import Iterator

from releases.intake import contact_headings, persons
from releases.intake.zones.facts import LineFacts
from releases.intake.zones.layout import FAR
from releases.intake.zones.page import Page

# "Postadress: Box 1, 123 45 Solvik. Växel: …": where the sender sits, at the foot of a page.
_HOUSE = re.compile(r"(?:post|besöks)?adress ?:|box \d|[^,:]{3,40}, (?:box )?\d", re.IGNORECASE)
_NEAR = 3
_NEXT = 2


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    yield from _headings(page, at)
    if facts.is_data or page.is_data[at]:
        yield _data(facts)
    elif page.is_prose[at]:
        if facts.reached:
            yield "number in prose"
    else:
        yield _place(page, at)
        yield from _who(page, at)
    if facts.signs_up:
        yield "where to sign up"
    if facts.is_postal:
        yield "postal address"
        if at > page.first_data and at > page.last_prose and _HOUSE.match(facts.bare):
            yield "address of the house"
    if at in page.signed:
        yield "signed with a number" if page.signed[at] else "signed without a number"


def _headings(page: Page, at: int) -> Iterator[str]:
    facts, above = page.lines[at], page.at(at - 1)
    ahead = page.data_ahead[at]
    if contact_headings.is_heading(facts.bare):
        yield "contact heading"
    elif contact_headings.announces(facts.bare) and (facts.reached or ahead <= _NEAR):
        yield "announces contacts"
    if above and facts.names and contact_headings.is_heading(above.bare):
        yield "name below a contact heading"
    if facts.tells_whom_to_ask:
        is_person = facts.names or facts.is_title_of_person
        if facts.is_short and 0 < ahead <= _NEXT and not is_person:
            yield "words above contacts"
        yield "word of contacts"


def _data(facts: LineFacts) -> str:
    if not facts.reached:
        return "label of a number"
    if facts.names:
        return "name and number"
    return "words and number" if facts.spoken else "number or address"


def _place(page: Page, at: int) -> str:
    ahead, behind = page.data_ahead[at], page.data_behind[at]
    if ahead < FAR and behind < FAR:
        return "between numbers"
    if ahead < FAR:
        return "above numbers"
    return "below numbers" if behind < FAR else "far from numbers"


def _who(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
    is_above = page.data_ahead[at] <= _NEAR
    is_near = is_above or page.data_behind[at] <= _NEAR
    if facts.names:
        yield "name near numbers" if is_above else "name"
    elif facts.is_short and persons.is_office(facts.bare):
        yield "office near numbers" if is_above else "office"
    elif facts.is_title_of_person:
        yield "title near numbers" if is_near else "title of a person"
