"""The newsroom's pictures and attachments: what is said of a file, and that it is kept."""

from typing import cast

import msgspec

from releases.desk import drafts as desk_drafts
from releases.errors import FieldError, InvalidDocument, NotFound
from releases.model import Document, Focus, Media, Newsroom, Rights
from releases.rules import personal_data
from releases.rules.fault_collector import LINE, Faults
from releases.rules.roles import Actor
from releases.rules.validation import CheckedDocument, validate_focus
from releases.store import audit, media, newsrooms, picture_library
from releases.store.tx import Tx

RIGHTS = Rights.__struct_fields__
TITLE = 300
CAPTION = 5_000


class Words(msgspec.Struct, frozen=True):
    """What a communicator says of a file; `focus` is the point of a picture that matters."""

    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus | None = None
    creator: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""


def validate_words(words: Words, *, picture: bool) -> Words:
    """Return the words cleaned, or raise `InvalidDocument` naming all that is wrong.

    A picture needs an alternative text, an attachment a title (WCAG 2.2, 1.1.1 and 2.4.4).
    """
    faults = Faults()
    lengths = {"title": TITLE, "alt": LINE, "caption": CAPTION} | dict.fromkeys(RIGHTS, LINE)
    cleaned = {
        name: faults.line(getattr(words, name), name, most) for name, most in lengths.items()
    }
    if picture:
        faults.need(cleaned["alt"], "alt", "alt_needed")
    else:
        faults.need(cleaned["title"], "title", "attachment_title_needed")
    faults.check(lambda: personal_data.refuse(cleaned), None)
    wanted = words.focus
    focus = faults.check(lambda: validate_focus(wanted, "focal_x"), None) if wanted else None
    faults.end()
    return Words(**cleaned, focus=focus if picture else None)


def describe_media(stored: Media, words: Words) -> Media:
    """Return the facts of a file together with checked words."""
    return msgspec.structs.replace(
        stored,
        title=words.title,
        alt=words.alt,
        caption=words.caption,
        focus=words.focus,
        **{name: getattr(words, name) for name in RIGHTS},
    )


def fill_rights(words: Words, stated: Rights) -> Words:
    """Return the words, with what a picture states itself where they say nothing."""
    said = {name: getattr(words, name) or getattr(stated, name) for name in RIGHTS}
    return msgspec.structs.replace(words, **said)


def add(tx: Tx, stored: Media, actor: Actor) -> Media:
    """Keep the facts of a file whose bytes are in the media folder; raises `NotFound`."""
    newsrooms.get(tx, stored.newsroom)
    media.add(tx, stored)
    audit.note(tx, actor, "media.add", stored.newsroom, media=stored.id, sha256=stored.sha256)
    return stored


def replace(tx: Tx, old: str, stored: Media, actor: Actor) -> Media:
    """Keep a picture in the place of another: in every draft, and from now on in the library.

    What is public goes on showing the other until a correction is approved. What waits for approval
    goes on waiting where the same is said of both; who replaced it has written there. Raises
    `NotFound` where the newsroom has no such picture, or another stands in its place already.
    """
    before = media.by_id(tx, (old,)).get(old)
    is_ours = before is not None and before.newsroom == stored.newsroom
    if before is None or not is_ours or not before.is_picture or picture_library.successor(tx, old):
        raise NotFound(what="picture")
    add(tx, stored, actor)
    picture_library.set_successor(tx, old, stored.id)
    for release in picture_library.in_drafts(tx, stored.newsroom, old):
        images = tuple(
            msgspec.structs.replace(image, media=stored.id) if image.media == old else image
            for image in release.draft.images
        )
        draft = msgspec.structs.replace(release.draft, images=images)
        # Stored as it is, it was checked.
        checked = cast("CheckedDocument", draft)
        desk_drafts.save(
            tx,
            release.ref,
            checked,
            actor,
            release.version,
            says_the_same=_said_of(before) == _said_of(stored),
        )
    audit.note(tx, actor, "media.replace", stored.newsroom, media=stored.id, replaced=old)
    return stored


def _said_of(stored: Media) -> tuple[str, ...]:
    """Return what a picture says beside what is seen: its alternative text and its rights."""
    return (stored.alt, *(getattr(stored, name) for name in RIGHTS))


def refuse_unknown(tx: Tx, newsroom: str, document: Document) -> None:
    """Raise `InvalidDocument` where a document names a file that the newsroom does not have."""
    there = {
        file.id: file
        for file in media.by_id(tx, document.files).values()
        if file.newsroom == newsroom
    }
    pictures = {name for name, file in there.items() if file.is_picture}
    faults = Faults()
    for i, image in enumerate(document.images):
        if image.media and image.media not in pictures:
            faults.refuse(f"images[{i}].media", "no_picture")
    for i, attachment in enumerate(document.attachments):
        if attachment.media in pictures or attachment.media not in there:
            faults.refuse(f"attachments[{i}].media", "no_attachment")
    faults.end()


def refuse_unknown_logo(tx: Tx, newsroom: Newsroom) -> None:
    """Raise `InvalidDocument` where a newsroom's logo is a stored picture that it does not have."""
    name = newsroom.logo_media
    stored = media.by_id(tx, (name,)).get(name) if name else None
    if name and (stored is None or stored.newsroom != newsroom.slug or not stored.is_picture):
        raise InvalidDocument([FieldError("logo", "no_picture")])
