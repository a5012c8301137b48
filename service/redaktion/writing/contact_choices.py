"""What was unsure about contacts, as choices: add them or not, and whose a number or address is."""

import re
from collections.abc import Callable, Sequence

from releases.intake.record import Doubt
from releases.model import Contact, Document
from releases.text import phones
from service.redaktion.labels import FIELDS
from service.redaktion.writing import fields
from service.redaktion.writing.offers import Alternative, OfferedDoubt, shorten

Say = Callable[..., str]
_WORD = re.compile(r"\w+")


def offer(doubt: Doubt, say: Say) -> OfferedDoubt:
    """Return the choice that settles a doubt about contacts."""
    # A detail is always somebody's; lines may be of nobody.
    make = _of_lines if "" in (doubt.value, *doubt.alternatives) else _of_owner
    return make(doubt, say)


def _of_lines(doubt: Doubt, say: Say) -> OfferedDoubt:
    """Return the choice whether lines are a contact."""
    label, none = say(FIELDS[doubt.field]), say("Inte en kontakt")
    found = doubt.value or doubt.alternatives[0]
    asked = say("Kontakt? {words}", words=shorten(found))
    if doubt.value:
        told = say("Är kanske ingen kontakt: ”{words}”", words=shorten(found))
        right = say("Det är en kontakt")
    else:
        told = say("Det här kan vara en kontakt: ”{words}”", words=shorten(found))
        right = none
    adds = say("Lägg till som kontakt")
    shown = [
        (shorten(each) if doubt.value else adds) if each else none for each in doubt.alternatives
    ]
    # A sentence that names somebody stays in the text; a line that is nothing else goes.
    is_whole = set(_WORD.findall(doubt.concerns)) <= set(_WORD.findall(found))
    return OfferedDoubt(
        doubt.field,
        label,
        doubt.value,
        _alternatives(doubt, shown),
        rows=_rows(doubt.contacts[0]),
        asked=asked,
        right=right,
        told=told,
        line=doubt.concerns if doubt.value or is_whole else "",
    )


def _of_owner(doubt: Doubt, say: Say) -> OfferedDoubt:
    """Return the choice whose a number or an address is."""
    detail = doubt.concerns
    owner, *others = (_holders(detail, reading, say) for reading in doubt.contacts)
    asked = (
        say("Adressen {detail} hör till:", detail=detail)
        if "@" in detail
        else say("Numret {detail} hör till:", detail=detail)
    )
    told = say(
        "{detail} hör till {owner}, eller kanske till {others}",
        detail=detail,
        owner=owner,
        others=", ".join(others),
    )
    return OfferedDoubt(
        doubt.field,
        say(FIELDS[doubt.field]),
        doubt.value,
        _alternatives(doubt, others),
        rows=_rows(doubt.contacts[0]),
        asked=asked,
        right=owner,
        told=told,
    )


def _holders(detail: str, contacts: Sequence[Contact], say: Say) -> str:
    """Return the names of who has a detail."""
    names = [
        contact.name
        for contact in contacts
        if detail in (*map(phones.format_phone, contact.phones), *contact.emails) and contact.name
    ]
    return f" {say('och')} ".join(names) or say("Ingen av dem")


def _alternatives(doubt: Doubt, shown: Sequence[str]) -> tuple[Alternative, ...]:
    return tuple(
        Alternative(value, words, _rows(contacts))
        for value, words, contacts in zip(
            doubt.alternatives, shown, doubt.contacts[1:], strict=True
        )
    )


def _rows(contacts: tuple[Contact, ...]) -> tuple[tuple[str, ...], ...]:
    """Return contacts as the rows of the form hold them."""
    return fields.rows(fields.to_fields(Document(title="", contacts=contacts)), fields.CONTACT)
