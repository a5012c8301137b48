"""Documents and newsrooms at the border."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given

from releases import times
from releases.errors import InvalidDocument
from releases.model import Contact, Document, Event, Image, Link, Newsroom, canonical
from releases.rules.validation import validate, validate_newsroom
from tests import builders as b
from tests.releases.documents import DOCUMENTS


def faults(document: Document) -> list[str]:
    """The fields refused, in the order named."""
    with pytest.raises(InvalidDocument) as caught:
        validate(document)
    return [error.field for error in caught.value.errors]


def test_an_ordinary_document_is_left_as_it_is() -> None:
    document = b.document(
        images=(b.image(),), event=b.event(), links=(Link("A", "https://a.example"),)
    )
    assert validate(document) == document


def test_every_fault_is_named_at_once_by_its_field() -> None:
    bad = Contact("\ud800", "x" * 1_001, phones=("0" * 65,), emails=("maja", "maja@a.example"))
    document = Document(
        title=" \n",
        lead="x" * 5_001,
        body="x" * 500_001,
        language="svenska",
        topics=("ok", "x" * 65),
        places=("x",) * 101,
        contacts=(b.contact(), bad),
        images=(Image(media="x" * 65, alt="\udfff"),),
        links=(Link("x", "javascript:alert(1)"), Link("\ud800", "https://a.example")),
        event=Event(datetime(2026, 3, 29, 2, 30)),  # noqa: DTZ001 - a time no clock shows
        about="x" * 5_001,
    )
    assert set(faults(document)) == {
        *("title", "lead", "body", "language", "topics[1]", "places", "contacts[1].name"),
        *("contacts[1].role", "contacts[1].phones[0]", "contacts[1].emails[0]", "images[0].media"),
        *("images[0].alt", "links[0].url", "links[1].title", "event.starts_at", "about"),
    }


def test_a_fault_is_named_once() -> None:
    document = b.document(
        title="\ud800", links=(Link("", "x" * 3_000),), contacts=(b.contact(emails=("\ud800",)),)
    )
    assert faults(document) == ["title", "contacts[0].emails[0]", "links[0].url"]


@given(DOCUMENTS)
def test_what_has_been_checked_passes_unchanged(document: Document) -> None:
    with suppress(InvalidDocument):
        once = validate(document)
        assert validate(once) == once
        assert msgspec.json.decode(canonical(once), type=Document) == once


def test_numbers_dashes_and_codes_are_brought_to_one_form() -> None:
    validated = validate(
        b.document(
            body="\n- Det blir bra, säger Maja Lindqvist.\r\n",
            topics=("vård", " vård ", "", "buss"),
            contacts=(b.contact(phones=("070-174 06 05", "1177")),),
        )
    )
    assert validated.body == "– Det blir bra, säger Maja Lindqvist."
    assert validated.topics == ("vård", "buss")
    assert validated.contacts[0].phones == ("+46701740605", "1177")


def test_an_event_without_zone_is_swedish_time() -> None:
    stated = datetime(2018, 4, 3, 7, 23, 0, 1)  # noqa: DTZ001 - as a communicator writes it
    event = validate(b.document(event=Event(stated))).event
    assert event is not None
    assert event.starts_at == b.MORNING
    assert event.starts_at.tzinfo is UTC


@pytest.mark.parametrize("microsecond", [450_000, 999_999, 1, 0])
def test_an_event_begins_and_ends_at_whole_seconds(microsecond: int) -> None:
    """As JSON a fraction has six digits, which some readers take for milliseconds."""
    exact = b.MORNING.replace(microsecond=microsecond)
    event = validate(b.document(event=Event(exact, exact + b.HOUR))).event
    assert event == Event(b.MORNING, b.MORNING + b.HOUR)
    assert b"." not in msgspec.json.encode(event)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "field"),
    [
        (b.MORNING, b.MORNING - b.HOUR, "event.ends_at"),
        (datetime(1, 1, 1), None, "event.starts_at"),  # noqa: DTZ001
        (datetime(9999, 12, 31, 23, 59), None, "event.starts_at"),  # noqa: DTZ001
        (datetime.max.replace(tzinfo=UTC), None, "event.starts_at"),
        (b.MORNING, times.LATEST, "event.ends_at"),
        (datetime(2026, 10, 25, 2, 30), None, "event.starts_at"),  # noqa: DTZ001
    ],
)
def test_an_event_at_no_possible_time_is_refused(
    starts_at: datetime, ends_at: datetime | None, field: str
) -> None:
    assert faults(b.document(event=Event(starts_at, ends_at))) == [field]


@pytest.mark.parametrize(
    "address",
    [
        *("", "a.example", "//a.example", "ftp://a.example", "javascript:alert(1)", "https://"),
        *("https:// a.example", "https://[a", "data:text/html,x", "mailto:maja@a.example"),
    ],
)
def test_a_link_leads_to_a_whole_web_address(address: str) -> None:
    assert faults(b.document(links=(Link("Läs mer", address),))) == ["links[0].url"]


def test_a_link_without_title_shows_its_address() -> None:
    long = "https://a.example/" + "x" * 1_800
    (link,) = validate(b.document(links=(Link(" ", long),))).links
    assert link.title == long


@pytest.mark.parametrize("language", ["sv", "fit", "se", "sr-Latn", "zh-Hant-TW"])
def test_a_language_is_a_bcp_47_tag(language: str) -> None:
    assert validate(b.document(language=language)).language == language


@pytest.mark.parametrize(
    ("written", "language"),
    [
        *(("SV", "sv"), ("En", "en"), ("FA", "fa"), ("sv-se", "sv-SE"), ("ZH-hans", "zh-Hans")),
        *(("SR-LATN-rs", "sr-Latn-RS"), ("EN-ca-Oxendict", "en-CA-oxendict"), ("Es-419", "es-419")),
    ],
)
def test_a_language_is_told_whatever_its_case_and_kept_in_its_usual_form(
    written: str, language: str
) -> None:
    """Case carries no meaning in a tag (RFC 5646, section 2.1.1)."""
    assert validate(b.document(language=written)).language == language
    assert validate_newsroom(b.newsroom(language=written)).language == language


@pytest.mark.parametrize("language", ["", "s", "S", "Svenska", "sv_SE", "SV-", "sv\n", "ſv"])
def test_what_is_no_language_tag_is_refused(language: str) -> None:
    assert faults(b.document(language=language)) == ["language"]


def test_a_newsroom_is_cleaned_in_every_field() -> None:
    newsroom = validate_newsroom(
        b.newsroom(
            name=" Region\n Mellanlandet\x00",
            about="Om\r\noss\x07",
            site=" https://www.mellanlandet.example/\x00\n",
            logo="https://www.mellanlandet.example/logo.svg\x01",
        )
    )
    assert newsroom.name == "Region Mellanlandet"
    assert newsroom.about == "Om\noss"
    assert newsroom.site == "https://www.mellanlandet.example/"
    assert newsroom.logo == "https://www.mellanlandet.example/logo.svg"
    assert validate_newsroom(newsroom) == newsroom


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(
            ("slug", "api"),
            ("slug", "Å"),
            ("name", " "),
            ("name", "x" * 301),
            ("about", "x" * 5_001),
        ),
        *(("language", "svenska"), ("county", "1"), ("county", "٣٣"), ("county", "180")),
        *(("site", "www.mellanlandet.example"), ("logo", "javascript:x"), ("site", "\ud800")),
    ],
)
def test_a_newsroom_with_a_fault_is_refused_by_field(field: str, value: str) -> None:
    values: dict[str, Any] = {"slug": "region-mellanlandet", "name": "Region Mellanlandet"}
    with pytest.raises(InvalidDocument) as caught:
        validate_newsroom(Newsroom(**(values | {field: value})))
    assert {error.field for error in caught.value.errors} == {field}


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("kommunikation@övertorneå.example", "kommunikation@övertorneå.example"),
        (" Märta.Öhrn@xn--vertorne-h0a5n.example\u200b", "Märta.Öhrn@övertorneå.example"),
        ("press\u00ad@Solvik.example", "press@solvik.example"),
    ],
)
def test_a_contacts_address_is_kept_in_one_form(written: str, kept: str) -> None:
    found = validate(b.document(contacts=(b.contact(emails=(written,)),)))
    assert found.contacts[0].emails == (kept,)
    assert validate(found) == found


@pytest.mark.parametrize(
    "written", ["pia..ek@solvik.example", "pia@solvik", "pia@solvik.local", "Pia <pia@a.example>"]
)
def test_what_no_mail_reaches_is_no_contacts_address(written: str) -> None:
    assert faults(b.document(contacts=(b.contact(emails=(written,)),))) == ["contacts[0].emails[0]"]
