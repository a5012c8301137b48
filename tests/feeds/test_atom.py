"""Atom as RFC 4287 wants it, with the deletions of RFC 6721 beside visible replacements."""

import re
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
from lxml import etree

from feeds.elements import ATOM, DELETIONS, LANG
from feeds.links import Links
from feeds.syndication import atom, rss
from feeds.urns import scheme_urn
from releases.model import urn
from releases.public import Listing
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
    atom_entries = entries(ALL[name]())
    assert len(atom_entries) == len(ALL[name]().items)
    for entry in atom_entries:
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
    assert [(entry.get("ref"), entry.get("when")) for entry in gone] == [
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
        "scheme": scheme_urn("topic"),
        "label": "Kollektivtrafik",
    }


@pytest.mark.parametrize(
    "base", ["http://press.example", "https://nyheter.nordanvik.example/press", "http://[::1]:8000"]
)
def test_a_list_of_codes_is_called_the_same_wherever_the_service_moves(base: str) -> None:
    def schemes(links: Links) -> list[str | None]:
        feeds = (atom(ordinary(), links).body, rss(ordinary(), links).body)
        found = [node for feed in feeds for node in etree.fromstring(feed).iter("{*}category")]
        return [node.get("scheme") or node.get("domain") for node in found]

    before = schemes(b.LINKS)
    assert schemes(Links(base)) == before
    named = {scheme for scheme in before if scheme}
    assert named == {scheme_urn(name) for name in ("kind", "topic", "place")}
    assert len(named) == 3
    assert all(scheme.startswith("urn:uuid:") for scheme in named)


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


@pytest.mark.parametrize(
    ("at", "fraction"),
    [
        (b.MORNING + timedelta(milliseconds=980), ".980"),
        (b.MORNING + timedelta(milliseconds=7), ".007"),
        (datetime(2031, 12, 31, 23, 59, 59, 999_000, UTC), ".999"),
        (datetime(2026, 3, 1, 12, 0, 0, 450_000, timezone(timedelta(hours=1))), ".450"),
        (b.MORNING, ""),
    ],
)
def test_a_date_has_three_digits_of_fraction_or_none(at: datetime, fraction: str) -> None:
    """Some readers take whatever digits stand there for milliseconds."""
    document = parsed(b.listing(b.release(at=at)))
    dates = [
        date.text for name in ("updated", "published") for date in document.iter(IN_ATOM + name)
    ]
    assert len(dates) == 3
    assert [re.findall(r":\d\d(\.\d+)?[+Z]", date) for date in dates] == [[fraction]] * 3
    assert {datetime.fromisoformat(date) for date in dates} == {at}
