"""What RSS and Atom need beyond feedgen, written straight onto lxml elements.

Media RSS 1.5.1, Dublin Core, the RSS 1.0 syndication module, RFC 6721 deletions, RFC 5005
archives, WebSub hubs.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeAlias

from lxml import etree

from feeds.channel import Channel
from feeds.item import FeedItem, FeedPicture, Original, Thumbnail
from releases.times import iso_text, utc_text

ATOM = "http://www.w3.org/2005/Atom"
ARCHIVES = "http://purl.org/syndication/history/1.0"
DELETIONS = "http://purl.org/atompub/tombstones/1.0"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

RSS_PREFIXES = {"dc": DUBLIN_CORE, "media": MEDIA, "sy": SYNDICATION}
ATOM_PREFIXES = {"at": DELETIONS, "media": MEDIA}
ARCHIVE_PREFIXES = {**ATOM_PREFIXES, "fh": ARCHIVES}

# Readers are told to come back four times an hour, and that a copy may be kept as long.
MINUTES = 15
TIMES_AN_HOUR = 4

# lxml comes without types.
Element: TypeAlias = Any
# A link's attributes by name: rel, href, perhaps type.
Relation: TypeAlias = Mapping[str, str]


def rhythm(rss: Element) -> None:
    """Add to the channel of an RSS document how often to come back."""
    channel = rss.find("channel")
    _add(channel, SYNDICATION, "updatePeriod", "hourly")
    _add(channel, SYNDICATION, "updateFrequency", str(TIMES_AN_HOUR))


def relations(rss: Element, found: Iterable[Relation]) -> None:
    """Add to the channel of an RSS document what it has to do with other addresses."""
    for relation in found:
        _add(rss.find("channel"), ATOM, "link", **relation)


def archive(feed: Element) -> None:
    """Mark an Atom feed as a volume of an archive (RFC 5005 section 4)."""
    _add(feed, ARCHIVES, "archive")


def creator(entry: Element, item: FeedItem) -> None:
    """Add to an RSS item the name of its publisher; RSS's own author wants an e-mail address."""
    _add(entry, DUBLIN_CORE, "creator", item.author.name)


def language(entry: Element, item: FeedItem, channel: Channel) -> None:
    """Mark an RSS item whose language is not the channel's."""
    if item.language not in ("", channel.language):
        _add(entry, DUBLIN_CORE, "language", item.language)


def pictures(entry: Element, item: FeedItem) -> None:
    """Add the pictures of an item as Media RSS, and the first as what lists may show.

    Some readers take the last description for the item's own. In Atom the summary therefore comes
    after the pictures; in RSS they go without, and what they show stands in the HTML.
    """
    summary = entry.find("summary")
    for picture in item.pictures:
        _picture(entry, picture, described=summary is not None)
    for first in item.pictures[:1]:
        _add(entry, MEDIA, "thumbnail", url=first.thumbnail.url, **_size(first.thumbnail))
    if summary is not None:
        for node in entry.findall(f"{{{MEDIA}}}*"):
            summary.addprevious(node)


def content(entry: Element, html: str) -> None:
    """Write the content of an Atom entry as CDATA.

    Some parsers refuse a document with a thousand escaped characters. lxml writes what would end
    a section in two of them.
    """
    entry.find("content").text = etree.CDATA(html)


def dates(element: Element) -> None:
    """Write the dates of an Atom feed or entry anew: feedgen's have six digits of fraction."""
    for date in element.iterchildren("updated", "published"):
        date.text = iso_text(datetime.fromisoformat(date.text))


def deletions(feed: Element, items: Iterable[FeedItem]) -> None:
    """Add to an Atom feed that releases were withdrawn, when and why (RFC 6721)."""
    for item in items:
        if item.withdrawn:
            gone = _add(feed, DELETIONS, "deleted-entry", ref=item.id, when=utc_text(item.updated))
            _add(gone, DELETIONS, "comment", item.summary)


def _picture(entry: Element, picture: FeedPicture, *, described: bool) -> None:
    # The same picture in two sizes is a group (Media RSS 1.5.1), of which readers take the default.
    original = picture.original
    media = _add(entry, MEDIA, "group") if original else entry
    media = _file(media, picture, **({"isDefault": "true"} if original else {}))
    if original:
        _file(media.getparent(), original, isDefault="false")
    if picture.caption:
        _add(media, MEDIA, "title", picture.caption, type="plain")
    if picture.alt and described:
        _add(media, MEDIA, "description", picture.alt, type="plain")
    if picture.credit:
        _add(media, MEDIA, "credit", picture.credit, role="photographer")


def _file(parent: Element, file: FeedPicture | Original, **more: str) -> Element:
    return _add(
        parent,
        MEDIA,
        "content",
        url=file.url,
        type=file.type,
        fileSize=str(file.size),
        medium="image",
        **_size(file),
        **more,
    )


def _size(picture: FeedPicture | Thumbnail | Original) -> dict[str, str]:
    return {"width": str(picture.width), "height": str(picture.height)}


def _add(parent: Element, namespace: str, name: str, text: str = "", **attributes: str) -> Element:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}", **attributes)
    element.text = text or None
    return element
