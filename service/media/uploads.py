"""From an upload to stored files: what it is, what becomes of it, where it is kept."""

import asyncio
import hashlib
import os
from concurrent.futures import Executor
from io import BytesIO
from typing import BinaryIO

import msgspec

from releases.desk import media
from releases.desk.media import Words
from releases.errors import FieldError, MediaRefused, Refusal, StoreRefused
from releases.model import Media, Rights, new_id
from releases.rules.roles import Actor
from releases.store import media as media_store
from releases.store.engine import Store
from service.config import ORIGINAL_MOST
from service.media.files import MediaFiles
from service.media.images import make_images, make_original, read_facts

MEGA = 1_000_000
PDF_MOST = 20 * MEGA
PDF = "application/pdf"

# Readers look for the beginning of a PDF this far in, and as far from its last byte for its end.
_EDGE = 1024
_PADDING = b"\x00 \t\r\n\f"


class Keeping(msgspec.Struct, frozen=True):
    """What is kept of a picture: one of up to `most` bytes, in all its pixels unless a logo.

    A logo is public at once. The rights that the file states are read unless they are not to be;
    what is kept stands in place of the picture `replaces`, if that is one.
    """

    most: int = ORIGINAL_MOST
    is_logo: bool = False
    reads_rights: bool = True
    replaces: str = ""


async def store_upload(
    store: Store,
    files: MediaFiles,
    pool: Executor,
    newsroom: str,
    file: BinaryIO,
    words: Words,
    actor: Actor,
    keeping: Keeping = Keeping(),  # noqa: B008 - frozen
) -> Media:
    """Keep an upload, its files and its row, or neither; raises as `write_file` and `media.add`.

    The files come first: whatever ends between the two leaves at most files that no row names.
    """
    stored = await asyncio.get_running_loop().run_in_executor(
        pool, write_file, files, newsroom, file, words, keeping
    )
    try:
        if keeping.replaces:
            return await store.write(media.replace, keeping.replaces, stored, actor)
        return await store.write(media.add, stored, actor)
    except StoreRefused:
        # A database that broke off may have kept the row. Where it cannot even be asked, the files
        # stay: without a row they do no harm.
        if await store.read(media_store.by_id, (stored.id,)):
            return stored
        await asyncio.to_thread(files.remove, stored)
        raise
    except Refusal:
        await asyncio.to_thread(files.remove, stored)
        raise


async def change_words(
    store: Store, files: MediaFiles, pool: Executor, stored: Media, words: Words, actor: Actor
) -> Media:
    """Keep a picture anew with other words, in its own place; raises as `store_upload`.

    Files never change under their names, and each says who made it.
    """
    body = await files.fetch(stored, stored.original)
    keeping = Keeping(len(body), reads_rights=False, replaces=stored.id)
    return await store_upload(
        store, files, pool, stored.newsroom, BytesIO(body), words, actor, keeping
    )


def write_file(
    files: MediaFiles,
    newsroom: str,
    file: BinaryIO,
    words: Words,
    keeping: Keeping = Keeping(),  # noqa: B008 - frozen
) -> Media:
    """Write an upload to the media store as what it proves to be, and return its facts.

    Its bytes decide, whatever it is called. Raises `FieldError` on `file` for what is neither a
    picture nor a PDF, is too large or broken; `InvalidDocument` where words are missing;
    `MediaRefused` where the store takes no more, which then has none of it.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(_EDGE)
    file.seek(0)
    refused = _unsupported_format(head)
    if refused:
        raise FieldError("file", "file_format", format=refused)
    if b"%PDF-" in head and not head.startswith(_PICTURES):
        if size > PDF_MOST:
            raise FieldError("file", "pdf_too_large", size=size, most=PDF_MOST // MEGA)
        return _attachment(files, newsroom, file, media.validate_words(words, picture=False))
    if size > keeping.most:
        most = keeping.most // MEGA
        raise FieldError("file", "picture_too_large", size=size, most=most)
    checked = media.validate_words(words, picture=True)
    return _picture(files, newsroom, file.read(), checked, keeping)


def _picture(
    files: MediaFiles, newsroom: str, body: bytes, words: Words, keeping: Keeping
) -> Media:
    opened = read_facts(body)
    if keeping.reads_rights:
        words = media.fill_rights(words, opened.rights)
    rights = Rights(*(getattr(words, name) for name in media.RIGHTS))
    first, *others = make_images(BytesIO(body), rights)
    original = None if keeping.is_logo else make_original(body, opened, rights)
    facts = first.facts
    stored = Media(
        id=new_id(),
        newsroom=newsroom,
        type=facts.type,
        size=facts.size,
        width=facts.width,
        height=facts.height,
        sha256=facts.sha256,
        renditions=tuple(other.facts for other in others),
        original=original and original.facts,
    )
    try:
        files.write(stored, first.body)
        for other in (*others, *([original] if original else [])):
            files.write(stored, other.body, other.facts)
    except MediaRefused:
        files.remove(stored)
        raise
    return media.describe_media(stored, words)


def _attachment(files: MediaFiles, newsroom: str, file: BinaryIO, words: Words) -> Media:
    body = file.read()
    if b"%%EOF" not in body.rstrip(_PADDING)[-_EDGE:]:
        raise FieldError("file", "pdf_broken")
    digest = hashlib.sha256(body).hexdigest()
    stored = Media(new_id(), newsroom, PDF, len(body), 0, 0, digest)
    files.write(stored, body)
    return media.describe_media(stored, words)


def _unsupported_format(head: bytes) -> str:
    """Name a format that is known and not taken, empty for any other."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head[4:8] == b"ftyp":
        return "HEIC or AVIF" if head[8:12] in _HEIF else "a film"
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<"):
        return "SVG" if b"<svg" in text else "HTML or XML"
    return "" if head else "empty"


_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF")
_MARKS = (
    (b"GIF8", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"BM", "BMP"),
    (b"8BPS", "Photoshop"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"%!PS", "PostScript"),
)
_HEIF = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
