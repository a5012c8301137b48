"""Contacts: names, titles, numbers and addresses in the many ways they are written."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

import pytest

from releases.intake import Intake, read
from releases.model import Contact

HEAD = "Ny vårdcentral\n\nEn ingress som säger något om saken.\n\nText som fortsätter här.\n\n"
PHONE = ("+46701234567",)
EMAIL = ("bo.ek@solvik.example",)


def release(rest: str) -> Intake:
    return read(HEAD + rest)[0]


@pytest.mark.parametrize(
    ("lines", "contact"),
    [
        ("Kontakt\n\nBo Ek, rektor, telefon: 070-123 45 67", Contact("Bo Ek", "rektor", PHONE)),
        ("Kontakt:\nBo Ek\nRektor\nTel: 070-123 45 67\nE-post: bo.ek@solvik.example", Contact("Bo Ek", "Rektor", PHONE, EMAIL)),
        ("Presskontakt\n\nbo.ek@solvik.example", Contact(emails=EMAIL)),
        ("För mer information, kontakta Bo Ek, rektor, tfn 0701-23 45 67.", Contact("Bo Ek", "rektor", PHONE)),
        ("Vid frågor, vänligen kontakta:\nRektor: Bo Ek Mobil: 070 - 123 45 67", Contact("Bo Ek", "Rektor", PHONE)),
        ("Kontaktuppgifter:\nBo Ek (S), 2:e vice ordförande, 0701-23 45 67.", Contact("Bo Ek", "2:e vice ordförande", PHONE)),
        ("Kontakt: Bo Ek, Solvik, bo.ek@solvik.example, +46 70 123 45 67", Contact("Bo Ek", "Solvik", PHONE, EMAIL)),
        ("Kontakter\nBo EkRektorTel:070-123 45 67bo.ek@solvik.example", Contact("Bo Ek", "Rektor", PHONE, EMAIL)),
        ("Kontakt\nBo Ek\nrektor\n0701 234567", Contact("Bo Ek", "rektor", PHONE)),
        ("Kontakt\nRegionråd (C) Bo Ek, 070-123 45 67", Contact("Bo Ek", "Regionråd", PHONE)),
        ("Kontakt\nNamn: Bo Ek\nTitel: Rektor\nTelefon: 070-123 45 67", Contact("Bo Ek", "Rektor", PHONE)),
        ("Media\nBo Ek, rektor, 070-123 45 67", Contact("Bo Ek", "rektor", PHONE)),
        ("Mediefrågor\nPressansvarig Bo Ek, 070-123 45 67", Contact("Bo Ek", "Pressansvarig", PHONE)),
        ("Kontakt för journalister\nBo Ek, rektor, 070-123 45 67", Contact("Bo Ek", "rektor", PHONE)),
        ("Yhteystiedot\nBo Ek, rektor, 070-123 45 67", Contact("Bo Ek", "rektor", PHONE)),
        ("Kontakter\nBo EkProjektledare, Solvik070-123 45 67", Contact("Bo Ek", "Projektledare, Solvik", PHONE)),
        ("Kontakter\nBo Ek\nPresskontakt Chef klinisk kemi 070-123 45 67", Contact("Bo Ek", "Presskontakt Chef klinisk kemi", PHONE)),
        ("Contact\nBo Ek\nAssociate Professor\n070-123 45 67", Contact("Bo Ek", "Associate Professor", PHONE)),
        ("Kontakt\nSolviks sjukhus pressjour\n070-123 45 67", Contact("Solviks sjukhus pressjour", "", PHONE)),
        ("Media\nPresstelefon: 070-123 45 67 (vardagar 8–17)", Contact("Presstelefon", "vardagar 8–17", PHONE)),
        ("Kontakt\nSolviks presstjänst, 0771-00 00 00", Contact("Solviks presstjänst", "", ("0771-00 00 00",))),
        ("Bo Ek\nRektor hos minister Ann Lo\n\nMobil\n\n[070-123 45 67](tel:)\n\n[e-post](mailto:bo.ek@solvik.example?body=x)", Contact("Bo Ek", "Rektor hos minister Ann Lo", PHONE, EMAIL)),
    ],
)  # fmt: skip
def test_a_contact_is_read_in_every_way_it_is_written(lines: str, contact: Contact) -> None:
    assert release(lines).contacts == (contact,)


@pytest.mark.parametrize(
    "written",
    [
        *("070-123 45 67", "0701-23 45 67", "070 - 123 45 67", "070- 1234567", "0701 234567"),
        *("+46 70 123 45 67", "+46(0)70 123 45 67", "070–123 45 67", "070/123 45 67"),
        "0046701234567",
    ],
)
def test_a_number_is_the_same_however_it_is_grouped(written: str) -> None:
    assert release(f"Kontakt\nBo Ek, {written}").contacts == (Contact("Bo Ek", "", PHONE),)


def test_an_office_behind_a_person_on_the_same_line_answers_for_itself() -> None:
    text = "Kontakt\nBo Ek, 070-123 45 67 eller Solviks presstelefon, 070-123 45 68"
    names = [contact.name for contact in release(text).contacts]
    assert names == ["Bo Ek", "Solviks presstelefon"]


def test_two_people_before_one_number_are_both_told() -> None:
    record = release(
        "För mer information kontakta Bo Ek, chef, eller Ann Lo, rektor, 070-123 45 67."
    )
    assert record.contacts == (Contact("Bo Ek", "chef"), Contact("Ann Lo", "rektor", PHONE))


def test_where_to_sign_up_stays_in_the_text() -> None:
    line = "Föranmälan görs till kommunikatör Bo Ek på bo.ek@solvik.example eller 070-123 45 67."
    record = release(f"{line}\n\nVarmt välkomna!")
    assert record.contacts == ()
    assert record.body.endswith(f"{line}\n\nVarmt välkomna!")


def test_those_who_take_part_are_no_contacts_though_contacts_follow() -> None:
    text = "Medverkande\nAnn Lo, arkitekt\nUlf Åsk, chef\nKontakter\nBo Ek, 070-123 45 67"
    record = release(text)
    assert [contact.name for contact in record.contacts] == ["Bo Ek"]
    assert "Ulf Åsk, chef" in record.body


def test_several_people_on_one_line_or_many_are_each_a_contact() -> None:
    text = "Kontakt\nBo Ek, rektor, 070-123 45 67, eller Ann Lo, 070-123 45 68\n\nUlf Åsk, 070-123 45 69"
    assert [contact.name for contact in release(text).contacts] == ["Bo Ek", "Ann Lo", "Ulf Åsk"]


def test_the_senders_own_lines_among_contacts_are_about_it_and_a_fax_is_no_telephone() -> None:
    record = release(
        "Kontakt\nBo Ek, 070-123 45 67\n\nRegion Solvik\n"
        "Växeln: Postadress: Box 12, 123 45 Solvik.\nTelefon: 0123-45 60 00. Telefax: 0123-45 60 01."
    )
    assert record.about == "Region Solvik"
    assert record.contacts[1] == Contact("Växeln", "", ("+46123456000",))


def test_an_empty_block_is_dropped_with_a_warning() -> None:
    record = release("Kontaktperson\n\n,\nTelefon:\nE-post:\n\nText som fortsätter efteråt.")
    assert record.contacts == ()
    assert set(record.dropped) >= {"Kontaktperson", "Telefon:", "E-post:"}
    assert "empty-contact-block" in {warning.code for warning in record.warnings}


def test_a_contact_nobody_can_reach_is_told() -> None:
    codes = {warning.code for warning in release("Kontakt\n\nBo Ek, rektor").warnings}
    assert "unreachable-contact" in codes


def test_an_address_to_sign_up_at_and_a_number_in_prose_stay_in_the_text() -> None:
    record = release(
        "Anmälan: press@solvik.example\n\n"
        "Ring 1177 om du är sjuk. Du kan också ringa 0123-45 60 00 och fråga en sköterska om råd."
    )
    assert record.contacts == ()
    assert "press@solvik.example" in record.body
    assert "0123-45 60 00" in record.body


def test_no_break_hyphens_and_soft_ones_hide_no_number() -> None:
    number = "031\N{NON-BREAKING HYPHEN}390\N{SOFT HYPHEN} 06\N{ZERO WIDTH SPACE} 31"
    (contact,) = release(f"Kontakt\n\nPia Åkvist, rektor, {number}").contacts
    assert contact.phones == ("+46313900631",)


def test_speech_that_opens_with_the_hyphen_of_another_code_is_speech() -> None:
    record = release("\N{HYPHEN} Det blir en ny skola, säger Pia Åkvist, rektor.")
    (quote,) = record.quotes
    assert quote.speaker == "Pia Åkvist"


@pytest.mark.parametrize("address", ["bo.ek@solvik", "bo..ek@solvik.example", "bo@-solvik.example"])
def test_what_only_looks_like_an_address_is_kept_among_the_words(address: str) -> None:
    [contact] = release(f"Kontakt\nBo Ek, rektor, {address}, 070-123 45 67").contacts
    assert (contact.name, contact.phones, contact.emails) == ("Bo Ek", PHONE, ())
    assert address in contact.role


@pytest.mark.parametrize("address", ["märta@övertorneå.example", "Bo.Ek@Solvik.Example"])
def test_an_address_of_swedish_letters_is_one(address: str) -> None:
    assert release(f"Kontakt\nBo Ek, rektor, {address}").contacts == (
        Contact("Bo Ek", "rektor", (), (address,)),
    )
