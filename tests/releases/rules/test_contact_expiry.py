"""Past its end a contact's numbers and addresses are shown nowhere; the log keeps them."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from releases.desk import approval, contacts
from releases.desk import drafts as desk_drafts
from releases.desk.approval import Order
from releases.model import Contact, new_id
from releases.rules.contact_expiry import DirectoryEntry, find_expired, remove_expired
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import drafts, listings
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.stores import ROOM, Desk

REACHES = ("+46701740605", "+46701740612", "a@region.example", "b@region.example")
PERSON = Contact("Maja Lund", "presschef", ("+46701740605",), ("Maja.Lund@region.example",))
reaches = st.lists(st.sampled_from(REACHES), max_size=3, unique=True).map(tuple)
people = st.builds(
    Contact,
    name=st.just("N"),
    phones=reaches,
    emails=reaches.map(lambda e: tuple(map(str.upper, e))),
)
ends = st.none() | st.sampled_from([MORNING - HOUR, MORNING, MORNING + HOUR])
directories = st.lists(
    st.builds(DirectoryEntry, id=st.just("i"), contact=people, until=ends), max_size=4
)


@given(st.lists(people, max_size=3).map(tuple), directories)
def test_nothing_of_those_who_ended_is_left_and_nothing_else_is_lost(
    named: tuple[Contact, ...], entries: list[DirectoryEntry]
) -> None:
    document = builders.document(contacts=named)
    gone = find_expired(entries, MORNING)
    shown = remove_expired(document, gone)
    for before, after in zip(document.contacts, shown.contacts, strict=True):
        assert (after.name, after.role) == (before.name, before.role)
        assert set(after.phones) == set(before.phones) - gone
        assert {e.casefold() for e in after.emails} == {e.casefold() for e in before.emails} - gone
    assert remove_expired(shown, gone) == shown
    assert structs.replace(shown, contacts=document.contacts) == document


@given(directories)
def test_who_still_holds_a_number_keeps_it_in_sight(entries: list[DirectoryEntry]) -> None:
    gone = find_expired(entries, MORNING)
    for entry in entries:
        if entry.until is None or entry.until > MORNING:
            assert not gone & {*entry.contact.phones, *(e.casefold() for e in entry.contact.emails)}


def shown(desk: Desk, release: str, t: datetime) -> Contact:
    item = desk.read(listings.release, ROOM, release, t)
    return item.document.contacts[0]


def test_the_end_passes_by_itself_and_caches_are_told_when(desk: Desk) -> None:
    document = builders.document(contacts=(PERSON,))
    release = desk.write(desk_drafts.create, ROOM, validate(document), Actor("test"))
    desk.write(approval.approve, release.ref, Order(Action.PUBLISH), Actor("test"))
    until = MORNING + DAY
    desk.write(contacts.put, ROOM, DirectoryEntry(new_id(), PERSON, until), Actor("test"), new=True)
    assert shown(desk, release.id, until - HOUR).phones == PERSON.phones
    assert shown(desk, release.id, until) == Contact("Maja Lund", "presschef")
    assert desk.read(listings.next_instant, MORNING) == until
    assert desk.read(listings.last_change, ROOM, until + HOUR) == until
    kept = desk.read(drafts.revisions, release.id)
    assert kept[0].document.contacts[0].phones == PERSON.phones
