"""Whose a number or an address is: the evidence for the name above it and for another one."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from releases.intake import contact_headings, contacts, persons
from releases.intake.contact_details import Reach, reaches
from releases.intake.lines import TextLine
from releases.model import Contact
from releases.text.slugs import slug

# An owner ahead of another by no more than this is worth a question.
_CLOSE = 1.5
# What a detail right below a name is worth for it, what one that has no other detail is worth,
# a blank line on one side only, the same line.
_BELOW_NAME = 1.0
_ALONE = 1.0
_OWN_DETAIL = 2.0
_PARTED = 1.5
_JOINED = 2.0
# So many names in a row are a list; of a longer one nobody is asked about.
_LIST = 2
_LONGEST = 20
# A line of more characters is not asked about.
_LONGEST_LINE = 1_000


class ContactPiece(NamedTuple):
    """A piece of a line among contacts: whom its words name, or which detail it is.

    `gap` is a blank line before it; what is `joined` goes on with the line of the piece above.
    """

    person: Contact = Contact()
    detail: Contact = Contact()
    has_words: bool = False
    gap: bool = False
    joined: bool = False

    @property
    def is_detail(self) -> bool:
        """Whether it is a number or an address."""
        return is_reached(self.detail)


class ContestedDetail(NamedTuple):
    """A detail (a contact without a name) and whom it was read for; then whose it might be.

    Each of `rivals` is the contacts that might hold it, together.
    """

    detail: Contact
    owner: Contact
    rivals: tuple[tuple[Contact, ...], ...]


def parse(line: TextLine) -> list[ContactPiece]:
    """Return the pieces of a line among contacts; one without words for a heading."""
    bare = line.text.replace("**", "").strip("#*• ")
    after = contact_headings.after(bare)
    found: list[ContactPiece] = []
    told = bare if after is None else after
    for piece in reaches(told) if len(told) <= _LONGEST_LINE else ():
        if isinstance(piece, Reach):
            found.append(ContactPiece(detail=to_contact(piece)))
            continue
        for words in contacts.SECOND.split(piece):
            person = persons.parse(words)
            named = Contact(*person) if persons.is_name(person.name) else Contact()
            found.append(ContactPiece(named, has_words=True))
    kept = [piece for piece in found if piece.has_words or piece.is_detail] or [ContactPiece()]
    return [
        piece._replace(gap=line.gap and not at, joined=bool(at)) for at, piece in enumerate(kept)
    ]


def to_contact(reach: Reach) -> Contact:
    """Return a number or an address as a contact without a name."""
    return Contact(
        phones=(reach.phone,) if reach.phone else (), emails=(reach.email,) if reach.email else ()
    )


def find(pieces: Sequence[ContactPiece], found: Sequence[Contact]) -> Iterator[ContestedDetail]:
    """Yield details of one run of contacts that might as well be of another than who holds them."""
    holders = _Holders(found, pieces)
    for at, piece in enumerate(pieces):
        owner = holders.of(piece.detail) if piece.is_detail else None
        addressed = holders.addressed(piece.detail)
        if owner is None or owner in addressed:
            continue
        rivals: list[tuple[Contact, ...]] = [(rival,) for rival in addressed]
        if not rivals:
            rivals += _above(pieces, at, owner, holders)
            rivals += _below(pieces, at, owner, holders)
        if others := tuple(dict.fromkeys(each for each in rivals if each != (owner,))):
            yield ContestedDetail(piece.detail, owner, others)


class _Holders:
    """Contacts by their names, by what they are reached by, by the name in an address."""

    def __init__(self, found: Sequence[Contact], pieces: Sequence[ContactPiece]) -> None:
        self._by_name = {contact.name: contact for contact in reversed(found)}
        self._by_detail: dict[str, list[Contact]] = {}
        for contact in found:
            for detail in (*contact.phones, *contact.emails):
                self._by_detail.setdefault(detail, []).append(contact)
        self._by_family: dict[str, list[Contact]] = {}
        named = {piece.person.name: piece.person for piece in pieces if piece.person.name}
        for name, person in named.items():
            family = slug(name.rpartition(" ")[2])
            self._by_family.setdefault(family, []).append(self.named(person))

    def named(self, person: Contact) -> Contact:
        """Return who is called so, with all that was read of them."""
        return self._by_name.get(person.name, person)

    def addressed(self, detail: Contact) -> list[Contact]:
        """Return whose family name is a part of an address: "bo.ek@…"."""
        said = re.split(r"[._-]", "".join(detail.emails).partition("@")[0].lower())
        return [each for part in dict.fromkeys(said) for each in self._by_family.get(part, ())]

    def of(self, detail: Contact) -> Contact | None:
        """Return the one contact that holds a detail, None where none or several do."""
        held = self._by_detail.get((*detail.phones, *detail.emails)[0], [])
        return held[0] if len(held) == 1 else None


def _below(
    pieces: Sequence[ContactPiece], at: int, owner: Contact, holders: _Holders
) -> Iterator[tuple[Contact, ...]]:
    """Yield whoever is named right below, where that is nearly as good as the name above."""
    if at + 1 == len(pieces) or not pieces[at + 1].person.name:
        return
    rival = holders.named(pieces[at + 1].person)
    ahead = -_ALONE
    if owner.name:
        ahead = _BELOW_NAME + (_OWN_DETAIL if is_reached(rival) else -_ALONE)
        ahead += _JOINED * pieces[at].joined
    ahead += _PARTED * (pieces[at + 1].gap - (pieces[at].gap and at > 0))
    if ahead < _CLOSE:
        yield (rival,)


def _above(
    pieces: Sequence[ContactPiece], at: int, owner: Contact, holders: _Holders
) -> Iterator[tuple[Contact, ...]]:
    """Yield who else stands in the list of names above, one each where there is one for each."""
    first, below = at, at + 1
    while first and at - first < _LONGEST and pieces[first - 1].is_detail:
        first -= 1
    while below < len(pieces) and below - at < _LONGEST and pieces[below].is_detail:
        below += 1
    top = first
    # What goes on with a line is of those whom that line names.
    while top and first - top < _LONGEST and pieces[top - 1].has_words:
        if pieces[first].joined and not pieces[top].joined:
            break
        top -= 1
    listed = [holders.named(piece.person) for piece in pieces[top:first] if piece.person.name]
    if len(listed) < _LIST or listed[-1] != owner:
        return
    if below - first == len(listed):
        listed = [listed[at - first], owner]
    others = [each for each in listed if each != owner and not is_reached(each)]
    yield from ((each,) for each in others)
    if others and below - first != len(others) + 1:
        yield (*others, owner)


def is_reached(contact: Contact) -> bool:
    """Tell whether a contact has a number or an address."""
    return bool(contact.phones or contact.emails)


def with_detail(contact: Contact, detail: Contact) -> Contact:
    """Return a contact that has a detail as well."""
    return msgspec.structs.replace(
        contact,
        phones=tuple(dict.fromkeys((*contact.phones, *detail.phones))),
        emails=tuple(dict.fromkeys((*contact.emails, *detail.emails))),
    )


def without_detail(contact: Contact, detail: Contact) -> Contact:
    """Return a contact that lacks a detail."""
    return msgspec.structs.replace(
        contact,
        phones=tuple(each for each in contact.phones if each not in detail.phones),
        emails=tuple(each for each in contact.emails if each not in detail.emails),
    )
