"""ninjs 3.1, News in JSON, for news agencies (IPTC, https://iptc.org/std/ninjs/).

The standard describes one news object. A feed is here such an object itself, of type composite,
whose associations are the releases: whoever reads ninjs can read it.
"""

from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from feeds import transcript
from feeds.channel import channel
from feeds.characters import line
from feeds.item import FeedItem, item
from feeds.links import Links
from feeds.ninjs_parts import (
    STANDARD,
    Association,
    EventDates,
    EventDetails,
    Named,
    NewsObject,
    NinjsContact,
    NinjsPerson,
    NinjsRendition,
    NinjsSource,
    Text,
)
from feeds.rendered import Rendered, render_each
from feeds.topics import topic_label
from feeds.wording import KIND_LABELS
from releases.model import Attachment, Event, Image, Media, Rendition, urn
from releases.model import Contact as Reached
from releases.public import Listing, PublicRelease
from releases.text.places import place_name
from releases.times import utc_text

NINJS_TYPE = "application/json"
PAGE = "text/html"


def ninjs(listing: Listing, links: Links, hubs: tuple[str, ...] = ()) -> Rendered:  # noqa: ARG001 - the signature of all formats
    """Return a listing as one ninjs 3.1 object in UTF-8. The standard has no place for hubs.

    A withdrawn release is there with `pubStatus` canceled, its headline and the public note.
    """
    head = channel(listing, links, "ninjs.json")
    made, failed = render_each(listing.items, lambda release: _association(release, links))
    feed = NewsObject(
        uri=head.id,
        type="composite",
        profile="feed",
        version_created=utc_text(head.updated),
        pub_status="usable",
        language=head.language,
        title=head.title,
        by=head.author.name if head.author else "",
        renditions=(
            NinjsRendition("feed", head.feed, NINJS_TYPE),
            NinjsRendition("page", head.site, PAGE),
        ),
        associations=tuple(made),
        standard=STANDARD,
    )
    return Rendered(msgspec.json.encode(feed), failed)


def _association(release: PublicRelease, links: Links) -> Association:
    view = item(release, links)
    told = Association(
        name=view.title,
        rel="item",
        uri=view.id,
        type="text",
        profile=release.document.kind.value,
        first_created=utc_text(view.published),
        version_created=utc_text(release.state.since),
        content_created=utc_text(view.published),
        language=view.language,
        title=view.title,
        by=view.author.name,
        copyright_holder=view.author.name,
        headlines=(Text(view.title),),
        renditions=(NinjsRendition("page", view.url, PAGE),),
        info_sources=(NinjsSource(view.author.name, "publisher", view.author.url),),
    )
    return _cancel(told, view) if view.withdrawn else _usable(told, view, release, links)


def _cancel(told: Association, view: FeedItem) -> Association:
    return replace(
        told,
        pub_status="canceled",
        representation_type="partial",
        ed_note=view.summary,
        descriptions=(Text(view.summary, "withdrawal"),),
    )


def _usable(told: Association, view: FeedItem, release: PublicRelease, links: Links) -> Association:
    document = release.document
    return replace(
        told,
        pub_status="usable",
        representation_type="full",
        ed_note=line(" ".join(entry.note for entry in release.corrections)),
        descriptions=(Text(view.summary, "summary"),),
        bodies=(
            Text(view.html, "main", PAGE),
            Text(transcript.text(release), "main", "text/plain"),
        ),
        people=tuple(_person(contact) for contact in document.contacts),
        places=tuple(Named(line(place_name(code)), line(code)) for code in document.places),
        subjects=tuple(Named(line(topic_label(code)), line(code)) for code in document.topics),
        genres=(Named(KIND_LABELS[document.kind], document.kind.value),),
        event_details=_occasion(document.event) if document.event else None,
        associations=(
            *_pictures(release, links),
            *(_file(named, stored, links) for named, stored in release.attached()),
            *(
                Association(name=line(other.title), rel="translation", uri=urn(other.release))
                for other in release.translations
            ),
        ),
    )


def _person(contact: Reached) -> NinjsPerson:
    role = line(contact.role)
    return NinjsPerson(
        name=line(contact.name) or role,
        rel="contact",
        contact_info=(
            *(NinjsContact("phone", line(phone), role) for phone in contact.phones),
            *(NinjsContact("email", line(email), role) for email in contact.emails),
        ),
    )


def _occasion(event: Event) -> EventDetails:
    ends = utc_text(event.ends_at) if event.ends_at else ""
    return EventDetails(EventDates(utc_text(event.starts_at), ends))


def _pictures(release: PublicRelease, links: Links) -> tuple[Association, ...]:
    return tuple(
        _picture(image, media, links)
        for image in release.images
        if (media := release.picture(image)) is not None
    )


def _picture(image: Image, media: Media, links: Links) -> Association:
    said = ((line(image.caption), "caption"), (line(image.alt), "alternative text"))
    return Association(
        name=line(image.caption) or line(image.alt) or media.id,
        rel="picture",
        uri=_urn(media),
        type="picture",
        by=line(image.credit),
        descriptions=tuple(Text(words, role) for words, role in said if words),
        copyright_notice=line(media.copyright_notice),
        usage_terms=line(media.usage_terms),
        renditions=tuple(_renditions(media, links)),
    )


def _renditions(media: Media, links: Links) -> Iterator[NinjsRendition]:
    """Yield every file of a picture; `original` is the one with most pixels."""
    original = media.original
    files: list[tuple[Media | Rendition, str]] = [
        *([(original, links.rendition(media, original))] if original else []),
        (media, links.media(media)),
        *((one, links.rendition(media, one)) for one in media.renditions),
    ]
    for number, (one, url) in enumerate(files):
        name = f"{one.width} {one.type.partition('/')[2]}" if number else "original"
        yield NinjsRendition(name, url, one.type, one.width, one.height, one.size)


def _file(named: Attachment, stored: Media, links: Links) -> Association:
    return Association(
        name=line(named.title) or stored.id,
        rel="attachment",
        uri=_urn(stored),
        type="component",
        renditions=(
            NinjsRendition("original", links.media(stored), stored.type, size_in_bytes=stored.size),
        ),
    )


def _urn(stored: Media) -> str:
    # No release id holds a colon, so the two kinds of name can never meet.
    return urn(f"media:{stored.id}")
