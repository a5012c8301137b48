"""Titles of Atom as RFC 4287 section 3.1 has them: text without a type, text, HTML and XHTML."""

import io

import pytest

from releases.exchange import feed
from releases.exchange.documents import to_document
from releases.model import Kind

ENTRY = """<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x:f</id><entry><id>urn:x:1</id>{}
<updated>2021-04-03T05:23:00Z</updated><link href="https://k.example/1"/></entry></feed>"""


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("<title>Så fyller du i &lt;namn&gt;</title>", "Så fyller du i <namn>"),
        ('<title type="text">Vård &amp; omsorg</title>', "Vård & omsorg"),
        ('<title type="html">Vård &amp;amp; &lt;em&gt;omsorg&lt;/em&gt;</title>', "Vård & omsorg"),
        (
            '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Vård &amp; <b>om</b>sorg'
            "</div></title>",
            "Vård & omsorg",
        ),
    ],
)
def test_a_title_is_what_its_type_says(written: str, title: str) -> None:
    ((_, item),) = feed.read_feed(io.BytesIO(ENTRY.format(written).encode()))
    assert to_document(item, Kind.NEWS).title == title
