"""Contacts that were read with doubt: whether lines are one, whose a number or address is."""

import json

import msgspec
import pytest

from releases.intake import Doubt, Intake, read
from releases.model import Contact

LEAD = "Solviks kommun bygger en ny bro över Lillån. Den gamla är för smal för dagens bussar."
MORE = "Bygget börjar i augusti och kostar omkring elva miljoner kronor, enligt kommunens kalkyl."
HEAD = f"Ny bro över Lillån\n\nPressmeddelande • Apr 03, 2018 07:23 CEST\n\n{LEAD}\n\n{MORE}"
BO, ANNA = Contact("Bo Ek", "presschef"), Contact("Anna Al", "rektor")
NUMBER, ADDRESS = "070-123 45 67", "bo.ek@solvik.example"


def reached(contact: Contact, *details: str) -> Contact:
    phones = tuple(f"+46{each[1:].replace('-', '').replace(' ', '')}" for each in details)
    return msgspec.structs.replace(contact, phones=phones)


def mailed(contact: Contact, *addresses: str) -> Contact:
    return msgspec.structs.replace(contact, emails=addresses)


def record(*lines: str, above: str = HEAD) -> Intake:
    (read_in,) = read("\n".join((above, "", *lines)))
    return read_in


def doubts(*lines: str, above: str = HEAD) -> list[Doubt]:
    return [doubt for doubt in record(*lines, above=above).uncertain if doubt.field == "contacts"]


@pytest.mark.parametrize("gap", [(), ("",)])
def test_a_number_between_two_names_may_be_of_either(gap: tuple[str, ...]) -> None:
    owner = doubts("Kontakt", "", "Bo Ek, presschef", *gap, NUMBER, "Anna Al, rektor")[0]
    assert owner == Doubt(
        "contacts",
        f"Bo Ek, presschef, {NUMBER}",
        (f"Anna Al, rektor, {NUMBER}",),
        concerns=NUMBER,
        contacts=((reached(BO, NUMBER),), (BO, reached(ANNA, NUMBER))),
    )


def test_a_number_below_two_names_may_be_of_either_or_of_both() -> None:
    (owner,) = doubts("Kontakt", "", "Bo Ek, presschef", "Anna Al, rektor", NUMBER)
    assert (owner.value, owner.concerns) == (f"Anna Al, rektor, {NUMBER}", NUMBER)
    assert owner.alternatives == (
        f"Bo Ek, presschef, {NUMBER}",
        f"Bo Ek, presschef, {NUMBER}; Anna Al, rektor, {NUMBER}",
    )
    assert owner.contacts == (
        (BO, reached(ANNA, NUMBER)),
        (reached(BO, NUMBER), ANNA),
        (reached(BO, NUMBER), reached(ANNA, NUMBER)),
    )


@pytest.mark.parametrize(
    "lines",
    [
        ("Bo Ek", "presschef", "Anna Al", "rektor", NUMBER),
        ("Bo Ek, presschef, och Anna Al, rektor", NUMBER),
        (f"Bo Ek, presschef, och Anna Al, rektor, {NUMBER}",),
    ],
)
def test_names_in_a_row_may_be_over_lines_and_on_one(lines: tuple[str, ...]) -> None:
    (owner,) = doubts("Kontakt", "", *lines)
    assert owner.contacts[1] == (reached(BO, NUMBER), ANNA)


def test_who_is_no_contact_yet_becomes_one_only_by_getting_the_number() -> None:
    cia = Contact("Cia Dahl", "skolchef")
    lines = ("Cia Dahl, skolchef", "Bo Ek, presschef", NUMBER, "Anna Al, rektor")
    owner = doubts("Kontakt", "", *lines)[0]
    assert owner.contacts == (
        (cia, reached(BO, NUMBER)),
        (reached(cia, NUMBER), BO),
        (cia, BO, reached(ANNA, NUMBER)),
        (reached(cia, NUMBER), reached(BO, NUMBER)),
    )


def test_a_number_behind_a_name_on_its_line_is_of_that_one() -> None:
    asked = doubts("Kontakt", "", f"Bo Ek, presschef, {NUMBER}", "Anna Al, rektor")
    assert NUMBER not in {doubt.concerns for doubt in asked}


def test_as_many_numbers_as_names_above_them_may_be_one_each() -> None:
    (owner,) = doubts(
        *("Kontakt", "", "Bo Ek, presschef", "Anna Al, rektor", NUMBER, "070-222 33 44")
    )
    assert owner.concerns == NUMBER
    assert owner.alternatives == (f"Bo Ek, presschef, {NUMBER}",)


