"""What a reading was unsure of, as the page offers it."""

from releases.intake.record import Doubt, Intake
from releases.model import Kind
from service.redaktion.writing import doubts
from service.redaktion.writing.offers import Alternative, OfferedDoubt


def say(text: str, **values: object) -> str:
    return text.format(**values)


def offered(record: Intake) -> tuple[OfferedDoubt, ...]:
    return doubts.offered(record, record.about, say)


def test_each_doubt_names_its_field_and_what_else_it_could_hold() -> None:
    record = Intake(
        title="Nyhet från kommunen",
        lead="Bron öppnar i maj.",
        kind=Kind.NEWS,
        uncertain=(
            Doubt("title", "Nyhet från kommunen", ("Ny bro i Kallmyra", "")),
            Doubt("kind", "news", ("press_release",)),
        ),
    )
    assert offered(record) == (
        OfferedDoubt(
            "title",
            "Rubrik",
            "Nyhet från kommunen",
            (
                Alternative("Ny bro i Kallmyra", "Ny bro i Kallmyra"),
                Alternative("", "Ingen rubrik"),
            ),
        ),
        OfferedDoubt("kind", "Typ", "news", (Alternative("press_release", "Pressmeddelande"),)),
    )


def test_a_long_alternative_is_shown_by_its_beginning_and_said_once() -> None:
    long = "Bron öppnar i maj. " * 20
    (doubt,) = offered(
        Intake(lead="Kort.", uncertain=(Doubt("lead", "Kort.", (long, "Kort.", long)),))
    )
    (alternative,) = doubt.alternatives
    assert alternative.value == long
    assert alternative.shown == f"{long[:90].rstrip()} …"


def test_a_page_without_scripts_tells_them_in_sentences() -> None:
    record = Intake(title="Nyhet", uncertain=(Doubt("title", "Nyhet", ("Ny bro", "")),))
    assert list(doubts.describe(offered(record), say)) == [
        "Osäkert fält: Rubrik. Det kan också vara: ”Ny bro” ”Ingen rubrik”"
    ]
