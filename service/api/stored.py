"""The shapes of stored pictures and attachments as the API tells them."""

import msgspec

from feeds.links import Links
from releases.model import Attachment, Focus, Image, Media, Rendition


class FileShown(msgspec.Struct, frozen=True):
    """A file of a picture or attachment: `url` is public, `desk` takes a token and always works."""

    url: str
    desk: str
    type: str
    size: int
    width: int
    height: int


class MediaShown(msgspec.Struct, frozen=True):
    """A stored picture or attachment.

    `files` begins with the one that feeds name. `original` is the picture in all its pixels, none
    of what was kept before there were originals. `creator`, `copyright_notice` and `usage_terms`
    are as the IPTC Photo Metadata Standard has them, and stand as XMP in every file. `image` or
    `attachment` is what to put into a document; its words may be changed there.
    """

    id: str
    files: tuple[FileShown, ...]
    focus: Focus | None = None
    image: Image | None = None
    attachment: Attachment | None = None
    original: FileShown | None = None
    creator: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""


class MediaList(msgspec.Struct, frozen=True):
    """A page of the newsroom's pictures and attachments, latest first; `next` continues it."""

    media: tuple[MediaShown, ...]
    next: str | None


def to_media(stored: Media, links: Links) -> MediaShown:
    """Return a stored picture or attachment with the addresses of its files."""
    within = links.api(f"v1/newsrooms/{stored.newsroom}/media/{stored.id}/")

    def shown(url: str, file: Media | Rendition) -> FileShown:
        desk = within + url.rpartition("/")[2]
        return FileShown(url, desk, file.type, file.size, file.width, file.height)

    others = (
        shown(links.rendition(stored, rendition), rendition) for rendition in stored.renditions
    )
    files = (shown(links.media(stored), stored), *others)
    if not stored.is_picture:
        return MediaShown(stored.id, files, attachment=Attachment(stored.id, stored.title))
    image = Image(stored.id, stored.alt, stored.caption, stored.credit)
    original = stored.original
    return MediaShown(
        stored.id,
        files,
        stored.focus,
        image,
        original=shown(links.rendition(stored, original), original) if original else None,
        creator=stored.creator,
        copyright_notice=stored.copyright_notice,
        usage_terms=stored.usage_terms,
    )
