"""From an upload to stored files: what it is, what becomes of it, where it is kept."""

import asyncio
import hashlib
import os
from typing import BinaryIO

from releases import holdings
from releases.errors import FieldError, Refusal, StoreRefused
from releases.holdings import Words
from releases.model import Media, new_id
from service.developing import developed
from service.mediafiles import MediaFiles
from service.wiring import House

MEGA = 1_000_000
PICTURE_MOST = 15 * MEGA
PDF_MOST = 20 * MEGA
PDF = "application/pdf"

_HEAD = 512
_TAIL = 1024
_TAKEN = "Send JPEG, PNG or WebP for a picture, PDF for an attachment."


async def taken(parts: House, newsroom: str, file: BinaryIO, words: Words, who: str) -> Media:
    """Keep an upload, its files and its row, or neither; raises as `kept` and `holdings.add`."""
    stored = await asyncio.get_running_loop().run_in_executor(
        parts.darkroom, kept, parts.media, newsroom, file, words
    )
    try:
        return await parts.store.write(holdings.add, stored, who)
    except Refusal:
        await asyncio.to_thread(parts.media.remove, stored)
        raise


def kept(files: MediaFiles, newsroom: str, file: BinaryIO, words: Words) -> Media:
    """Write an upload to the media folder as what it proves to be, and return its facts.

    Its bytes decide, whatever it is called. Raises `FieldError` on `file` for what is neither a
    picture nor a PDF, is too large or broken; `InvalidDocument` where words are missing;
    `StoreRefused` where the folder takes no more, which then has none of it.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        _refuse_over(PDF_MOST, size, "a PDF")
        return _attachment(files, newsroom, file, holdings.checked(words, picture=False))
    refused = _refused(head)
    if refused:
        raise FieldError("file", f"is {refused}, which is not taken. {_TAKEN}")
    _refuse_over(PICTURE_MOST, size, "a picture")
    return _picture(files, newsroom, file, holdings.checked(words, picture=True))


def _picture(files: MediaFiles, newsroom: str, file: BinaryIO, words: Words) -> Media:
    first, *others = developed(file)
    facts = first.facts
    stored = Media(
        id=new_id(),
        newsroom=newsroom,
        type=facts.type,
        size=facts.size,
        width=facts.width,
        height=facts.height,
        sha256=facts.sha256,
        renditions=tuple(each.facts for each in others),
    )
    try:
        files.write(stored, first.body)
        for each in others:
            files.write(stored, each.body, each.facts)
    except StoreRefused:
        files.remove(stored)
        raise
    return holdings.described(stored, words)


def _attachment(files: MediaFiles, newsroom: str, file: BinaryIO, words: Words) -> Media:
    body = file.read()
    if b"%%EOF" not in body[-_TAIL:]:
        raise FieldError("file", "is a PDF that breaks off: save it again and send it whole")
    digest = hashlib.sha256(body).hexdigest()
    stored = Media(new_id(), newsroom, PDF, len(body), 0, 0, digest)
    files.write(stored, body)
    return holdings.described(stored, words)


def _refuse_over(most: int, size: int, what: str) -> None:
    if size > most:
        raise FieldError("file", f"holds {size} bytes; {what} may hold {most // MEGA} MB")


def _refused(head: bytes) -> str:
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
