"""One release as every feed format sees it, worked out in one place."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from feeds import content, transcript, wording
from feeds.characters import language, line, shorten, web_address
from feeds.languages import language_of, translate
from feeds.links import Links
from feeds.picture import thumbnail
from feeds.topics import topic_label
from feeds.urns import scheme_urn
from releases.model import Media, Newsroom, urn
from releases.public import PublicRelease
from releases.text.places import place_name

# Long enough for every lead; keeps a summary made of a body from becoming the body.
SUMMARY_LENGTH = 500


class Category(NamedTuple):
    """A code, the URI of the list it is from, and its Swedish label."""

    term: str
    scheme: str
    label: str


class Author(NamedTuple):
    """Who publishes: the newsroom, with its site, or an empty text where it has none."""

    name: str
    url: str


class Thumbnail(NamedTuple):
    """The smallest stored size of a picture, in pixels."""

    url: str
    width: int
    height: int


class Original(NamedTuple):
    """A stored picture in all its pixels; `size` in bytes, `title` what the picture shows."""

    url: str
    type: str
    size: int
    width: int
    height: int
    title: str


class FeedPicture(NamedTuple):
    """A stored picture with its words; `size` in bytes, `width` and `height` in pixels."""

    url: str
    type: str
    size: int
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    thumbnail: Thumbnail
    original: Original | None = None


class File(NamedTuple):
    """An attachment; `size` in bytes."""

    url: str
    type: str
    size: int
    title: str


class Alternate(NamedTuple):
    """The same release in another language (a BCP 47 tag)."""

    url: str
    language: str


class FeedItem(msgspec.Struct, frozen=True):
    """A release in a feed: `id` is the same URI in every format and never changes.

    `title` and `summary` are plain text, `html` is complete and safe. `updated` moves on major
    changes only. Of a withdrawn release nothing of the content is here. The plain text of the
    whole is left to `feeds.transcript`, as only one format writes it.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    withdrawn: bool
    language: str
    author: Author
    categories: tuple[Category, ...] = ()
    pictures: tuple[FeedPicture, ...] = ()
    files: tuple[File, ...] = ()
    translations: tuple[Alternate, ...] = ()


def item(release: PublicRelease, links: Links) -> FeedItem:
    """Return the view of a release that all feed formats write out."""
    state = release.state
    return FeedItem(
        id=urn(release.id),
        url=links.release(release),
        title=title(release),
        summary=summary(release),
        html=content.standalone(release, links),
        published=state.published,
        updated=state.updated,
        withdrawn=state.withdrawn,
        language=language(release.document.language),
        author=author(release.newsroom),
        categories=() if state.withdrawn else _categories(release),
        pictures=() if state.withdrawn else _pictures(release, links),
        files=() if state.withdrawn else _files(release, links),
        translations=tuple(
            Alternate(links.translation(release, translation), language(translation.language))
            for translation in release.translations
        ),
    )


def title(release: PublicRelease) -> str:
    """Return the title as one line of plain text, never empty; a withdrawn one says so first."""
    spoken = language_of(release.document.language)
    words = line(release.document.title)
    words = words or translate(wording.KIND_LABELS[release.document.kind], spoken)
    return f"{translate(wording.WITHDRAWN, spoken)}: {words}" if release.state.withdrawn else words


def summary(release: PublicRelease) -> str:
    """Return the lead, else the beginning of the text, else the title: one line, never empty."""
    lead = "" if release.state.withdrawn else line(release.document.lead)
    return shorten(lead or line(transcript.text(release)) or title(release), SUMMARY_LENGTH)


def author(newsroom: Newsroom) -> Author:
    """Return the newsroom as the author of what it publishes."""
    return Author(line(newsroom.name) or newsroom.slug, web_address(newsroom.site))


def _categories(release: PublicRelease) -> tuple[Category, ...]:
    document = release.document
    kind = document.kind
    codes = (
        ("kind", kind.value, wording.KIND_LABELS[kind]),
        *(("topic", code, topic_label(code)) for code in document.topics),
        *(("place", code, place_name(code)) for code in document.places),
    )
    return tuple(
        Category(line(code), scheme_urn(name), line(label))
        for name, code, label in codes
        if line(code)
    )


def _pictures(release: PublicRelease, links: Links) -> tuple[FeedPicture, ...]:
    return tuple(
        FeedPicture(
            url=links.media(media),
            type=media.type,
            size=media.size,
            width=media.width,
            height=media.height,
            alt=line(image.alt),
            caption=line(image.caption),
            credit=line(image.credit),
            thumbnail=Thumbnail(*thumbnail(media, links)),
            original=_original(media, links, line(image.caption) or line(image.alt)),
        )
        for image in release.images
        if (media := release.picture(image)) is not None
    )


def _original(media: Media, links: Links, title: str) -> Original | None:
    file = media.original
    if file is None:
        return None
    url = links.rendition(media, file)
    return Original(url, file.type, file.size, file.width, file.height, title)


def _files(release: PublicRelease, links: Links) -> tuple[File, ...]:
    return tuple(
        File(links.media(stored), stored.type, stored.size, line(attachment.title))
        for attachment, stored in release.attached()
    )


FEED_ITEMS = 20
