"""What a reading was unsure of, as the page offers it."""

from releases.intake.record import Doubt, Intake
from releases.model import Contact, Kind
from service.redaktion.writing import doubts
from service.redaktion.writing.doubts import Alternative, OfferedDoubt


def say(text: str, **values: object) -> str:
    return text.format(**values)


def offered(record: Intake) -> tuple[OfferedDoubt, ...]:
    return doubts.offered(record, record.about, say)


def test_each_doubt_names_its_field_and_what_else_it_could_hold() -> None:
    record = Intake(
        title="Nyhet från kommunen",
        lead="Bron öppnar i maj.",
        kind=Kind.NEWS,
        contacts=(Contact("Växeln", ""), Contact("Maja Ek", "pressansvarig")),
        uncertain=(
            Doubt("title", ("Ny bro i Kallmyra", "")),
            Doubt("kind", ("press_release",)),
            Doubt("contacts[1].role", ("presschef",)),
        ),
    )
    assert offered(record) == (
        OfferedDoubt(
            "title",
            0,
            "Rubrik",
            "Nyhet från kommunen",
            (
                Alternative("Ny bro i Kallmyra", "Ny bro i Kallmyra"),
                Alternative("", "Ingen rubrik"),
            ),
        ),
        OfferedDoubt("kind", 0, "Slag", "news", (Alternative("press_release", "Pressmeddelande"),)),
        OfferedDoubt(
            "contact.role", 1, "Roll", "pressansvarig", (Alternative("presschef", "presschef"),)
        ),
    )


def test_what_the_page_has_no_single_field_for_is_not_offered() -> None:
    record = Intake(uncertain=(Doubt("body", ("Annat.",)), Doubt("contacts[0].name", ("Maja",))))
    assert offered(record) == ()


def test_a_long_alternative_is_shown_by_its_beginning_and_said_once() -> None:
    long = "Bron öppnar i maj. " * 20
    (doubt,) = offered(Intake(lead="Kort.", uncertain=(Doubt("lead", (long, "Kort.", long)),)))
    (alternative,) = doubt.alternatives
    assert alternative.value == long
    assert alternative.shown == f"{long[:90].rstrip()} …"


def test_a_page_without_scripts_tells_them_in_sentences() -> None:
    record = Intake(title="Nyhet", uncertain=(Doubt("title", ("Ny bro", "")),))
    assert list(doubts.describe(offered(record), say)) == [
        "Rubrik är osäker. Kunde också vara: ”Ny bro” ”Ingen rubrik”"
    ]
