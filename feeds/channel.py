"""A list of releases as every feed format introduces it: who, what, where, and how new."""

from datetime import datetime

import msgspec

from feeds import wording
from feeds.characters import clean, language, line, shorten, web_address
from feeds.item import Author, author
from feeds.links import Links, query
from feeds.topics import topic_label
from feeds.urns import feed_urn
from releases.public import Listing, Selection
from releases.text.markdown import to_text
from releases.text.places import place_name

DESCRIPTION_LENGTH = 500
EVERYONE = "Alla pressrum"


class Channel(msgspec.Struct, frozen=True):
    """The head of a feed.

    `id` is a URI of the installation, the newsroom and its filters, the same in all formats and
    on every host. `site` is the page for people, `feed` this document's own public URL. `updated`
    is the newest `updated` of the items and tombstones, without any when the newsroom was opened:
    never the time of rendering. `author` is None for a list over all newsrooms, `logo` a URL or
    empty.
    """

    id: str
    title: str
    description: str
    language: str
    site: str
    feed: str
    updated: datetime
    author: Author | None
    logo: str


def channel(listing: Listing, links: Links, form: str) -> Channel:
    """Return the head of a listing's feed; `form` is rss, atom or json."""
    selection, newsroom = listing.selection, listing.newsroom
    return Channel(
        id=feed_urn(listing.installation, selection.newsroom, query(selection)),
        title=title(listing),
        description=_description(listing),
        language=language(selection.lang or (newsroom.language if newsroom else "sv")),
        site=links.listing(selection),
        feed=links.feed(form, selection),
        updated=max(
            (release.state.updated for release in listing.items), default=listing.opened_at
        ),
        author=author(newsroom) if newsroom else None,
        logo=web_address(links.logo(newsroom)) if newsroom else "",
    )


def title(listing: Listing) -> str:
    """Return whose list it is and what it is narrowed to: Region X: Nyheter, Näringsliv."""
    name = author(listing.newsroom).name if listing.newsroom else EVERYONE
    narrowed = ", ".join(_selection_words(listing.selection))
    return f"{name}: {narrowed}" if narrowed else name


def _selection_words(selection: Selection) -> list[str]:
    parts = (
        wording.KIND_PLURALS[selection.kind] if selection.kind else "",
        topic_label(selection.topic) if selection.topic else "",
        place_name(selection.place) if selection.place else "",
        selection.lang or "",
        str(selection.year or ""),
    )
    return [said for part in parts if (said := line(part))]


def _description(listing: Listing) -> str:
    if listing.newsroom and (about := line(to_text(clean(listing.newsroom.about)))):
        return shorten(about, DESCRIPTION_LENGTH)
    return f"Pressmeddelanden och nyheter: {title(listing)}"
