"""Feeds of every format become items; what is hostile is refused, what is sloppy is mended."""

import hashlib
import io
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import FieldError
from releases.exchange import feed, jsonfeed, stamps
from releases.exchange.documents import to_document
from releases.exchange.items import ImportedCategory, ImportedItem, identity
from releases.exchange.xml_repair import Mended
from releases.model import Document, Image, Kind
from releases.times import utc_text

GOLDEN = Path(__file__).parents[2] / "feeds" / "golden"
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Kallmyra</title>
<link>https://k.example/</link><language>sv-se</language>{}</channel></rss>"""
ITEM = """<item><title>R&auml;ksm&ouml;rg&aring;s & kaffe</title><guid>7</guid>
<link>https://k.example/7?a=1&b=2</link><pubDate>Tue, 03 Apr 2018 07:23:00 +0200</pubDate>
<category>Nyheter</category><category>Mat</category><description>Kort.</description>
<content:encoded><![CDATA[<p>L&auml;ngre & b\x01ttre.</p>]]></content:encoded>
<media:content type="image/jpeg" url="x"><media:title>Fika</media:title></media:content></item>"""
RSS1 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>K</title><link>https://k.example/</link></channel>
<item rdf:about="https://k.example/1"><title>Ett</title><dc:date>2018-04-03</dc:date>
<dc:subject>Mat</dc:subject></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><id>urn:x:feed</id>
<entry><id>urn:x:1</id><title type="html">A &lt;b&gt;B&lt;/b&gt;</title>
<updated>2018-04-03T05:23:00Z</updated><link href="https://k.example/1"/>
<summary>Less &amp;amp; more</summary><content type="xhtml">
<div xmlns="http://www.w3.org/1999/xhtml"><p>Hello</p></div></content>
<source><id>urn:x:other</id><title>Other</title></source></entry></feed>"""
JSON = """{"version":"https://jsonfeed.org/version/1.1","feed_url":"https://k.example/f","items":[
{"id":5,"title":"Ett","content_text":"a <b>\\n\\nc",
"date_published":"2018-04-03T07:23:00+02:00"}]}"""


def read(text: str | bytes) -> list[tuple[str, ImportedItem]]:
    return list(feed.read_feed(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def test_rss_is_mended_where_it_is_written_as_html_and_loses_nothing() -> None:
    ((name, item),) = read(RSS.format(ITEM))
    assert (name, identity(item, name)) == ("https://k.example/", ("https://k.example/", "7"))
    assert to_document(item, Kind.STATEMENT) == Document(
        "Räksmörgås & kaffe",
        kind=Kind.NEWS,
        lead="Kort.",
        body="Längre & bttre.",
        topics=("Mat",),
        images=(Image(caption="Fika"),),
    )
    assert item.link == "https://k.example/7?a=1&b=2"


def test_rss_1_and_atom_and_json_feed_are_read() -> None:
    ((name, old),) = read(RSS1)
    assert (name, identity(old, name)) == ("https://k.example/", ("", "https://k.example/1"))
    assert (old.title, old.categories) == ("Ett", (ImportedCategory("Mat"),))
    assert old.moment is not None
    assert old.moment.day_only
    ((name, entry),) = read(ATOM)
    assert (name, identity(entry, name)) == ("urn:x:feed", ("", "urn:x:1"))
    made = to_document(entry, Kind.PRESS_RELEASE)
    assert (made.title, made.lead, made.body) == ("A B", "Less &amp; more", "Hello")
    assert made.language == "en"
    ((name, item),) = read(JSON)
    assert (name, identity(item, name)) == ("https://k.example/f", ("https://k.example/f", "5"))
    assert to_document(item, Kind.PRESS_RELEASE).body == "a \\<b>\n\nc"


@pytest.mark.parametrize(
    ("written", "language"),
    [("SV-se", "sv"), ("ZH-HANS", "zh-Hans"), ("sr_latn_RS", "sr-Latn"), ("FA", "fa"), ("?", "sv")],
)
def test_a_language_is_known_whatever_its_case(written: str, language: str) -> None:
    item = ImportedItem(title="a", content="b", language=written)
    assert to_document(item, Kind.NEWS).language == language


@pytest.mark.parametrize(
    ("content", "language"),
    [
        ("Kommunen bygger en ny bro över ån, och den ska vara klar nästa höst.", "sv"),
        ("The council has decided to build a new bridge, and it will be finished next year.", "en"),
        ("Громада будує новий міст через річку. Він буде готовий наступної осені.", "und-Cyrl"),
        ("Gmina buduje nowy most nad rzeką, który będzie gotowy jesienią. " * 4, "und"),
        ("Kort", "sv"),
    ],
)
def test_the_language_of_an_item_that_names_none_is_that_of_its_text(
    content: str, language: str
) -> None:
    assert to_document(ImportedItem(content=content), Kind.NEWS).language == language


def test_html_that_nobody_escaped_is_html_all_the_same() -> None:
    ((_, item),) = read(RSS.format("<item><description>A <b>B</b></description></item>"))
    assert to_document(item, Kind.NEWS).body == "A **B**"
    ((_, entry),) = read(ATOM.replace("<summary>Less &amp;amp; more</summary>", ""))
    assert entry.summary == ""


def test_a_json_feed_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonfeed, "MOST", len(JSON) - 1)
    with pytest.raises(FieldError, match="larger"):
        read(JSON)


def test_an_item_without_id_is_known_by_link_or_by_title_and_date() -> None:
    linked, bare = (
        ImportedItem(link="https://k.example/1"),
        ImportedItem(title="Ett", published="2018"),
    )
    assert identity(linked, "f") == ("", "https://k.example/1")
    assert identity(bare, "f") != identity(ImportedItem(title="Två", published="2018"), "f")
    assert identity(bare, "f")[0] == "f"


def test_our_own_feeds_are_read_alike_in_every_format() -> None:
    forms = ("ordinary.rss.xml", "ordinary.atom.xml", "ordinary.json")
    feeds = [read((GOLDEN / form).read_bytes()) for form in forms]
    assert len(feeds[0]) > 2
    for items in zip(*feeds, strict=True):
        documents = [to_document(item, Kind.NEWS) for _, item in items]
        assert len({identity(item, name) for name, item in items}) == 1
        assert (
            len({(document.body, document.kind, document.language) for document in documents}) == 1
        )
        assert len({item.moment for _, item in items}) == 1


@pytest.mark.parametrize(
    ("summary", "content", "lead"),
    [
        ("Kort.", "<p>Annat.</p>", "Kort."),
        ("<p>Början av …</p>", "<p>Början av texten.</p>", ""),
        ("Början av [...]", "<p>Början av texten.</p>", ""),
        ("Bara detta.", "", ""),
    ],
)
def test_a_summary_is_the_lead_unless_the_text_begins_with_it(
    summary: str, content: str, lead: str
) -> None:
    made = to_document(ImportedItem(title="a", summary=summary, content=content), Kind.NEWS)
    assert made.lead == lead
    assert made.body


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Pressinbjudan: Ny bro", Kind.PRESS_INVITATION),
        ("Uttalande – om bron", Kind.STATEMENT),
        ("Nyhet", Kind.PRESS_RELEASE),
    ],
)
def test_a_title_may_plainly_say_the_kind(title: str, kind: Kind) -> None:
    assert to_document(ImportedItem(title=title), Kind.PRESS_RELEASE).kind is kind


@pytest.mark.parametrize(
    ("written", "instant"),
    [
        ("Tue, 03 Apr 2018 07:23:00 +0200", "2018-04-03T05:23:00Z"),
        ("Tue, 03 Apr 2018 05:23:00 GMT", "2018-04-03T05:23:00Z"),
        ("Tue, 03 Apr 2018 05:23:00 -0000", "2018-04-03T05:23:00Z"),
        ("Tue, 3 Apr 2018 07:23:00 CEST", "2018-04-03T05:23:00Z"),
        ("Tue, 3 Apr 2018 07:23", "2018-04-03T05:23:00Z"),
        ("2018-04-03T07:23:00+02:00", "2018-04-03T05:23:00Z"),
        ("2018-04-03", "2018-04-02T22:00:00Z"),
    ],
)
def test_dates_are_instants_and_without_zone_swedish_time(written: str, instant: str) -> None:
    parsed = stamps.parse_date(written)
    assert parsed is not None
    assert utc_text(parsed.at) == instant


@pytest.mark.parametrize(
    "written", ["", "igår", "Sun, 25 Mar 2018 02:30:00", "2018-13-01", "0001-01-01", "Tue, 99 Apr"]
)
def test_what_names_no_instant_is_no_date(written: str) -> None:
    assert stamps.parse_date(written) is None


BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("declared", [BOMB, OUTSIDE, '<!ENTITY a "b">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused(declared: str, encoding: str) -> None:
    text = f"{declared}<rss><channel><item><title>&a;&b;</title></item></channel></rss>"
    with pytest.raises(FieldError, match="entities"):
        read(text.encode(encoding))


def test_text_about_entities_is_only_text() -> None:
    ((_, item),) = read(RSS.format("<item><title><![CDATA[Om <!ENTITY a>]]></title></item>"))
    assert item.title == "Om <!ENTITY a>"
    with pytest.raises(FieldError, match="entities"):
        read("<!-- <a> -->" + OUTSIDE + RSS1)


def test_the_items_before_a_fault_are_read() -> None:
    broken = RSS.format(ITEM + "<item><title>Två</b></item>")
    items = feed.read_feed(io.BytesIO(broken.encode()))
    assert next(items)[1].title == "Räksmörgås & kaffe"
    with pytest.raises(FieldError, match="well-formed"):
        next(items)


@pytest.mark.parametrize("text", ["", "hej", "{}", '{"version":"x"}', "<html></html>"])
def test_what_is_no_feed_is_refused(text: str) -> None:
    with pytest.raises(FieldError):
        read(text)


def test_a_json_feed_that_is_broken_before_its_items_is_refused() -> None:
    with pytest.raises(FieldError, match="JSON Feed"):
        read(JSON[: JSON.index('"items"')])


@given(st.integers(1, 60), st.integers(1, 60))
def test_mending_is_the_same_however_the_bytes_arrive(first: int, second: int) -> None:
    text = RSS.format(ITEM + "&nbsp;&#1;&#xB;&#228;&nosuch;&amp;&" + ITEM).encode()
    assert mended(text, first) == mended(text, second) == mended(text, len(text))


def mended(text: bytes, size: int) -> bytes:
    source, pieces = Mended(io.BytesIO(text)), []
    while piece := source.read(size):
        pieces.append(piece)
    return b"".join(pieces)


WRAPPED = """<rss xmlns="http://www.w3.org/2005/Atom" version="2.0"><channel><title>K</title>
<link>https://k.example/</link><item><title>Ny lekplats</title><link>https://k.example/9</link>
<description>Gungor och rutschkana.</description><guid>9</guid><category>Barn</category>
<pubDate>Wed, 04 Mar 2020 09:00:00 +0100</pubDate></item></channel></rss>"""
BARE_ATOM = """<feed><id>urn:x:f</id><entry><id>urn:x:2</id><title>Utan namnrymd</title>
<link href="https://k.example/2"/><updated>2020-03-04T09:00:00+01:00</updated>
<content type="html">&lt;p&gt;Text.&lt;/p&gt;</content></entry></feed>"""
ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>K</title>
<entry><id>urn:x:3</id><title>Gammal</title><link rel="alternate" href="https://k.example/3"/>
<issued>2004-03-04T09:00:00+01:00</issued><modified>2005-01-01T00:00:00Z</modified>
<content type="text/html" mode="escaped">&lt;p&gt;Text.&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize(
    ("text", "key", "title", "body", "at"),
    [
        (WRAPPED, "9", "Ny lekplats", "Gungor och rutschkana.", "2020-03-04T08:00:00Z"),
        (BARE_ATOM, "urn:x:2", "Utan namnrymd", "Text.", "2020-03-04T08:00:00Z"),
        (ATOM_03, "urn:x:3", "Gammal", "Text.", "2004-03-04T08:00:00Z"),
    ],
)
def test_elements_count_whatever_namespace_the_whole_stands_in(
    text: str, key: str, title: str, body: str, at: str
) -> None:
    ((_, item),) = read(text)
    made = to_document(item, Kind.NEWS)
    assert (item.id, item.title, made.body) == (key, title, body)
    assert item.moment is not None
    assert utc_text(item.moment.at) == at
    assert item.link.startswith("https://k.example/")


def test_addresses_are_relative_to_the_base_that_the_feed_states() -> None:
    ((_, item),) = read(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://k.example/press/"><id>u:f</id>
        <entry xml:base="2020/"><id>u:1</id><title>A</title><link href="bro.html"/>
        <content type="html" xml:base="/arkiv/">&lt;a href="karta"&gt;Karta&lt;/a&gt;</content>
        </entry></feed>"""
    )
    assert item.link == "https://k.example/press/2020/bro.html"
    assert to_document(item, Kind.NEWS).body == "[Karta](https://k.example/arkiv/karta)"


