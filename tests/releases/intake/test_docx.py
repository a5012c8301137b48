"""Word documents become records by the same rules as pages and text."""

from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_LZMA, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import FieldError
from releases.intake import Intake, read_docx
from releases.intake.record import Picture
from releases.model import Contact, Kind
from tests.releases.intake import word as w

RELEASE = (
    w.paragraph("Skidspåren i Lindtorp får belysning", "Rubrik"),
    w.paragraph("Från december går det att åka skidor i Lindtorp även på kvällen."),
    w.paragraph("Spåret är sju kilometer långt. Arbetet börjar i september."),
    w.paragraph("Så går arbetet till", "Rubrik2"),
    w.paragraph(
        w.inserted("– Vi har väntat i elva år, ")
        + w.deleted("– Det var på tiden, ")
        + w.run("säger Ester Hallbom, ordförande i skidklubben.")
    ),
    w.paragraph("150 stolpar sätts upp", numbered=True),
    w.paragraph("lamporna släcks klockan 22", numbered=True),
    w.table(("Sträcka", "Klar"), ("Norra | slingan", "oktober"), ("Södra slingan", "november")),
    w.paragraph(w.picture("Tomt skidspår i skymning Automatiskt genererad beskrivning")),
    w.paragraph("Spåret vid Lindtorp. Foto: Bo Rask", "Bildtext"),
    w.paragraph(w.run("Läs mer på ") + w.link("klubbens sida", "rId8") + w.run(".")),
    w.paragraph("Kontakt", "Rubrik2"),
    w.paragraph("Ester Hallbom, ordförande, 070-174 06 50, ester.hallbom@lindtorp.example"),
)
LINKS = {"rId8": "https://lindtorp.example/spar"}


def only(data: bytes) -> Intake:
    (record,) = read_docx(data)
    return record


def codes(record: Intake) -> set[str]:
    return {warning.code for warning in record.warnings}


def test_title_lead_body_contacts_and_pictures_are_told_apart() -> None:
    record = only(w.document(*RELEASE, links=LINKS))
    assert record.title == "Skidspåren i Lindtorp får belysning"
    assert record.lead == "Från december går det att åka skidor i Lindtorp även på kvällen."
    assert record.contacts == (
        Contact(
            "Ester Hallbom", "ordförande", ("+46701740650",), ("ester.hallbom@lindtorp.example",)
        ),
    )
    assert record.images == (
        Picture("Spåret vid Lindtorp.", "Tomt skidspår i skymning", "Bo Rask"),
    )
    assert "## Så går arbetet till" in record.body
    assert "* 150 stolpar sätts upp\n* lamporna släcks klockan 22" in record.body
    assert "[klubbens sida](https://lindtorp.example/spar)" in record.body


def test_tables_become_markdown_tables() -> None:
    body = only(w.document(*RELEASE, links=LINKS)).body
    assert "| Sträcka | Klar |\n| --- | --- |\n| Norra \\| slingan | oktober |" in body


def test_insertions_are_accepted_and_deletions_dropped_with_a_warning() -> None:
    record = only(w.document(*RELEASE, links=LINKS))
    (quote,) = record.quotes
    assert (quote.text, quote.speaker) == ("Vi har väntat i elva år", "Ester Hallbom")
    assert "tracked-changes" in codes(record)
    assert "på tiden" not in str(record)


def test_a_document_without_changes_or_comments_is_not_warned_about() -> None:
    record = only(w.document(w.paragraph("En rubrik", "Rubrik"), w.paragraph("En text om något.")))
    assert not codes(record) & {"tracked-changes", "comments-left-out"}


def test_comments_are_left_out_with_a_warning() -> None:
    data = w.document(*RELEASE, links=LINKS, comments_xml=w.comments("Ska det stå så här?"))
    record = only(data)
    assert "comments-left-out" in codes(record)
    assert "Ska det stå" not in str(record)


def test_a_letterhead_tells_kind_and_time() -> None:
    head = w.header("Region Lindmark", "Pressinbjudan 2024-08-19")
    record = only(w.document(*RELEASE, links=LINKS, header1_xml=head))
    assert (record.kind, record.published_at) == (Kind.PRESS_INVITATION, "2024-08-19")
    assert "Region Lindmark" in record.dropped


def test_a_quotation_style_is_a_quotation() -> None:
    blocks = (*RELEASE[:3], w.paragraph("Snön är till för alla, säger Bo Rask, spårchef.", "Citat"))
    assert [quote.speaker for quote in only(w.document(*blocks)).quotes] == ["Bo Rask"]


def test_pictures_that_stay_behind_are_told_and_counted() -> None:
    record = only(w.document(*RELEASE, w.paragraph(w.picture("")), links=LINKS))
    told = [warning.message for warning in record.warnings if warning.code == "pictures-left-out"]
    assert told == ["Bilder i filen följde inte med (2). Ladda upp dem du vill ha med."]


