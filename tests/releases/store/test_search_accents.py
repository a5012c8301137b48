"""Words are found without their accents, by readers and at the desk; å, ä and ö are letters."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from feeds.excerpt import mark_words
from releases.public import Selection
from releases.store import desklist, search
from releases.text.places import NAMES
from releases.text.search_terms import question
from releases.text.word_readings import indexed
from tests import builders as b
from tests.stores import ROOM, Desk, open_desk

# What is asked, and a title that it finds.
FOUND = [
    ("cafe", "Café i parken"),
    ("café", "Cafe i parken"),
    ("CAFÉ", "Cafe\u0301 i parken"),
    ("ide", "En idé"),
    ("resume", "Resumé av året"),
    ("cahcesuolu", "Čáhcesuolu öppnar"),
    ("sapmi", "Sápmi firar"),
    ("giele", "Åarjelsaemien gïele"),
    ("dalvadis", "Dálvadis spelar"),
    ("deatnu", "Đeatŋu"),
    ("muller", "Jörg Müller"),
    ("müller", "Jorg Muller"),
    ("soren", "Søren Kvist"),
    ("sören", "Søren Kvist"),
    ("søren", "Sören Kvist"),
    ("öresund", "Øresund"),
    ("aero", "Ærø"),
    ("ärö", "Ærø"),
    ("lodz", "Łódź"),
    ("łódź", "Lodz"),
    ("izmir", "İzmir"),
    ("diyarbakir", "Diyarbakır"),
    ("istanbul", "ISTANBUL"),
    ("strasse", "Straße"),
    ("nguyen", "Nguyễn"),
    ("rezene", "Řezené"),
    ('"søren kvists idé"', "Soren Kvists ide"),
    ("la\u0308n", "Län"),
    ("län", "La\u0308n"),
    ("ångstrom", "\u212bngstro\u0300m"),
    ("caf", "Café"),
]
# What is asked, and a title that it does not find.
PASSED_BY = [
    ("lan", "Län"),
    ("lan", "La\u0308n"),
    ("län", "Lan"),
    ("oster", "Öster"),
    ("öster", "Oster"),
    ("aland", "Åland"),
    ("aland", "A\u030aland"),
    ("åland", "Äland"),
    ("aker", "Åker"),
    ("mal", "Mål"),
    ("fore", "Före"),
    ("öresund", "Oresund"),
    ("café", "Caf"),
]


def readers(desk: Desk, typed: str) -> int:
    found = desk.read(search.hits, question(typed), Selection(newsroom=ROOM), b.MORNING, 9)
    return len(found.releases)


def communicators(desk: Desk, typed: str) -> int:
    typed = typed.replace('"', "")
    return len(desk.read(desklist.page, ROOM, desk.clock.now(), 9, None, typed).items)


@pytest.mark.parametrize(("typed", "title"), FOUND)
def test_a_word_is_found_with_and_without_its_accents(desk: Desk, typed: str, title: str) -> None:
    desk.publish(b.document(title, lead="", body="Texten."))
    assert (readers(desk, typed), communicators(desk, typed)) == (1, 1)


@pytest.mark.parametrize(("typed", "title"), PASSED_BY)
def test_the_swedish_letters_are_letters_of_their_own(desk: Desk, typed: str, title: str) -> None:
    """Where there is something as it is typed, nothing else is found by readers or at the desk."""
    desk.publish(b.document(title, lead="", body="Texten."))
    assert readers(desk, typed) == 0
    exact = desk.publish(b.document(f"Om {typed} igen", lead="", body="Texten."))
    found = desk.read(desklist.page, ROOM, desk.clock.now(), 9, None, typed).items
    assert [item.release.id for item in found] == [exact.id]


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("cafe", "Ett Café & en bar", "Ett <mark>Café</mark> &amp; en bar"),
        ("cafe", "Ett Cafe\u0301s lokal", "Ett <mark>Cafe\u0301s</mark> lokal"),
        ("sören", "Om Søren", "Om <mark>Søren</mark>"),
        ('"strasse ett"', "På Straße ett.", "På <mark>Straße ett</mark>."),
        ("čáhce", "I cahcesuolu", "I <mark>cahcesuolu</mark>"),
        ("lan", "Länet", "Länet"),
    ],
)
def test_what_is_marked_is_the_word_as_it_was_written(typed: str, text: str, marked: str) -> None:
    assert mark_words(text, question(typed)) == marked


def test_every_county_and_municipality_is_found_by_its_name_and_by_its_beginning(
    desk: Desk,
) -> None:
    names = sorted(set(NAMES.values()))
    for name in names:
        desk.publish(b.document(f"Nytt i {name}", lead="", body="Texten."))
    for name in names:
        for typed in (f'"{name}"', name[:3], name[:-1] + name[-1].upper()):
            assert readers(desk, typed) >= 1, typed
        assert communicators(desk, name) >= 1, name
    assert readers(desk, '"Malå"') == 1
    assert readers(desk, '"Mala"') == 0


def test_texts_of_two_spellings_end_before_the_second_begins(desk: Desk) -> None:
    """What is kept of "Søren i dag" twice is not the phrase "dag sören"."""
    desk.publish(b.document("Søren i dag", lead="", body="Texten."))
    assert readers(desk, '"i dag"') == 1
    assert readers(desk, '"dag soren"') == readers(desk, '"dag sören"') == 0


@pytest.mark.sqlite("opened by its own driver")
def test_an_old_database_is_indexed_anew_once(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as desk:
        desk.publish(b.document("Café Søren i Čáhcesuolu", lead="", body="En idé."))
        desk.draft(b.document("Utkast om Łódź", lead="", body=""))
        desk.publish(b.document("Länet", lead="", body="Om bussar."))
    _as_before_accents_were_folded(path)
    with open_desk(path) as desk:
        for typed in ("cafe", "café", "soren", "sören", "cahcesuolu", "ide", "länet", "bussar"):
            assert (readers(desk, typed), communicators(desk, typed)) == (1, 1), typed
        assert (readers(desk, "lanet"), communicators(desk, "länett")) == (0, 0)
        assert communicators(desk, "lodz") == 1
        desk.publish(b.document("Ännu ett café", lead="", body=""))
        assert (readers(desk, "cafe"), communicators(desk, "cafe")) == (2, 2)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO search_fts (search_fts) VALUES ('integrity-check')")
        connection.execute(
            "INSERT INTO release_text_fts (release_text_fts) VALUES ('integrity-check')"
        )


def _as_before_accents_were_folded(path: Path) -> None:
    """Make the file one of the version before, which indexed texts as they were written."""
    titles = "UPDATE search SET title = ? WHERE title = ?"
    texts = "UPDATE search SET text = ? WHERE text = ?"
    drafts = "UPDATE release_text SET text = ? WHERE text = ?"
    written = [
        (titles, "Café Søren i Čáhcesuolu"),
        (texts, "\nEn idé."),
        (titles, "Länet"),
        (drafts, "Café Søren i Čáhcesuolu\n\nEn idé."),
        (drafts, "Utkast om Łódź\n\n"),
    ]
    with closing(sqlite3.connect(path)) as connection:
        for statement, said in written:
            assert connection.execute(statement, (said, indexed(said))).rowcount == 1
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0210_search_folded'")
        connection.commit()
