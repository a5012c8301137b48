"""Attachments in every output: named, with type and size, and only where there is a file."""

import msgspec
import pytest
from lxml import etree

from feeds import content, transcript, wording
from feeds.elements import ATOM
from feeds.jsonfeed import jsonfeed
from feeds.syndication import atom, rss
from releases.public import PublicRelease
from tests import builders as b
from tests.feeds.markup_rules import Checked

URL = "https://press.example/media/bilaga1.pdf"


def attached(*, pictured: bool = False, withdrawn: bool = False) -> PublicRelease:
    """Return a release with two attachments, of which one was never stored."""
    document = b.document(
        images=(b.image(),) if pictured else (),
        attachments=(b.attachment(), b.attachment("borta", "Finns inte")),
    )
    later = (b.withdrawal(),) if withdrawn else ()
    return b.release(*later, content=document, files=(b.media(), b.pdf()))


def test_an_attachment_is_a_link_that_says_what_comes() -> None:
    page = content.html(attached(), b.LINKS)
    assert "<h2>Bilagor</h2>" in page
    link = f'<a href="{URL}" type="application/pdf">Rapport om resandet</a>'
    assert f"<li>{link} (PDF, 1,2\xa0MB)</li>" in page
    assert "Finns inte" not in page
    assert Checked(page).faults == []
    assert "Bilaga: Rapport om resandet" in transcript.text(attached())


def test_a_withdrawn_release_keeps_its_attachments_to_itself() -> None:
    gone = attached(withdrawn=True)
    listing = b.listing(gone)
    for written in (content.html(gone, b.LINKS), transcript.text(gone)):
        assert "Rapport" not in written
    for render in (rss, atom, jsonfeed):
        assert b"bilaga1" not in render(listing, b.LINKS).body


@pytest.mark.parametrize(
    ("pictured", "url"), [(False, URL), (True, "https://press.example/media/bild1.jpg")]
)
def test_rss_has_one_enclosure_the_picture_before_the_attachment(
    *, pictured: bool, url: str
) -> None:
    document = etree.fromstring(rss(b.listing(attached(pictured=pictured)), b.LINKS).body)
    (enclosure,) = document.iter("enclosure")
    assert enclosure.get("url") == url


def test_atom_links_every_attachment_with_its_title() -> None:
    document = etree.fromstring(atom(b.listing(attached(pictured=True)), b.LINKS).body)
    links = document.findall(f".//{{{ATOM}}}entry/{{{ATOM}}}link[@rel='enclosure']")
    assert [link.get("href") for link in links] == ["https://press.example/media/bild1.jpg", URL]
    assert dict(links[1].attrib) == {
        "href": URL,
        "rel": "enclosure",
        "type": "application/pdf",
        "length": "1240000",
        "title": "Rapport om resandet",
    }


def test_json_feed_lists_attachments_after_the_pictures() -> None:
    body = jsonfeed(b.listing(attached(pictured=True)), b.LINKS).body
    item = msgspec.json.decode(body)["items"][0]
    assert item["image"] == "https://press.example/media/bild1.jpg"
    assert item["attachments"][1:] == [
        {
            "url": URL,
            "mime_type": "application/pdf",
            "title": "Rapport om resandet",
            "size_in_bytes": 1240000,
        }
    ]


def test_an_attachment_named_as_a_picture_is_none_and_the_other_way_round() -> None:
    crossed = b.document(images=(b.image("bilaga1"),), attachments=(b.attachment("bild1"),))
    release = b.release(content=crossed, files=(b.media(), b.pdf()))
    page = content.html(release, b.LINKS)
    assert "/media/" not in page


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "PDF, 1\xa0kB"),
        (1, "PDF, 1\xa0kB"),
        (340_400, "PDF, 340\xa0kB"),
        (999_499, "PDF, 999\xa0kB"),
        (999_500, "PDF, 1,0\xa0MB"),
        (1_240_000, "PDF, 1,2\xa0MB"),
        (20_000_000, "PDF, 20,0\xa0MB"),
    ],
)
def test_sizes_are_written_as_swedes_write_them(size: int, shown: str) -> None:
    assert wording.file_kind("application/pdf", size) == shown
