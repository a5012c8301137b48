"""Atom as RFC 4287 wants it, with the deletions of RFC 6721 beside visible replacements."""

import feedparser
import pytest
from lxml import etree

from feeds.elements import ATOM, DELETIONS, LANG
from feeds.syndication import atom
from releases.model import urn
from releases.reading import Listing
from tests import builders as b
from tests.feeds.atom_grammar import SCHEMA
from tests.feeds.listings import ALL, ordinary, withdrawn

IN_ATOM = f"{{{ATOM}}}"


def parsed(listing: Listing, hubs: tuple[str, ...] = ()) -> etree._Element:
    return etree.fromstring(atom(listing, b.LINKS, hubs).body)


def entries(listing: Listing) -> list[etree._Element]:
    return list(parsed(listing).iter(f"{IN_ATOM}entry"))


@pytest.mark.parametrize("name", ALL)
def test_every_feed_is_valid_against_the_grammar_of_rfc_4287(name: str) -> None:
    assert SCHEMA.validate(parsed(ALL[name]())), SCHEMA.error_log


@pytest.mark.parametrize("name", ALL)
def test_feedparser_reads_every_feed_without_complaint(name: str) -> None:
    read = feedparser.parse(atom(ALL[name](), b.LINKS).body)
    assert not read.bozo
    assert read.version == "atom10"
    assert len(read.entries) == len(ALL[name]().items)


def test_the_grammar_in_use_refuses_what_rfc_4287_refuses() -> None:
    document = parsed(ordinary())
    document.find(f"{IN_ATOM}entry").append(etree.Element(f"{IN_ATOM}updated"))
    assert not SCHEMA.validate(document)


@pytest.mark.parametrize("name", ALL)
def test_what_the_grammar_cannot_say_holds_too(name: str) -> None:
    """An author for every entry, and one alternate link per type and language (section 4.2.7.2)."""
    found = entries(ALL[name]())
    assert len(found) == len(ALL[name]().items)
    for entry in found:
        assert entry.find(f"{IN_ATOM}author") is not None
        links = entry.findall(f"{IN_ATOM}link[@rel='alternate']")
        assert len({(link.get("type"), link.get("hreflang")) for link in links}) == len(links) == 1
        assert entry.find(f"{IN_ATOM}link").get("rel") == "alternate"


def test_links_of_entries_keep_type_language_and_length() -> None:
    first = entries(ordinary())[0]
    alternate, enclosure = first.findall(f"{IN_ATOM}link")
    assert (alternate.get("type"), alternate.get("hreflang")) == ("text/html", "sv")
    assert dict(enclosure.attrib) == {
        "href": "https://press.example/media/bild1.jpg",
        "rel": "enclosure",
        "type": "image/jpeg",
        "length": "84211",
    }


def test_the_language_is_marked_where_it_differs() -> None:
    assert parsed(ordinary()).get(LANG) == "sv"
    assert [entry.get(LANG) for entry in entries(ordinary())] == [None, "fi", None]


def test_a_withdrawn_release_is_both_deleted_and_visibly_replaced() -> None:
    document = parsed(withdrawn())
    gone = document.findall(f"{{{DELETIONS}}}deleted-entry")
    assert [(each.get("ref"), each.get("when")) for each in gone] == [
        (urn("fel"), "2018-04-05T05:23:00Z"),
        (urn("tyst"), "2018-04-05T05:23:00Z"),
    ]
    first = document.find(f"{IN_ATOM}entry")
    assert first.findtext(f"{IN_ATOM}id") == urn("fel")
    assert first.findtext(f"{IN_ATOM}title") == "Återkallat: Felaktiga siffror"
    assert "Uppgifterna var fel." in first.findtext(f"{IN_ATOM}content")


def test_deletions_stand_before_the_entries_as_the_grammar_wants_extensions() -> None:
    tags = [child.tag for child in parsed(withdrawn())]
    assert tags.index(f"{{{DELETIONS}}}deleted-entry") < tags.index(f"{IN_ATOM}entry")


def test_categories_have_code_list_and_swedish_label() -> None:
    category = entries(ordinary())[0].findall(f"{IN_ATOM}category")[1]
    assert dict(category.attrib) == {
        "term": "kollektivtrafik",
        "scheme": "https://press.example/#topic",
        "label": "Kollektivtrafik",
    }


def test_hubs_and_self_are_linked_in_the_feed() -> None:
    links = parsed(ordinary(), ("https://hub.example/",)).findall(f"{IN_ATOM}link")
    assert [(link.get("rel"), link.get("href")) for link in links] == [
        ("alternate", "https://press.example/region-mellanlandet/"),
        ("self", "https://press.example/region-mellanlandet/feed.atom"),
        ("hub", "https://hub.example/"),
    ]


def test_updated_moves_on_major_corrections_only() -> None:
    for later, updated in (
        ((), b.MORNING),
        ((b.minor(note="Stavfel rättat."),), b.MORNING),
        ((b.correction(),), b.MORNING + b.DAY),
    ):
        (entry,) = entries(b.listing(b.release(*later)))
        assert entry.findtext(f"{IN_ATOM}updated") == updated.isoformat()
        assert entry.findtext(f"{IN_ATOM}published") == b.MORNING.isoformat()


def test_entries_stand_newest_first() -> None:
    published = [entry.findtext(f"{IN_ATOM}published") for entry in entries(ordinary())]
    assert published == sorted(published, reverse=True)
