"""RSS 2.0 and Atom 1.0 (RFC 4287): the only importer of feedgen, whose faults stop here.

feedgen 1.0.0 loses the attributes of Atom entry links, takes the last link as RSS's only one,
prepends entries, dates feeds by the clock where no date is set, renders all entries in one go so
that one faulty entry takes the feed down, and switches the locale of the whole process to write
a date. Same listing, same bytes; safe in several threads.
"""

import email.utils
import html
from collections.abc import Iterable
from functools import partial

import feedgen.entry
import feedgen.feed
from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from feeds import elements
from feeds.channel import Channel, channel
from feeds.characters import UNKNOWN
from feeds.elements import Element, Relation
from feeds.item import FeedItem, FeedPicture, File, Original, item
from feeds.links import Links
from feeds.rendered import Rendered, render_each
from releases.public import Listing, PublicRelease

RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"
PAGE_TYPE = "text/html"
GENERATOR = "Pressrum"

# feedgen's own calls locale.setlocale, which is process-wide and not safe between threads; the
# standard library writes the same date without.
feedgen.entry.formatRFC2822 = email.utils.format_datetime
feedgen.feed.formatRFC2822 = email.utils.format_datetime


def rss(listing: Listing, links: Links, hubs: tuple[str, ...] = ()) -> Rendered:
    """Return a listing as RSS 2.0 in UTF-8; `hubs` are the URLs of WebSub hubs."""
    head = channel(listing, links, "rss")
    feed = _feed(head)
    # RSS wants one link, the page for people: feedgen takes the last.
    feed.link(href=head.feed, rel="self", type=RSS_TYPE)
    feed.link(href=head.site, rel="alternate")
    feed.language(_with_country(head.language))
    feed.ttl(elements.MINUTES)
    feed.register_extension("pressrum", partial(_RssHead, _relations(listing, links, hubs)))

    def entry(release: PublicRelease) -> Element:
        return _rss_item(item(release, links), head)

    made, failed = render_each(listing.items, entry)
    for element in made:
        feed.add_entry(_Finished(element), order="append")
    return Rendered(feed.rss_str(pretty=True), failed)


def atom(listing: Listing, links: Links, hubs: tuple[str, ...] = ()) -> Rendered:
    """Return a listing as Atom in UTF-8; `hubs` are the URLs of WebSub hubs.

    A withdrawn release is there twice: as a deletion (RFC 6721) and, for the many readers that
    do not know those, as an entry that replaces the old one.
    """
    head = channel(listing, links, "atom")
    return atom_document(listing, head, links, _relations(listing, links, hubs))


def atom_document(
    listing: Listing,
    head: Channel,
    links: Links,
    relations: Iterable[Relation],
    *,
    archive: bool = False,
) -> Rendered:
    """Return a listing as Atom under a head of its own, with links to related documents.

    An `archive` says that it is one, and holds withdrawn releases as deletions alone.
    """

    def entry(release: PublicRelease) -> tuple[FeedItem, Element]:
        view = item(release, links)
        return view, _atom_entry(view, head)

    made, failed = render_each(listing.items, entry)
    feed = _feed(head)
    feed.link(href=head.site, rel="alternate", type=PAGE_TYPE, hreflang=head.language)
    feed.link(href=head.feed, rel="self", type=ATOM_TYPE)
    for relation in relations:
        feed.link(relation)
    feed.language(head.language)
    if head.author:
        feed.author(_person(head.author.name, head.author.url))
    views = tuple(view for view, _ in made)
    feed.register_extension("pressrum", partial(_AtomHead, views, archive=archive))
    for view, element in made:
        if not (archive and view.withdrawn):
            feed.add_entry(_Finished(element), order="append")
    return Rendered(feed.atom_str(pretty=True), failed)


def _relations(listing: Listing, links: Links, hubs: Iterable[str]) -> tuple[Relation, ...]:
    relations: list[Relation] = [{"rel": "hub", "href": hub} for hub in hubs]
    if listing.newsroom and listing.archived:
        href = links.archive(listing.newsroom.slug, listing.archived)
        relations.append({"rel": "prev-archive", "href": href, "type": ATOM_TYPE})
    return tuple(relations)


class _Entry(FeedEntry):  # type: ignore[misc] # feedgen has no types
    """An entry whose Atom links keep all their attributes, and its dates three digits."""

    def atom_entry(self, extensions: bool = True) -> Element:
        element = super().atom_entry(extensions)
        for node, link in zip(element.findall("link"), self.link(), strict=True):
            node.attrib.update({name: value for name, value in link.items() if value})
        elements.dates(element)
        return element


