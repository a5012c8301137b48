"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import msgspec

from feeds import transcript
from feeds.channel import Channel, channel
from feeds.item import Author, FeedItem, FeedPicture, File, Original, item
from feeds.links import Links
from feeds.rendered import Rendered, render_each
from feeds.wording import credit_line
from releases.public import Listing, PublicRelease
from releases.times import utc_text

JSON_TYPE = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
MAX_BYTES = 250_000


class _Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """A piece of the document; what is empty is left out."""


class _Hub(_Part, frozen=True):
    type: str
    url: str


class _Author(_Part, frozen=True):
    name: str
    url: str = ""


class _Attachment(_Part, frozen=True):
    url: str
    mime_type: str
    title: str = ""
    size_in_bytes: int = 0


class _Item(_Part, frozen=True):
    id: str
    url: str
    title: str
    date_published: str
    date_modified: str
    summary: str = ""
    content_html: str = ""
    content_text: str = ""
    image: str = ""
    authors: tuple[_Author, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    attachments: tuple[_Attachment, ...] = ()


class _Feed(_Part, frozen=True):
    version: str
    title: str
    home_page_url: str
    feed_url: str
    description: str
    items: tuple[_Item, ...]
    language: str = ""
    icon: str = ""
    authors: tuple[_Author, ...] = ()
    hubs: tuple[_Hub, ...] = ()


def jsonfeed(listing: Listing, links: Links, hubs: tuple[str, ...] = ()) -> Rendered:
    """Return a listing as JSON Feed in UTF-8, under 250 kB; `hubs` are the URLs of WebSub hubs."""
    head = channel(listing, links, "json")

    def entry(release: PublicRelease) -> _Item:
        return _item(item(release, links), transcript.text(release), head)

    made, failed = render_each(listing.items, entry)
    return Rendered(_fitting(_feed(head, tuple(made), hubs)), failed)


def _fitting(feed: _Feed) -> bytes:
    """Encode a feed; where it is too large, without the text forms, then with old items short.

    An item cut short keeps its summary and its URL: shorter content is better than a release
    nobody hears of.
    """
    body = msgspec.json.encode(feed)
    if len(body) < MAX_BYTES:
        return body
    items = [msgspec.structs.replace(entry, content_text="") for entry in feed.items]
    body = _encode(feed, items)
    for index in range(len(items) - 1, -1, -1):
        if len(body) < MAX_BYTES:
            break
        items[index] = msgspec.structs.replace(
            items[index], content_html="", content_text=items[index].summary
        )
        body = _encode(feed, items)
    return body


def _encode(feed: _Feed, items: list[_Item]) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(feed, items=tuple(items)))


def _feed(head: Channel, items: tuple[_Item, ...], hubs: tuple[str, ...]) -> _Feed:
    return _Feed(
        version=VERSION,
        title=head.title,
        home_page_url=head.site,
        feed_url=head.feed,
        description=head.description,
        items=items,
        language=head.language,
        icon=head.logo,
        authors=(_author(head.author),) if head.author else (),
        hubs=tuple(_Hub("WebSub", url) for url in hubs),
    )


def _item(view: FeedItem, text: str, head: Channel) -> _Item:
    first = view.pictures[0].url if view.pictures else ""
    return _Item(
        id=view.id,
        url=view.url,
        title=view.title,
        date_published=utc_text(view.published),
        date_modified=utc_text(view.updated),
        summary=view.summary,
        content_html=view.html,
        content_text=text,
        image=first,
        authors=(_author(view.author),),
        tags=tuple(category.label for category in view.categories),
        language="" if view.language == head.language else view.language,
        attachments=(
            *map(_picture, view.pictures),
            *map(_file, view.files),
            *(_file(picture.original) for picture in view.pictures if picture.original),
        ),
    )


def _author(author: Author) -> _Author:
    return _Author(author.name, author.url)


def _file(file: File | Original) -> _Attachment:
    return _Attachment(file.url, file.type, file.title, file.size)


def _picture(picture: FeedPicture) -> _Attachment:
    credit = credit_line(picture.credit) if picture.credit else ""
    title = " ".join(part for part in (picture.caption or picture.alt, credit) if part)
    return _Attachment(picture.url, picture.type, title, picture.size)
