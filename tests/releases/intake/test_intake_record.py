"""Events, languages and the way from record to document."""

# A case a row reads better than wrapped ones.
# ruff: noqa: E501

from datetime import UTC, datetime

import pytest

from releases.errors import FieldError
from releases.intake import Intake, Occasion, read, read_text, to_document
from releases.model import Contact, Event, Image, Kind

HEAD = "Invigning i Solvik\n\nPressinbjudan • Aug 28, 2019 08:00 CEST\n\nVälkommen till invigningen.\n\n"


def event(*lines: str) -> Occasion | None:
    return read(HEAD + "\n\n".join(lines))[0].event


@pytest.mark.parametrize(
    ("when", "starts_at", "ends_at"),
    [
        ("fredag 6 september kl. 10.00–11.30", "2019-09-06T10:00:00+02:00", "2019-09-06T11:30:00+02:00"),
        ("6/9 klockan 10:30", "2019-09-06T10:30:00+02:00", None),
        ("2 januari kl 13-14", "2020-01-02T13:00:00+01:00", "2020-01-02T14:00:00+01:00"),
        ("6 september 2021", "2021-09-06", None),
        ("29 mars 2020 kl 02.30", "2020-03-29", None),
    ],
)  # fmt: skip
def test_an_occasion_is_read_from_its_lines(when: str, starts_at: str, ends_at: str | None) -> None:
    assert event(f"Tid: {when}", "Plats: Stationen, Solvik.") == Occasion(
        starts_at, ends_at, "Stationen, Solvik"
    )


def test_time_and_place_on_one_line_are_parted() -> None:
    assert event("Tid och plats: onsdag 4 september kl 12.50, Torget 1, Solvik") == Occasion(
        "2019-09-04T12:50:00+02:00", None, "Torget 1, Solvik"
    )


def test_a_time_without_a_date_is_told() -> None:
    record = read(HEAD + "Tid: efter lunch\n\nPlats: Solvik")[0]
    assert record.event is None
    assert {"undated-event", "invitation-without-event"} <= {
        warning.code for warning in record.warnings
    }


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Det här är en text som handlar om vården och om hur den är ordnad.", "sv"),
        ("This is a text that is about the care of the people and how it is run.", "en"),
        ("Tämä on teksti joka kertoo hoidosta ja siitä että se on hyvä, mutta myös muusta.", "fi"),
        ("Kort", "und"),
    ],
)
def test_the_language_is_known_by_its_little_words(text: str, language: str) -> None:
    assert read(f"Solvik 2019\n\n{text}")[0].language == language


def test_a_document_has_all_of_the_record_and_pictures_without_files() -> None:
    record = read(
        HEAD + "Tid: 6 september kl 10.00\n\nPlats: Solvik\n\nBandet klipps. Foto: Ann Lo\n\n"
        "Kontakt\n\nBo Ek, rektor, 070-123 45 67\n\nRegion Solvik ansvarar för kultur i hela länet."
    )[0]
    document = to_document(record)
    assert document.kind is Kind.PRESS_INVITATION
    assert document.lead == "Välkommen till invigningen."
    assert document.contacts == (Contact("Bo Ek", "rektor", ("+46701234567",)),)
    assert document.images == (Image(None, "", "Bandet klipps.", "Ann Lo"),)
    assert document.about == "Region Solvik ansvarar för kultur i hela länet."
    assert document.event == Event(datetime(2019, 9, 6, 8, tzinfo=UTC), None, "Solvik")


def test_an_event_out_of_range_is_left_to_the_text() -> None:
    assert to_document(Intake(event=Occasion("1066-10-14"))).event is None


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_a_saved_text_is_read_in_whatever_encoding_it_came(codec: str) -> None:
    (record,) = read_text("Ny väg över ån\n\nVägen öppnar på måndag.".encode(codec))
    assert record.title == "Ny väg över ån"


def test_letters_read_in_a_wrong_code_page_are_mended_and_told() -> None:
    (record,) = read_text("Ny väg över ån\n\nVägen öppnar på måndag.".encode().decode("cp1252"))
    assert record.title == "Ny väg över ån"
    assert "mended-letters" in {warning.code for warning in record.warnings}


def test_more_than_a_million_characters_are_refused_at_once() -> None:
    with pytest.raises(FieldError, match="1,000,000"):
        read_text("a\n" * 500_001)
