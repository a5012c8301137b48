"""oEmbed 1.0: what a content management system asks for when somebody pastes one of our URLs.

Type `rich` (https://oembed.com, section 2.3.4.4) whose HTML is a titled iframe: it runs nothing in
the page that asks, and what is corrected or withdrawn later is corrected in it too. It is light:
whoever pastes an address chooses no colours, and a reader's dark mode does not tell whether the
page around is dark.
"""

from xml.sax.saxutils import escape as xml

import msgspec

from feeds import channel, wording
from feeds.characters import escape
from feeds.embed_options import Embed, Theme, frame_url
from feeds.item import author, title
from feeds.links import Links
from releases.model import Newsroom
from releases.public import Listing, PublicRelease

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
    """Return the newest releases of a listing's newsroom, at most `width` by `height`."""
    room = listing.newsroom
    if room is None:
        raise ValueError("a list over all newsrooms is nobody's newsroom")
    said, page = channel.title(listing), links.listing(listing.selection)
    address = frame_url(Embed(listing.selection, theme=Theme.LIGHT), links)
    size = min(width, WIDTH), min(height, ROOM_HEIGHT)
    return _rich(said, room, links, _html(said, page, address, size), size)


def of_release(item: PublicRelease, links: Links, width: int, height: int) -> OEmbed:
    """Return one release, at most `width` by `height`; a withdrawn one as its notice."""
    size = min(width, WIDTH), min(height, RELEASE_HEIGHT)
    address = f"{links.frame_of(item)}&theme={Theme.LIGHT}"
    html = _html(_name(item), links.release(item), address, size)
    return _rich(title(item), item.newsroom, links, html, size)


def to_json(answer: OEmbed) -> bytes:
    """Return an answer in JSON, UTF-8."""
    return msgspec.json.encode(answer)


def to_xml(answer: OEmbed) -> bytes:
    """Return an answer in XML, UTF-8."""
    fields = msgspec.structs.asdict(answer).items()
    inside = "".join(f"<{name}>{xml(str(value))}</{name}>" for name, value in fields)
    return f"{_XML}\n<oembed>{inside}</oembed>\n".encode()


def frame(address: str, title: str, width: str | int, height: int) -> str:
    """Return an iframe with its title, in HTML; `width` in pixels or as a share ("100%").

    No border of the browser's own, which would add to the width. HTML calls the attribute obsolete,
    but systems that clean what they embed leave no style.
    """
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" frameborder="0"></iframe>'
    )


def _name(item: PublicRelease) -> str:
    """Return what a release is called where its frame is kept: nothing that corrections change."""
    kind, day = wording.KIND_LABELS[item.document.kind], wording.day(item.state.published)
    return f"{kind} från {author(item.newsroom).name}, {day}"


def _html(said: str, page: str, address: str, size: tuple[int, int]) -> str:
    """Return the frame, and before it a link for WordPress, which takes away the `hidden`.

    It shows the link until the frame speaks, and listens to frames only beside a quotation
    (wp-includes/embed.php, `wp_filter_oembed_result` and `wp_maybe_enqueue_oembed_host_js`).
    """
    link = f'<a href="{escape(page)}">{escape(said)}</a>'
    return f"<blockquote hidden>{link}</blockquote>{frame(address, said, *size)}"


def _rich(said: str, room: Newsroom, links: Links, html: str, size: tuple[int, int]) -> OEmbed:
    width, height = size
    return OEmbed(
        title=said,
        author_name=author(room).name,
        author_url=links.newsroom(room.slug),
        provider_url=links.start(),
        html=html,
        width=width,
        height=height,
    )