def test_a_group_of_media_gives_its_pictures_their_words() -> None:
    group = """<item><title>A</title><guid>1</guid><media:group>
    <media:content medium="image" url="s"/><media:content medium="image" url="l" isDefault="true"/>
    <media:description>En röd buss</media:description>
    <media:credit role="owner">Göta Ek</media:credit>
    </media:group><media:content medium="image" url="m"><media:title>Depån</media:title>
    </media:content><media:credit>Per Al</media:credit></item>"""
    ((_, item),) = read(RSS.format(group))
    assert to_document(item, Kind.NEWS).images == (
        Image(alt="En röd buss", credit="Göta Ek"),
        Image(caption="Depån", credit="Per Al"),
    )


def test_a_date_that_cannot_be_read_is_told_as_it_is_written() -> None:
    ((_, item),) = read(RSS.format("<item><title>A</title><pubDate>nästa vecka</pubDate></item>"))
    assert item.moment is None
    assert item.faults == ("states a date that cannot be read: nästa vecka",)


def test_faults_are_no_part_of_what_an_item_says() -> None:
    item = ImportedItem(id="1", title="A")
    assert item.sha256 == msgspec.structs.replace(item, faults=("x",)).sha256
    # As stored by every import before items had faults.
    old = '{"id":"1","link":"","title":"A","published":"","summary":"","content":"",'
    old += '"language":"","categories":[],"images":[]}'
    assert item.sha256 == hashlib.sha256(old.encode()).hexdigest()
