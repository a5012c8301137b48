"""Bytes become text, or a clear refusal."""

import pytest

from releases.errors import FieldError
from releases.intake import read_html
from releases.intake.charset import decode

TEXT = "Återbesök på Östra: ”Välkommen” – åtta kön"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_read_whatever_its_encoding(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == (TEXT, False)


def test_what_http_declares_is_believed_of_bytes_that_are_not_utf_8() -> None:
    assert decode(TEXT.replace("”", "").encode("mac-roman"), "macintosh").text[:3] == "Åte"


def test_what_a_page_declares_is_believed() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">€ å'
    assert decode(page.encode("iso-8859-15")).text == page


@pytest.mark.parametrize("declared", ["iso-8859-1", "us-ascii", "no-such-thing", "utf-7", "hex"])
def test_a_wrong_or_strange_declaration_does_no_harm(declared: str) -> None:
    assert decode(TEXT.encode("cp1252"), declared).text == TEXT
    assert decode(TEXT.encode(), declared).text == TEXT


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"abc\0def", b"\x81\x8d\x8f\x90"]
)
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(FieldError, match="is not text"):
        decode(raw)


def test_a_page_with_broken_letters_is_mended_with_a_warning() -> None:
    page = "<h1>Ã–ppet hus</h1><p>VÃ¤lkommen till vÃ¥rdcentralen i kvÃ¤ll klockan sex.</p>"
    (record,) = read_html(page)
    assert record.title == "Öppet hus"
    assert record.warnings[0].code == "mended-letters"
