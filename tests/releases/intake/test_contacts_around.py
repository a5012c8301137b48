"""Contacts among what is none: tables, opening hours, marks, names that are glued to titles."""

import pytest

from releases.intake import read_text
from releases.model import Contact

HEAD = (
    "Pressmeddelande\n\nNy bro i Kallmyra\n\nBron öppnar i maj och kostar åtta miljoner kronor.\n\n"
    "– Vi har väntat länge på den här dagen, säger Ella Hagfors, kommunalråd.\n\n"
)


def contacts(text: str) -> tuple[Contact, ...]:
    (record,) = read_text((HEAD + text).encode())
    return record.contacts


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        (
            "Kontakt\n\nElla HagforskommunalrådKallmyra kommun\nTel:0980-319 201",
            Contact("Ella Hagfors", "kommunalråd, Kallmyra kommun", ("+46980319201",)),
        ),
        (
            "Kontakt\n\nElla Hagforsen\n0980-319 201",
            Contact("Ella Hagforsen", "", ("+46980319201",)),
        ),
        (
            "Kontakt\n\nElla Hagfors, kommunalråd\ntelefonnummer: 0980-319 201, e-postadress: "
            "ella@kallmyra.example",
            Contact("Ella Hagfors", "kommunalråd", ("+46980319201",), ("ella@kallmyra.example",)),
        ),
        (
            "Kontakt\n\n**Ella Hagfors**, kommunalråd, "
            "[ella@kallmyra.example](mailto:ella@kallmyra.example), 0980-319 201",
            Contact("Ella Hagfors", "kommunalråd", ("+46980319201",), ("ella@kallmyra.example",)),
        ),
        (
            "Kontakt\n\nElla Hagfors, kommunalråd, 0980-319 201 070-174 06 05",
            Contact("Ella Hagfors", "kommunalråd", ("+46980319201", "+46701740605")),
        ),
        (
            "Presskontakt\n\nPresstjänsten\nTelefontid: vardagar 8.30–11.30 och 13–16\n"
            "0980-319 202\npress@kallmyra.example",
            Contact(
                "Presstjänsten",
                "Telefontid: vardagar 8.30–11.30 och 13–16",
                ("+46980319202",),
                ("press@kallmyra.example",),
            ),
        ),
        (
            "Kontakt\n\nElla Hagfors\nElla HagforsKommunalrådella.hagfors@kallmyra.example",
            Contact("Ella Hagfors", "Kommunalråd", (), ("ella.hagfors@kallmyra.example",)),
        ),
        (
            "För journalister\n\nPresstalesperson Ella Hagfors\n0980-319 201",
            Contact("Ella Hagfors", "Presstalesperson", ("+46980319201",)),
        ),
    ],
)
def test_who_answers_is_read_however_it_is_written(text: str, contact: Contact) -> None:
    assert contacts(text) == (contact,)


@pytest.mark.parametrize(
    "table",
    [
        "Antal anställda\t1 004\t1 043\t1 012\t1 038",
        "Norrmyra Handel AB\t5 200 000\t212 000",
        "Lägenhet 16 A\t129 kr\t0431 kr",
        "Ons, 20 mar 2024 06:00:00 +0100",
        "Adresser skrivs fornamn.efternamn@kallmyra.example",
    ],
)
def test_figures_and_patterns_are_nobodys(table: str) -> None:
    assert contacts(f"Så ser det ut i siffror:\n\n{table}\n\nAllt är klart i maj.") == ()
