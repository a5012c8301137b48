"""What was unsure about contacts, as the page offers it."""

from releases.intake.record import Doubt, Intake
from releases.model import Contact
from service.redaktion.writing import doubts
from service.redaktion.writing.offers import Alternative, OfferedDoubt

NUMBER, SHOWN = "+46701234567", "070-123 45 67"
BO, ANNA = Contact("Bo Ek", "presschef"), Contact("Anna Al", "rektor")
BO_REACHED = Contact("Bo Ek", "presschef", (NUMBER,))
ANNA_REACHED = Contact("Anna Al", "rektor", (NUMBER,))
BO_ROW = ("Bo Ek", "presschef", "", "")
BO_REACHED_ROW = ("Bo Ek", "presschef", SHOWN, "")


def say(text: str, **values: object) -> str:
    return text.format(**values)


def offered(doubt: Doubt) -> OfferedDoubt:
    (found,) = doubts.offered(Intake(uncertain=(doubt,)), "", say)
    return found


STRAY = Doubt(
    "contacts",
    "",
    (f"Bo Ek, presschef, {SHOWN}",),
    concerns=f"Bo Ek, presschef, {SHOWN}",
    contacts=((), (BO_REACHED,)),
)
READ = Doubt("contacts", "Bo Ek, presschef", ("",), concerns="Bo Ek", contacts=((BO,), ()))
OWNED = Doubt(
    "contacts",
    f"Anna Al, rektor, {SHOWN}",
    (f"Bo Ek, presschef, {SHOWN}", f"Bo Ek, presschef, {SHOWN}; Anna Al, rektor, {SHOWN}"),
    concerns=SHOWN,
    contacts=((BO, ANNA_REACHED), (BO_REACHED, ANNA), (BO_REACHED, ANNA_REACHED)),
)


def test_lines_that_may_be_a_contact_are_added_by_a_button() -> None:
    assert offered(STRAY) == OfferedDoubt(
        "contacts",
        "Kontakter",
        "",
        (Alternative(STRAY.alternatives[0], "Lägg till som kontakt", (BO_REACHED_ROW,)),),
        asked=f"Kontakt? Bo Ek, presschef, {SHOWN}",
        right="Inte en kontakt",
        told=f"Det här kan vara en kontakt: ”Bo Ek, presschef, {SHOWN}”",
        line=f"Bo Ek, presschef, {SHOWN}",
    )


def test_a_sentence_that_names_a_contact_stays_in_the_text() -> None:
    sentence = f"Ring gärna Bo Ek, presschef, på {SHOWN} om du har frågor."
    doubt = Doubt("contacts", "", STRAY.alternatives, concerns=sentence, contacts=STRAY.contacts)
    assert offered(doubt).line == ""


def test_a_contact_that_may_be_none_is_confirmed_or_left_out() -> None:
    found = offered(READ)
    assert (found.asked, found.right, found.line) == (
        *("Kontakt? Bo Ek, presschef", "Det är en kontakt", "Bo Ek"),
    )
    assert found.rows == (BO_ROW,)
    assert found.alternatives == (Alternative("", "Inte en kontakt"),)


def test_whose_a_number_is_may_be_said_by_name() -> None:
    found = offered(OWNED)
    assert (found.asked, found.right, found.line) == (
        *(f"Numret {SHOWN} hör till:", "Anna Al", ""),
    )
    assert [each.shown for each in found.alternatives] == ["Bo Ek", "Bo Ek och Anna Al"]
    assert found.alternatives[0].rows == (BO_REACHED_ROW, ("Anna Al", "rektor", "", ""))


def test_whose_an_address_is_may_be_nobody_s() -> None:
    address = "press@solvik.example"
    doubt = Doubt(
        "contacts",
        address,
        (f"Bo Ek, {address}",),
        concerns=address,
        contacts=(
            (Contact(emails=(address,)), Contact("Bo Ek")),
            (Contact("Bo Ek", emails=(address,)),),
        ),
    )
    found = offered(doubt)
    assert (found.asked, found.right) == (f"Adressen {address} hör till:", "Ingen av dem")


def test_a_page_without_scripts_tells_them_in_sentences() -> None:
    told = doubts.offered(Intake(uncertain=(STRAY, READ, OWNED)), "", say)
    assert list(doubts.describe(told, say)) == [
        f"Det här kan vara en kontakt: ”Bo Ek, presschef, {SHOWN}”",
        "Är kanske ingen kontakt: ”Bo Ek, presschef”",
        f"{SHOWN} hör till Anna Al, eller kanske till Bo Ek, Bo Ek och Anna Al",
    ]
