"""Archive documents as RFC 5005 section 4 wants them."""

from lxml import etree
from msgspec.structs import replace

from feeds.archive import archive
from feeds.elements import ARCHIVES, ATOM, DELETIONS
from feeds.syndication import atom, rss
from releases.model import urn
from releases.public import Archive, Listing, Volume
from tests import builders as b
from tests.feeds.atom_grammar import SCHEMA
from tests.feeds.listings import ordinary, withdrawn

IN_ATOM = f"{{{ATOM}}}"
ROOM = "https://press.example/region-mellanlandet"


def parsed(
    listing: Listing, earlier: Volume | None = None, later: Volume | None = None
) -> etree._Element:
    volume = Archive(Volume(2018, 4, 2), listing, earlier, later)
    document = etree.fromstring(archive(volume, b.LINKS).body)
    assert SCHEMA.validate(document), SCHEMA.error_log
    return document


def relations(document: etree._Element) -> dict[str, str]:
    return {link.get("rel"): link.get("href") for link in document.findall(f"{IN_ATOM}link")}


def test_a_volume_says_that_it_is_an_archive_and_leads_to_its_neighbours() -> None:
    document = parsed(ordinary(), Volume(2018, 4), Volume(2018, 11))
    assert document.find(f"{{{ARCHIVES}}}archive") is not None
    assert relations(document) == {
        "alternate": f"{ROOM}/",
        "self": f"{ROOM}/archive/2018-04-2.atom",
        "current": f"{ROOM}/feed.atom",
        "prev-archive": f"{ROOM}/archive/2018-04.atom",
        "next-archive": f"{ROOM}/archive/2018-11.atom",
    }


def test_the_first_and_the_last_volume_lead_nowhere() -> None:
    assert {"prev-archive", "next-archive"}.isdisjoint(relations(parsed(ordinary())))


def test_a_volume_is_part_of_the_feed_it_archives() -> None:
    """One id and the same entries, byte for byte, so that readers merge them (RFC 5005)."""
    feed = etree.fromstring(atom(ordinary(), b.LINKS).body)
    document = parsed(ordinary())
    assert document.findtext(f"{IN_ATOM}id") == feed.findtext(f"{IN_ATOM}id")
    one, other = (
        [
            etree.tostring(entry, method="c14n", exclusive=True)
            for entry in root.iter(f"{IN_ATOM}entry")
        ]
        for root in (document, feed)
    )
    assert one == other != []


def test_a_withdrawn_release_is_a_deletion_and_nothing_else() -> None:
    document = parsed(withdrawn())
    gone = [entry.get("ref") for entry in document.findall(f"{{{DELETIONS}}}deleted-entry")]
    kept = [entry.findtext(f"{IN_ATOM}id") for entry in document.findall(f"{IN_ATOM}entry")]
    assert (gone, kept) == ([urn("fel"), urn("tyst")], [urn("kvar")])


def test_a_feed_leads_to_the_newest_volume_in_both_formats() -> None:
    listing = replace(ordinary(), archived=Volume(2018, 4, 3))
    expected = {
        "rel": "prev-archive",
        "href": f"{ROOM}/archive/2018-04-3.atom",
        "type": "application/atom+xml",
    }
    for made in (atom, rss):
        document = etree.fromstring(made(listing, b.LINKS).body)
        links = [dict(link.attrib) for link in document.iter(f"{IN_ATOM}link")]
        assert [link for link in links if link["rel"] == "prev-archive"] == [expected]
