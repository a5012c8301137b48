"""A document goes into a form and comes out of it as it was."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from msgspec import UNSET
from msgspec.structs import replace

from releases.errors import ImpossibleTime, InvalidDocument
from releases.model import Contact, Document, Event, Image
from releases.rules.validation import validate
from service.redaktion.request import Form
from service.redaktion.writing import fields
from tests import builders
from tests.releases.documents import DOCUMENTS


@given(DOCUMENTS)
def test_what_a_form_shows_is_read_as_the_same_document(written: Document) -> None:
    try:
        document = validate(written)
    except InvalidDocument:
        assume(False)
    # A row without words is no row.
    contacts = tuple(contact for contact in document.contacts if contact != Contact())
    images = tuple(
        image
        for image in document.images
        if any((image.media, image.alt, image.caption, image.credit, image.focus))
    )
    document = replace(document, contacts=contacts, images=images)
    assert validate(fields.from_fields(fields.to_fields(document))) == document


def test_a_row_to_be_removed_or_without_words_is_left_out() -> None:
    document = builders.document(contacts=(builders.contact(), Contact("Jouren", "", ("1177",))))
    form = fields.to_fields(document)
    form = fields.with_fields(
        form, ("contact.remove", "0"), *((name, " ") for name in fields.CONTACT)
    )
    assert fields.from_fields(form).contacts == (Contact("Jouren", "", ("1177",)),)


def pictured(*points: tuple[str, str]) -> Form:
    """A form with a picture for each pair of typed numbers."""
    words = ("bild1", "En buss", "", "")
    rows = (zip(fields.IMAGE, (*words, *point), strict=True) for point in points)
    return Form((("kind", "news"), *(pair for row in rows for pair in row)))


def test_a_point_is_typed_in_percent_and_may_be_left_blank() -> None:
    images = fields.from_fields(pictured(("", " "), ("0", "100"), (" 33 ", "7"))).images
    assert [image.focus for image in images] == [UNSET, (0.0, 1.0), (0.33, 0.07)]


@pytest.mark.parametrize(
    "typed", [("50", ""), ("", "50"), ("101", "50"), ("-1", "50"), ("½", "50"), ("1.5", "mitten")]
)
def test_half_a_point_and_what_is_no_percentage_are_refused(typed: tuple[str, str]) -> None:
    with pytest.raises(InvalidDocument) as refused:
        fields.from_fields(pictured(("50", "50"), typed))
    assert [error.field for error in refused.value.errors] == ["images[1].focus"]


def test_a_page_opened_before_pictures_had_points_loses_no_picture() -> None:
    old = tuple(pair for pair in pictured(("", "")).fields if "focus" not in pair[0])
    assert fields.from_fields(Form(old)).images == (Image("bild1", "En buss"),)


def test_numbers_and_addresses_stand_one_on_each_line() -> None:
    form = Form(
        (
            ("kind", "news"),
            *zip(
                fields.CONTACT,
                ("Jouren", "", "070-174 06 05\n08-123 456 00, ankn 12\n1177", "a@b.se; c@d.se\n"),
                strict=True,
            ),
        )
    )
    contact = fields.from_fields(form).contacts[0]
    assert contact.phones == ("+46701740605", "08-123 456 00, ankn 12", "1177")
    assert contact.emails == ("a@b.se", "c@d.se")


def test_places_are_typed_as_codes_or_by_their_names() -> None:
    typed = ("place.more", "Örebro kommun, 1881; kumla, Tranehamn")
    form = Form((("kind", "news"), ("place", "18"), typed))
    assert fields.from_fields(form).places == ("18", "1880", "1881", "1881", "Tranehamn")


def test_an_address_of_a_release_names_a_translation() -> None:
    release = "abcdefghijkmnpqr"
    form = Form(
        (("kind", "news"), ("translation.more", f"https://press.example/r/{release}/titel"))
    )
    assert fields.from_fields(form).translations == (release,)


AUTUMN = Event(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_an_hour_that_comes_twice_is_kept_while_nobody_touches_it() -> None:
    form = fields.to_fields(Document(title="", event=AUTUMN))
    assert fields.from_fields(form).event == AUTUMN


def test_an_hour_that_comes_twice_is_refused_when_it_is_typed() -> None:
    form = Form((("kind", "news"), ("event.starts", "2026-10-25T02:30")))
    with pytest.raises(InvalidDocument) as refused:
        fields.from_fields(form)
    assert isinstance(refused.value.errors[0], ImpossibleTime)


def test_an_event_with_a_place_alone_asks_for_a_time() -> None:
    form = Form((("kind", "news"), ("event.place", "Stora salen")))
    with pytest.raises(InvalidDocument) as refused:
        fields.from_fields(form)
    assert [error.field for error in refused.value.errors] == ["event.starts_at"]
