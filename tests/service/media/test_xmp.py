"""XMP: what was written is read again, and what others wrote in their ways too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model import Rights
from service.media import xmp

LINES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40)


@given(st.builds(Rights, LINES, LINES, LINES, LINES))
def test_what_is_written_is_read(rights: Rights) -> None:
    assert xmp.read(xmp.write(rights)) == rights


def test_nothing_is_written_of_nothing() -> None:
    assert xmp.write(Rights()) == b""


def packet(described: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f'xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" {described}'
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


@pytest.mark.parametrize(
    ("described", "rights"),
    [
        ('photoshop:Credit="TT">', Rights(credit="TT")),
        ("><photoshop:Credit> TT\n</photoshop:Credit>", Rights(credit="TT")),
        (
            "><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator>",
            Rights(creator="A, B"),
        ),
        (
            '><dc:rights><rdf:Alt><rdf:li xml:lang="en">Free</rdf:li>'
            '<rdf:li xml:lang="x-default">Fri</rdf:li></rdf:Alt></dc:rights>',
            Rights(copyright_notice="Fri"),
        ),
    ],
)
def test_other_programs_write_it_in_other_ways(described: str, rights: Rights) -> None:
    assert xmp.read(packet(described)) == rights


@pytest.mark.parametrize(
    "hostile",
    [
        b"",
        b"\xff\xfe\x00",
        b"<x:xmpmeta",
        b"x" * 2_000_000,
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16"),
        packet("><photoshop:Credit>&xxe;</photoshop:Credit>"),
    ],
)
def test_what_cannot_be_read_says_nothing(hostile: bytes) -> None:
    assert xmp.read(hostile) == Rights()
