"""Names sort as the Unicode collation algorithm has it for Swedish; ICU is the judge."""

from functools import cmp_to_key

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model import Contact, new_id
from releases.rules.contact_expiry import DirectoryEntry
from releases.store import directory
from releases.text.swedish_order import compare
from tests import engines
from tests.stores import ROOM, Desk

NAMES = (
    "Östen Öberg", "Åsa Åkerö", "Ärla Ström", "Anna Ek", "anna Ek", "Anna Ek-Berg", "Anna Ekberg",
    "Zäta Ros", "Ole Ørsted", "Olle Örn", "Erik Lindén", "Erik Linden", "Érik Linden", "Wilma Wik",
    "Vilma Wik", "Vera Ask", "Ada Æble", "Müller", "Muller", "Mulm", "3 Kronor", "10 Kronor",
)  # fmt: skip
LETTERS = st.text(st.sampled_from("abcdeéöäåzwvüyøæÅÄÖAZW "), min_size=1, max_size=6)


def ordered(names: list[str]) -> list[str]:
    return sorted(names, key=cmp_to_key(compare))


def test_swedish_letters_come_last_and_accents_are_no_letters() -> None:
    assert ordered(["Ö", "Ä", "Å", "Z", "A", "É", "E", "F"]) == list("AEÉFZÅÄÖ")


@pytest.mark.postgres
@given(st.lists(LETTERS, min_size=2, max_size=12))
def test_names_sort_as_the_server_sorts_them(made: list[str]) -> None:
    names = [*NAMES, *(name.strip() or "a" for name in made)]
    with psycopg.connect(f"{engines.SERVER}/postgres") as server:
        rows = server.execute(
            'SELECT name FROM unnest(%s::text[]) AS name ORDER BY name COLLATE "sv-x-icu"', (names,)
        ).fetchall()
    assert ordered(names) == [name for (name,) in rows]


def test_the_directory_lists_people_in_that_order(desk: Desk) -> None:
    for name in ("Östen", "Åsa", "Ärla", "Zita", "anna", "Bo"):
        desk.write(directory.put, ROOM, DirectoryEntry(new_id(), Contact(name, "press")))
    listed = [entry.contact.name for entry in desk.read(directory.list_contacts, ROOM)]
    assert listed == ["anna", "Bo", "Zita", "Åsa", "Ärla", "Östen"]