def test_an_address_that_names_another_may_be_of_the_other() -> None:
    asked = doubts("Kontakt", "", "Bo Ek, presschef", "Anna Al, rektor", ADDRESS, NUMBER)
    owner = next(doubt for doubt in asked if doubt.concerns == ADDRESS)
    assert owner.contacts[1] == (mailed(BO, ADDRESS), reached(ANNA, NUMBER))


def test_a_number_above_the_first_name_may_be_of_that_one() -> None:
    (owner,) = doubts("Kontakt", "", NUMBER, "Bo Ek, presschef", "070-222 33 44")
    assert owner.value == NUMBER
    assert owner.alternatives == (f"Bo Ek, presschef, 070-222 33 44, {NUMBER}",)
    assert owner.contacts[1] == (reached(BO, "070-222 33 44", NUMBER),)


@pytest.mark.parametrize(
    "lines",
    [
        ("Bo Ek, presschef", NUMBER, "", "Anna Al, rektor", "070-222 33 44"),
        ("Bo Ek, presschef", NUMBER, "Anna Al, rektor", "070-222 33 44"),
        ("Bo Ek, presschef", "", NUMBER, "", "Anna Al, rektor", "", "070-222 33 44"),
        ("Bo Ek, presschef", NUMBER, ADDRESS, "Anna Al, rektor", "070-222 33 44"),
        (f"Bo Ek, presschef, {NUMBER}, {ADDRESS}", "Anna Al, rektor, 070-222 33 44"),
        ("Bo Ek", "presschef", NUMBER, "Anna Al", "rektor", "070-222 33 44"),
    ],
)
def test_details_that_follow_each_name_are_not_asked_about(lines: tuple[str, ...]) -> None:
    assert doubts("Kontakt", "", *lines) == []


def test_a_name_without_a_detail_below_a_heading_may_be_no_contact() -> None:
    asked = record("Kontakt", "", "Bo Ek, presschef")
    assert asked.contacts == (BO,)
    assert [doubt for doubt in asked.uncertain if doubt.field == "contacts"] == [
        Doubt(
            "contacts",
            "Bo Ek, presschef",
            ("",),
            concerns="Bo Ek, presschef",
            contacts=((BO,), ()),
        )
    ]


def test_a_person_with_an_address_amid_the_text_may_be_no_contact() -> None:
    line = f"Bo Ek, projektledare, {ADDRESS}"
    (doubt,) = doubts("", line, "", MORE, "", f"– Äntligen, säger {ANNA.name}, rektor.")
    assert (doubt.value, doubt.alternatives, doubt.concerns) == (line, ("",), line)


def test_a_person_with_an_address_in_a_sentence_may_be_a_contact() -> None:
    line = f"Anmälan görs till Bo Ek, presschef, {ADDRESS}, senast den 3 maj."
    (doubt,) = doubts(line)
    assert doubt == Doubt(
        "contacts",
        "",
        (f"Bo Ek, presschef, {ADDRESS}",),
        concerns=line,
        contacts=((), (mailed(BO, ADDRESS),)),
    )


def test_a_sentence_that_was_read_as_a_contact_may_name_one() -> None:
    (doubt,) = doubts(f"Frågor om bygget tar Bo Ek, presschef, {ADDRESS}.")
    assert doubt.alternatives == (f"Bo Ek, presschef, {ADDRESS}", "")


def test_an_author_may_be_no_contact() -> None:
    (doubt,) = doubts(f"Text: Bo Ek, {ADDRESS}")
    assert doubt.alternatives == ("",)


def test_a_name_below_contacts_may_be_one() -> None:
    asked = doubts("Kontakt", "", "Bo Ek, presschef", NUMBER, ADDRESS, "Anna Al, rektor")
    assert [(doubt.value, doubt.alternatives) for doubt in asked] == [("", ("Anna Al, rektor",))]


def test_lines_that_name_nobody_are_not_offered_as_contacts() -> None:
    asked = doubts("Kontakt", "", f"Bo Ek, presschef, {NUMBER}", "", "Läs mer om bron.")
    assert asked == []


def test_a_long_list_is_not_asked_about_one_by_one() -> None:
    names = [f"Bo {chr(65 + at)}lund, rektor" for at in range(20)]
    assert len(doubts("Kontakt", "", *names)) <= 4


def test_other_doubts_are_written_as_before() -> None:
    written = json.loads(msgspec.json.encode(Doubt("kind", "news", ("press_release",))))
    assert written == {"field": "kind", "value": "news", "alternatives": ["press_release"]}