class _Finished(FeedEntry):  # type: ignore[misc] # feedgen has no types
    """An entry rendered before: feedgen renders as it writes, when a fault would stop the feed."""

    def __init__(self, element: Element) -> None:
        super().__init__()
        self._element = element

    def rss_entry(self) -> Element:
        return self._element

    def atom_entry(self) -> Element:
        return self._element


class _RssHead:
    """What the RSS channel carries beyond feedgen; has the methods feedgen calls."""

    def __init__(self, relations: tuple[Relation, ...]) -> None:
        self._relations = relations

    def extend_ns(self) -> dict[str, str]:
        return elements.RSS_PREFIXES

    def extend_rss(self, rss: Element) -> None:
        elements.relations(rss, self._relations)
        elements.rhythm(rss)


class _AtomHead:
    """What the Atom feed carries beyond feedgen; has the methods feedgen calls."""

    def __init__(self, items: tuple[FeedItem, ...], *, archive: bool) -> None:
        self._items = items
        self._archive = archive

    def extend_ns(self) -> dict[str, str]:
        return elements.ARCHIVE_PREFIXES if self._archive else elements.ATOM_PREFIXES

    def extend_atom(self, feed: Element) -> None:
        elements.dates(feed)
        if self._archive:
            elements.archive(feed)
        elements.deletions(feed, self._items)


def _feed(head: Channel) -> FeedGenerator:
    feed = FeedGenerator()
    feed.id(head.id)
    feed.title(head.title)
    feed.description(head.description)
    feed.updated(head.updated)
    feed.generator(GENERATOR)
    if head.logo:
        feed.logo(head.logo)
    return feed


def _rss_item(view: FeedItem, head: Channel) -> Element:
    entry = _entry(view)
    # Readers take it for HTML, so that a "<" of the text is to be escaped as HTML has it.
    entry.description(html.escape(view.summary, quote=False))
    entry.content(view.html, type="CDATA")
    for category in view.categories:
        # Code and label apart: some readers split a label at its comma.
        entry.category(term=category.term, scheme=category.scheme)
        if category.label != category.term:
            entry.category(term=category.label)
    # RSS knows one: the picture, else the first attachment.
    for first in _enclosures(view)[:1]:
        entry.enclosure(first.url, first.size, first.type)
    element = entry.rss_entry()
    elements.creator(element, view)
    elements.language(element, view, head)
    elements.pictures(element, view)
    return element


def _atom_entry(view: FeedItem, head: Channel) -> Element:
    entry = _entry(view)
    entry.updated(view.updated)
    entry.author(_person(view.author.name, view.author.url))
    # As HTML, like the content: readers that prefer plain text would take the summary alone.
    entry.summary(html.escape(view.summary, quote=False), type="html")
    entry.content(view.html, type="html")
    for other in view.translations:
        entry.link(href=other.url, rel="alternate", type=PAGE_TYPE, hreflang=other.language)
    if view.translations:
        # Some readers take the first alternate for the entry's own page, some the last.
        entry.link(href=view.url, rel="alternate", type=PAGE_TYPE)
    for category in view.categories:
        entry.category(category._asdict())
    for file in _enclosures(view):
        title = {} if isinstance(file, FeedPicture) else {"title": file.title}
        entry.link(href=file.url, rel="enclosure", type=file.type, length=str(file.size), **title)
    element = entry.atom_entry()
    if view.language != head.language:
        # Without a tag the feed's would hold, and RFC 4287 knows no empty one.
        element.set(elements.LANG, view.language or UNKNOWN)
    elements.content(element, view.html)
    elements.pictures(element, view)
    return element


def _entry(view: FeedItem) -> _Entry:
    entry = _Entry()
    entry.id(view.id)
    entry.title(view.title)
    entry.published(view.published)
    entry.link(href=view.url, rel="alternate", type=PAGE_TYPE, hreflang=view.language)
    return entry


def _enclosures(view: FeedItem) -> tuple[FeedPicture | Original | File, ...]:
    """Return the picture that lists show and the attachments, then the pictures in all pixels."""
    originals = (picture.original for picture in view.pictures if picture.original)
    return (*view.pictures[:1], *view.files, *originals)


def _person(name: str, url: str) -> dict[str, str]:
    return {"name": name, "uri": url} if url else {"name": name}


def _with_country(language: str) -> str:
    return "sv-SE" if language == "sv" else language
