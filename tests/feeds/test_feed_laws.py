"""Laws of all formats: any text, any thread, any broken release; always the same good bytes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import feedparser
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from feeds.jsonfeed import jsonfeed
from feeds.ninjs import ninjs
from feeds.rendered import Rendered
from feeds.snippet import fragment
from feeds.syndication import atom, rss
from releases.model import Attachment, Contact, Document, Image, Kind, Link, Newsroom
from releases.public import Listing
from tests import builders as b
from tests.feeds.atom_grammar import SCHEMA
from tests.feeds.listings import ALL, ordinary
from tests.feeds.markup_rules import Checked

# Every code point there is, the forbidden and the lonely ones more often than chance has it.
ANY = st.text(st.characters(exclude_categories=())) | st.text(
    "\x00\x0b\x85\ud800\udfff\uffff<&>\"'-a \n"
)
WORDS = st.lists(ANY, max_size=2).map(tuple)
DOCUMENTS = st.builds(
    Document,
    title=ANY,
    kind=st.sampled_from(Kind),
    lead=ANY,
    body=ANY,
    language=ANY | st.sampled_from(["sv", "fi", "se"]),
    topics=WORDS,
    places=WORDS,
    contacts=st.lists(
        st.builds(Contact, name=ANY, role=ANY, phones=WORDS, emails=WORDS), max_size=2
    ).map(tuple),
    images=st.lists(
        st.builds(Image, media=st.sampled_from([None, "bild1"]), alt=ANY, caption=ANY, credit=ANY),
        max_size=2,
    ).map(tuple),
    links=st.lists(st.builds(Link, title=ANY, url=ANY | ANY.map("https://a{}".format))).map(tuple),
    event=st.none() | st.builds(b.event, place=ANY),
    about=ANY,
    attachments=st.lists(st.builds(Attachment, media=st.just("bilaga1"), title=ANY)).map(tuple),
)
FILES = (b.media(alt="<&\"'>", renditions=b.renditions(320, 640)), b.pdf())
NEWSROOMS = st.builds(
    Newsroom,
    slug=st.just("region-mellanlandet"),
    name=ANY,
    about=ANY,
    language=ANY,
    site=ANY,
    logo=ANY,
)
FORMATS: dict[str, Callable[[Listing], Rendered]] = {
    "rss": lambda listing: rss(listing, b.LINKS),
    "atom": lambda listing: atom(listing, b.LINKS),
    "json": lambda listing: jsonfeed(listing, b.LINKS),
    "ninjs": lambda listing: ninjs(listing, b.LINKS),
    "html": lambda listing: Rendered(fragment(listing, b.LINKS, pictures=True)),
}


@st.composite
def listings(draw: st.DrawFn) -> Listing:
    room = draw(NEWSROOMS)
    note = draw(ANY)
    later = draw(st.sampled_from([(), (b.correction(note=note),), (b.withdrawal(note=note),)]))
    document = draw(DOCUMENTS)
    one = b.release(*later, content=document, room=room, files=FILES)
    return b.listing(one, b.release(id="r2", room=room), room=room)


@settings(deadline=timedelta(seconds=2), max_examples=60)
@given(listings())
def test_no_text_makes_a_feed_fail_or_ill_formed(listing: Listing) -> None:
    for write in (rss, atom):
        rendered = write(listing, b.LINKS)
        assert rendered.failed == ()
        read = feedparser.parse(rendered.body)
        assert not read.bozo
        assert len(read.entries) == 2
    assert SCHEMA.validate(etree.fromstring(atom(listing, b.LINKS).body)), SCHEMA.error_log
    rendered = jsonfeed(listing, b.LINKS)
    assert rendered.failed == ()
    assert len(msgspec.json.decode(rendered.body)["items"]) == 2
    rendered = ninjs(listing, b.LINKS)
    assert rendered.failed == ()
    assert len(msgspec.json.decode(rendered.body)["associations"]) == 2
    assert Checked(fragment(listing, b.LINKS, pictures=True).decode()).faults == []


@settings(deadline=timedelta(seconds=2), max_examples=20)
@given(listings())
def test_ids_are_unique_and_the_same_in_all_formats(listing: Listing) -> None:
    in_rss = [guid.text for guid in etree.fromstring(rss(listing, b.LINKS).body).iter("guid")]
    document = etree.fromstring(atom(listing, b.LINKS).body)
    in_atom = [entry.findtext("{*}id") for entry in document.findall("{*}entry")]
    in_json = [item["id"] for item in msgspec.json.decode(jsonfeed(listing, b.LINKS).body)["items"]]
    assert in_rss == in_atom == in_json
    assert len(set(in_rss)) == 2


@settings(deadline=timedelta(seconds=2), max_examples=20)
@given(listings())
def test_the_same_listing_gives_the_same_bytes(listing: Listing) -> None:
    for write in FORMATS.values():
        assert write(listing) == write(listing)


@pytest.mark.parametrize("form", ["rss", "atom", "json", "ninjs"])
def test_a_release_that_cannot_be_rendered_is_named_and_does_not_silence_the_feed(
    form: str,
) -> None:
    unknown = b.media(type="image/tiff")
    bad = b.release(id="trasig", content=b.document(images=(b.image(),)), files=(unknown,))
    rendered = FORMATS[form](b.listing(bad, b.release(id="hel")))
    assert rendered.failed == ("trasig",)
    assert b"/hel/" in rendered.body
    assert b"/trasig/" not in rendered.body


def test_a_release_that_cannot_be_rendered_does_not_empty_a_fragment() -> None:
    unknown = b.media(type="image/tiff")
    bad = b.release(id="trasig", content=b.document(images=(b.image(),)), files=(unknown,))
    page = fragment(b.listing(bad, b.release(id="hel")), b.LINKS, pictures=True)
    assert b"/hel/" in page
    assert b"/trasig/" not in page


@pytest.mark.parametrize("form", FORMATS)
def test_rendering_in_many_threads_at_once_gives_the_bytes_of_one(form: str) -> None:
    expected = FORMATS[form](ordinary())
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(FORMATS[form], [ordinary()] * 40)) == {expected}


@pytest.mark.parametrize("form", ["rss", "atom", "json", "ninjs"])
@pytest.mark.parametrize("name", ALL)
def test_no_address_is_relative(name: str, form: str) -> None:
    body = FORMATS[form](ALL[name]()).body.decode()
    assert 'href="/' not in body
    assert "href=&quot;/" not in body
    assert "data-src" not in body


def test_a_correction_is_told_in_every_format() -> None:
    for write in FORMATS.values():
        assert "Rätt antal linjer är fyra." in write(ordinary()).body.decode()


def test_nothing_withdrawn_leaks_in_any_format() -> None:
    for write in FORMATS.values():
        assert b"HEMLIG" not in write(ALL["withdrawn"]()).body
