"""Past its end a contact's numbers and addresses are shown nowhere; the log keeps them."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from releases import contacts
from releases import desk as writes
from releases.desk import Order
from releases.directory import Entry
from releases.lapsing import lapsed, without
from releases.model import Contact, new_id
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
directories = st.lists(st.builds(Entry, id=st.just("i"), contact=people, until=ends), max_size=4)


@given(st.lists(people, max_size=3).map(tuple), directories)
def test_nothing_of_those_who_ended_is_left_and_nothing_else_is_lost(
    named: tuple[Contact, ...], entries: list[Entry]
) -> None:
    document = builders.document(contacts=named)
    gone = lapsed(entries, MORNING)
    shown = without(document, gone)
    for before, after in zip(document.contacts, shown.contacts, strict=True):
        assert (after.name, after.role) == (before.name, before.role)
        assert set(after.phones) == set(before.phones) - gone
        assert {e.casefold() for e in after.emails} == {e.casefold() for e in before.emails} - gone
    assert without(shown, gone) == shown
    assert structs.replace(shown, contacts=document.contacts) == document


@given(directories)
def test_who_still_holds_a_number_keeps_it_in_sight(entries: list[Entry]) -> None:
    gone = lapsed(entries, MORNING)
    for each in entries:
        if each.until is None or each.until > MORNING:
            assert not gone & {*each.contact.phones, *(e.casefold() for e in each.contact.emails)}


def shown(desk: Desk, release: str, t: datetime) -> Contact:
    found = desk.read(listings.release, ROOM, release, t)
    return found.document.contacts[0]


def test_the_end_passes_by_itself_and_caches_are_told_when(desk: Desk) -> None:
    document = builders.document(contacts=(PERSON,))
    release = desk.write(writes.create, ROOM, document, "test")
    desk.write(writes.approve, ROOM, release.id, Order(Action.PUBLISH), "test")
    until = MORNING + DAY
    desk.write(contacts.put, ROOM, Entry(new_id(), PERSON, until), "test", new=True)
    assert shown(desk, release.id, until - HOUR).phones == PERSON.phones
    assert shown(desk, release.id, until) == Contact("Maja Lund", "presschef")
    assert desk.read(listings.next_instant, MORNING) == until
    assert desk.read(listings.changed_at, ROOM, until + HOUR) == until
    kept = desk.read(drafts.revisions, release.id)
    assert kept[0].document.contacts[0].phones == PERSON.phones