def test_a_heading_over_contacts_is_no_title_however_high_it_is_marked() -> None:
    lines = ("Ny buss till sjukhuset", "Från hösten går bussen var tionde minut.")
    blocks = map(w.paragraph, lines)
    contact = w.paragraph("Ester Hallbom, 070-174 06 50")
    record = only(w.document(*blocks, w.paragraph("Kontakt", "Rubrik1"), contact))
    assert (record.title, record.lead) == lines


def test_a_linked_picture_is_not_fetched() -> None:
    blocks = (*RELEASE[:3], w.paragraph(w.picture("Karta över spåret", "rId8", "link")))
    record = only(w.document(*blocks, links=LINKS))
    assert record.title.startswith("Skidspåren")


def test_an_empty_document_holds_no_release() -> None:
    assert read_docx(w.document()) == ()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>'
# Read as bytes, nothing of it says that it declares entities; each is expanded a thousandfold.
BOMB = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "{}"><!ENTITY b "{}">]><d>{}</d>'.format(
    "a" * 1_000, "&a;" * 100, "&b;" * 10
)
HIDDEN = {
    "UTF-16, the higher byte first, without a mark": BOMB.encode("utf-16-be"),
    "UTF-16, the lower byte first, without a mark": BOMB.encode("utf-16-le"),
    "UTF-16 with a mark": BOMB.encode("utf-16"),
    "UTF-32 without a mark": BOMB.encode("utf-32-be"),
    "a mark of UTF-8 before another code page": (
        b"\xef\xbb\xbf<?xml version='1.0' encoding='cp037'?><d/>"
    ),
    "bytes that are no UTF-8": "<d>å</d>".encode("latin-1"),
    "a zero": b"<d>\0</d>",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_a_part_that_is_not_utf_8_is_refused_marked_or_not(how: str) -> None:
    with pytest.raises(FieldError, match=r"not in UTF-8: word/comments\.xml"):
        read_docx(w.document(*RELEASE, comments_xml=HIDDEN[how]))


REFUSED = {
    "larger than 20 MB": b"PK\3\4" + b"\0" * 20_000_001,
    "no .docx": b"\xd0\xcf\x11\xe0 an old .doc",
    "no Word document": w.archive({"xl/workbook.xml": "<x/>"}),
    "more than 2000 parts": w.archive({f"word/{n}.bin": b"" for n in range(2_001)}),
    "packed more than 200 to one": w.document(media_bin=b"\0" * 20_000_000),
    "unpacks to more than 100 MB": w.document(media_bin=b"\0" * 100_000_001),
    "of text and styles": w.document(settings_xml=" ".join(map(str, range(1_300_000)))),
    "with a document type": w.document(comments_xml=ENTITIES),
    "not in UTF-8": w.document(comments_xml="<x/>".encode("utf-16")),
    "cannot be read": w.document("<w:p>"),
    "damaged": w.document(*RELEASE)[:-200],
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_too_large_hostile_or_broken_is_refused_with_its_reason(reason: str) -> None:
    with pytest.raises(FieldError) as refused:
        read_docx(REFUSED[reason])
    assert refused.value.field == "docx"
    assert reason in refused.value.message


def test_parts_in_one_another_beyond_all_reason_are_refused() -> None:
    deep = "<w:smartTag>" * 20_000 + w.run("x") + "</w:smartTag>" * 20_000
    with pytest.raises(FieldError, match="nested deeper"):
        read_docx(w.document(f"<w:p>{deep}</w:p>"))


@pytest.mark.parametrize("method", [ZIP_BZIP2, ZIP_LZMA])
def test_parts_packed_as_no_word_document_is_are_refused(method: int) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    with pytest.raises(FieldError, match="packed in a way"):
        read_docx(packed.getvalue())


def test_a_part_whose_packed_bytes_are_damaged_is_refused() -> None:
    damaged = bytearray(w.document(*RELEASE, links=LINKS))
    begins = damaged.find(b"word/document.xml") + len("word/document.xml")
    damaged[begins : begins + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(FieldError, match="damaged"):
        read_docx(bytes(damaged))


WHOLE = w.document(*RELEASE, links=LINKS)


@given(
    st.dictionaries(st.integers(0, len(WHOLE) - 1), st.integers(0, 255), min_size=1, max_size=9),
    st.integers(0, len(WHOLE)),
)
def test_a_document_damaged_anywhere_is_read_or_refused(
    bytes_at: dict[int, int], lost: int
) -> None:
    damaged = bytearray(WHOLE)
    for place, byte in bytes_at.items():
        damaged[place] = byte
    for data in (bytes(damaged), bytes(damaged[:lost]), bytes(damaged[lost:])):
        try:
            records = read_docx(data)
        except FieldError as refused:
            assert refused.field == "docx"  # noqa: PT017 - most damage is refused, not all
        else:
            assert all(isinstance(record, Intake) for record in records)
