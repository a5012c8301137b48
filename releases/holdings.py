"""The newsroom's pictures and attachments: what is said of a file, and that it is kept."""

import msgspec

from releases.checks import checked_focus
from releases.errors import FieldError, InvalidDocument
from releases.model import Document, Focus, Media, Newsroom
from releases.store import audit, media, newsrooms
from releases.store.tx import Tx
from releases.text import clean_line

TITLE = 300
LINE = 1_000
CAPTION = 5_000


class Words(msgspec.Struct, frozen=True):
    """What a communicator says of a file; `focus` is the point of a picture that matters."""

    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus | None = None


def checked(words: Words, *, picture: bool) -> Words:
    """Return the words cleaned, or raise `InvalidDocument` naming all that is wrong.

    A picture needs an alternative text, an attachment a title (WCAG 2.2, 1.1.1 and 2.4.4).
    """
    faults: list[FieldError] = []
    lengths = {"title": TITLE, "alt": LINE, "caption": CAPTION, "credit": LINE}
    cleaned: dict[str, str] = {}
    for name, most in lengths.items():
        try:
            cleaned[name] = clean_line(getattr(words, name), name, most)
        except FieldError as error:
            faults.append(error)
    needed, why = (
        ("alt", "say what the picture shows, for those who do not see it")
        if picture
        else ("title", "name the attachment")
    )
    if cleaned.get(needed) == "":
        faults.append(FieldError(needed, why))
    focus = None
    try:
        focus = checked_focus(words.focus, "focal_x") if words.focus else None
    except FieldError as error:
        faults.append(error)
    if faults:
        raise InvalidDocument(faults)
    return Words(**cleaned, focus=focus if picture else None)


def described(stored: Media, words: Words) -> Media:
    """Return the facts of a file together with checked words."""
    return msgspec.structs.replace(
        stored,
        title=words.title,
        alt=words.alt,
        caption=words.caption,
        credit=words.credit,
        focus=words.focus,
    )


def add(tx: Tx, stored: Media, who: str) -> Media:
    """Keep the facts of a file whose bytes are in the media folder; raises `NotFound`."""
    newsrooms.get(tx, stored.newsroom)
    media.add(tx, stored)
    audit.note(tx, who, "media.add", stored.newsroom, media=stored.id, sha256=stored.sha256)
    return stored


def refuse_unknown(tx: Tx, newsroom: str, document: Document) -> None:
    """Raise `InvalidDocument` where a document names a file that the newsroom does not have."""
    there = {
        file.id: file
        for file in media.by_id(tx, document.files).values()
        if file.newsroom == newsroom
    }
    pictures = {name for name, file in there.items() if file.is_picture}
    faults = [
        FieldError(f"images[{i}].media", "the newsroom has no such picture")
        for i, image in enumerate(document.images)
        if image.media and image.media not in pictures
    ]
    faults += [
        FieldError(f"attachments[{i}].media", "the newsroom has no such attachment")
        for i, each in enumerate(document.attachments)
        if each.media in pictures or each.media not in there
    ]
    if faults:
        raise InvalidDocument(faults)


def refuse_unknown_logo(tx: Tx, newsroom: Newsroom) -> None:
    """Raise `InvalidDocument` where a newsroom's logo is a stored picture that it does not have."""
    name = newsroom.logo_media
    stored = media.by_id(tx, (name,)).get(name) if name else None
    if name and (stored is None or stored.newsroom != newsroom.slug or not stored.is_picture):
        raise InvalidDocument([FieldError("logo", "the newsroom has no such picture")])
