"""oEmbed 1.0: what a content management system asks for when somebody pastes one of our URLs.

Type `rich` (https://oembed.com, section 2.3.4.4) whose HTML is a titled iframe: it runs nothing in
the page that asks, and what is corrected or withdrawn later is corrected in it too.
"""

from xml.sax.saxutils import escape as xml

import msgspec

from feeds import channel
from feeds.characters import escape
from feeds.embedding import Embed, frame_url
from feeds.item import author, title
from feeds.links import Links
from releases.model import Newsroom
from releases.reading import Listing, PublicRelease

WIDTH = 640
ROOM_HEIGHT = 800
RELEASE_HEIGHT = 320
# Seconds. As long as any public resource here: a correction should not wait for a partner.
CACHE_AGE = 60
_XML = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'


class OEmbed(msgspec.Struct, frozen=True):
    """The answer, its fields in the specification's words; sizes in CSS pixels, age in seconds."""

    title: str
    author_name: str
    author_url: str
    provider_url: str
    html: str
    width: int
    height: int
    provider_name: str = "Pressrum"
    cache_age: int = CACHE_AGE
    type: str = "rich"
    version: str = "1.0"


def of_room(listing: Listing, links: Links, width: int, height: int) -> OEmbed:
    """Return a press room's newest releases, at most `width` by `height`; it has a newsroom."""
    room = listing.newsroom
    if room is None:
        raise ValueError("a list over all newsrooms is nobody's press room")
    address = frame_url(Embed(listing.selection), links)
    size = min(width, WIDTH), min(height, ROOM_HEIGHT)
    return _rich(channel.title(listing), room, address, links, size)


def of_release(item: PublicRelease, links: Links, width: int, height: int) -> OEmbed:
    """Return one release, at most `width` by `height`; a withdrawn one as its notice."""
    size = min(width, WIDTH), min(height, RELEASE_HEIGHT)
    return _rich(title(item), item.newsroom, links.frame_of(item), links, size)


def to_json(answer: OEmbed) -> bytes:
    """Return an answer in JSON, UTF-8."""
    return msgspec.json.encode(answer)


def to_xml(answer: OEmbed) -> bytes:
    """Return an answer in XML, UTF-8."""
    fields = msgspec.structs.asdict(answer).items()
    inside = "".join(f"<{name}>{xml(str(value))}</{name}>" for name, value in fields)
    return f"{_XML}\n<oembed>{inside}</oembed>\n".encode()


def frame(address: str, title: str, width: str | int, height: int) -> str:
    """Return an iframe with its title, in HTML; `width` in pixels or as a share ("100%")."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height}"></iframe>'
    )


def _rich(said: str, room: Newsroom, address: str, links: Links, size: tuple[int, int]) -> OEmbed:
    width, height = size
    return OEmbed(
        title=said,
        author_name=author(room).name,
        author_url=links.newsroom(room.slug),
        provider_url=links.start(),
        html=frame(address, said, width, height),
        width=width,
        height=height,
    )
