"""What readers that others wrote make of text, markup and pictures in RSS and Atom."""

from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from lxml import etree

from feeds import elements
from feeds.content import html
from feeds.elements import ATOM, MEDIA
from feeds.links import Links
from feeds.rendered import Rendered
from feeds.syndication import atom, rss
from releases.public import Listing, PublicRelease
from tests import builders as b

ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
IN_ATOM = f"{{{ATOM}}}"
Write = Callable[[Listing, Links], Rendered]
both = pytest.mark.parametrize("write", [rss, atom])
BODIES = (
    "Ett stycke med *betoning* & tecken.",
    "Slutet på ett avsnitt: ]]> och <![CDATA[ början på ett.",
    "```\na[b[0]]>c && d < e\n```",
    "* <b>inte fet</b>\n* å, ä & ö &amp; &#13;",
    "\n\n".join(f"\"{number}\" < & > '{number}'" for number in range(400)),
)
LEADS = (
    "Skriv <tecken> i rutan & tryck på Skicka.",
    "<script>alert(1)</script> är text.",
    "A &amp; B, 1 < 2 och &nbsp; som det står",
    "<b>Fet</b> ]]> stil",
    "Utan tecken",
)


def pictured(content: str, lead: str = "Ingressen.") -> PublicRelease:
    document = b.document(lead=lead, body=content, images=(b.image(),))
    return b.release(content=document, files=(b.media(),))


def read(write: Write, release: PublicRelease) -> Any:
    feed = feedparser.parse(write(b.listing(release), b.LINKS).body)
    assert not feed.bozo
    return feed.entries[0]


@both
@pytest.mark.parametrize("body", BODIES)
def test_the_whole_content_stands_in_cdata_and_is_read_as_it_was_written(
    write: Write, body: str
) -> None:
    release = pictured(body)
    raw = write(b.listing(release), b.LINKS).body
    document = etree.fromstring(raw)
    node = document.find(f".//{ENCODED}" if write is rss else f".//{IN_ATOM}content")
    assert node.text == html(release, b.LINKS)
    whole = b"content:encoded" if write is rss else b'content type="html"'
    assert b"<" + whole + b"><![CDATA[<p" in raw
    # Some parsers refuse a document with a thousand references to entities.
    assert raw.count(b"&lt;") + raw.count(b"&amp;") < len(html(release, b.LINKS)) / 10 + 30


@both
@pytest.mark.parametrize("body", BODIES[:3])
def test_a_picture_takes_the_place_of_no_text(write: Write, body: str) -> None:
    entry = read(write, pictured(body))
    plain = read(write, b.release(content=b.document(lead="Ingressen.", body=body)))
    assert entry.summary == plain.summary == "Ingressen."
    assert [content.type for content in entry.content] == ["text/html"]
    assert "En buss framför ett sjukhus" in entry.content[0].value
    assert "Ingressen." in entry.content[0].value
    assert entry.media_content[0]["url"] == "https://press.example/media/bild1.jpg"
    assert entry.media_thumbnail[0]["url"] == "https://press.example/media/bild1.jpg"


@both
@pytest.mark.parametrize("lead", LEADS)
def test_nothing_in_a_lead_becomes_markup(write: Write, lead: str) -> None:
    entry = read(write, b.release(content=b.document(lead=lead)))
    shown = etree.HTML(f"<p>{entry.summary}</p>").find(".//p")
    plain = entry.summary_detail.type == "text/plain"
    assert len(shown) == 0 or plain
    assert (entry.summary if plain else shown.text) == lead


def test_atom_describes_pictures_between_content_and_summary() -> None:
    for body in BODIES[:3]:
        document = etree.fromstring(atom(b.listing(pictured(body)), b.LINKS).body)
        names = [child.tag for child in document.find(f"{IN_ATOM}entry")]
        media = [at for at, name in enumerate(names) if name.startswith(f"{{{MEDIA}}}")]
        assert len(media) == 2
        assert names.index(f"{IN_ATOM}content") < media[0]
        assert media[-1] < names.index(f"{IN_ATOM}summary")
        assert document.findtext(f".//{{{MEDIA}}}description") == "En buss framför ett sjukhus"


@pytest.mark.parametrize("alt", ["En buss framför ett sjukhus", "<b>Fet</b>", "A & B"])
def test_rss_has_one_description_an_item_so_that_none_takes_the_place_of_the_text(alt: str) -> None:
    document = b.document(images=(b.image(alt=alt), b.image("tva", alt=alt)))
    files = (b.media(), b.media("tva"))
    raw = rss(b.listing(b.release(content=document, files=files)), b.LINKS).body
    item = etree.fromstring(raw).find(".//item")
    assert len(item.findall(f"{{{MEDIA}}}content")) == 2
    names = [etree.QName(element).localname for element in item.iter()]
    assert names.count("description") == 1


@pytest.mark.parametrize("text", ["]]>", "a]]>b<![CDATA[c]]>", "]]]]>>&#13;å"])
def test_what_would_end_a_section_of_cdata_is_read_back_as_it_is(text: str) -> None:
    entry = etree.fromstring("<entry><content/></entry>")
    elements.content(entry, text)
    written = etree.tostring(entry, encoding="utf-8")
    assert etree.fromstring(written).findtext("content") == text
