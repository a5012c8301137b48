"""What a reader may ask for and what comes back: selections, pages of public releases, cursors."""

from datetime import datetime

import msgspec

from releases.model import Attachment, Document, Image, Kind, Media, Newsroom, Revision
from releases.rules.contact_expiry import remove_expired
from releases.timeline import Entry, Significance, State
from releases.times import EPOCH


class Selection(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which releases: of one newsroom (None: of all), and of a kind, topic, place, language.

    `year` is a calendar year of Stockholm time; pages and the search know it, feeds do not.
    """

    newsroom: str | None = None
    kind: Kind | None = None
    topic: str | None = None
    place: str | None = None
    lang: str | None = None
    year: int | None = None


class Cursor(msgspec.Struct, frozen=True):
    """A place in a list ordered newest first: the last release already seen."""

    published: datetime
    release: str


class Volume(msgspec.Struct, frozen=True):
    """A part of a newsroom's archive: releases published in one month of Stockholm time.

    A month has as many parts as it needs, counted from 1, oldest releases first.
    """

    year: int
    month: int
    part: int = 1


class Translation(msgspec.Struct, frozen=True):
    """A public release of the same newsroom that says the same in another language."""

    release: str
    language: str
    title: str


class PublicRelease(msgspec.Struct, frozen=True):
    """One release as the public sees it at an instant: state, revision in force, newsroom.

    For a withdrawn release the revision is the last one that was public; only the title may be
    shown. `media` holds the stored files its images and attachments name, `translations` what is
    public now of those it names and of those that name it, one a language. `lapsed` are
    telephone numbers and addresses of the newsroom that may no longer be shown.
    """

    state: State
    revision: Revision
    newsroom: Newsroom
    media: tuple[Media, ...] = ()
    translations: tuple[Translation, ...] = ()
    lapsed: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        return self.state.release

    @property
    def document(self) -> Document:
        """What may be shown of the revision's document."""
        return remove_expired(self.revision.document, self.lapsed)

    @property
    def corrections(self) -> tuple[Entry, ...]:
        """The corrections readers are told of, newest first.

        A minor one without a note changed only how something is written, and is not among them.
        """
        return tuple(
            entry
            for entry in reversed(self.state.corrections)
            if entry.note or entry.significance is Significance.MAJOR
        )

    @property
    def images(self) -> tuple[Image, ...]:
        """The document's images; what one leaves unsaid is as it was of its stored file."""
        return tuple(self._told(image) for image in self.document.images)

    def _told(self, image: Image) -> Image:
        stored = self.picture(image)
        if stored is None:
            return image
        alt, credit = image.alt or stored.alt, image.credit or stored.credit
        focus = image.focus or stored.focus or msgspec.UNSET
        return msgspec.structs.replace(image, alt=alt, credit=credit, focus=focus)

    def picture(self, image: Image) -> Media | None:
        """Return the stored file of one of the document's images, None where it has none."""
        return next(
            (media for media in self.media if media.id == image.media and media.is_picture), None
        )

    def attached(self) -> tuple[tuple[Attachment, Media], ...]:
        """Return the document's attachments that have a stored file, each with its file."""
        files = {file.id: file for file in self.media if not file.is_picture}
        return tuple(
            (attachment, files[attachment.media])
            for attachment in self.document.attachments
            if attachment.media in files
        )


class Listing(msgspec.Struct, frozen=True):
    """A page of public releases at an instant, newest first.

    `newsroom` is None for a list over all newsrooms. `older` continues after the last item,
    None at the end. `changed_at` is the last instant at which the newsroom's public state
    changed (for Last-Modified), None where nothing was ever public. `archived` is the newest
    volume of the archive that goes on where the list ends; narrowed lists have none.
    `installation` is the name that the ids of its feeds hold, empty for none. `opened_at` is when
    the newsroom, or the first of all, was opened: lists that are no feeds go without.
    """

    selection: Selection
    newsroom: Newsroom | None
    items: tuple[PublicRelease, ...]
    older: Cursor | None = None
    changed_at: datetime | None = None
    archived: Volume | None = None
    installation: str = ""
    opened_at: datetime = EPOCH

    def page(self) -> tuple[PublicRelease, ...]:
        """Return the items up to where `older` goes on, notices of older ones left out."""
        end = self.older
        if end is None:
            return self.items
        return tuple(
            item
            for item in self.items
            if (item.state.published > end.published)
            or (item.state.published == end.published and item.id <= end.release)
        )


class Archive(msgspec.Struct, frozen=True):
    """A volume with everything published in it, withdrawn releases too, and its neighbours."""

    volume: Volume
    listing: Listing
    earlier: Volume | None
    later: Volume | None
