"""Bytes of a page or file -> text, whatever the sender's tools made of å, ä and ö."""

import codecs
import re

from releases.errors import FieldError
from releases.intake import foreign_formats
from releases.intake.mojibake import Decoded, mend

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_STATED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w:-]{2,40})"
)
_HEAD = 4_096
_SAMPLE = 2_000
# As browsers do (WHATWG Encoding), the labels of Latin-1 mean the Windows code page.
_AS_WINDOWS = {"iso8859-1", "ascii"}
_KNOWN = {"utf-8", "cp1252", "iso8859-15", "iso8859-4", "iso8859-10", "mac-roman", "utf-16-le"}
_KNOWN |= {"utf-16-be", "utf-32-le", "utf-32-be", "cp850", "cp1250", "cp1257"}


def decode(raw: bytes, declared: str = "", field: str = "source") -> Decoded:
    """Return the text of bytes: by byte order mark, as UTF-8, by HTTP (`declared`), by its head.

    What is neither is Windows-1252, the code page of old Swedish pages. Raises `FieldError`
    naming `field` for what is no text, and for other kinds of files.
    """
    foreign_formats.refuse(raw, field)
    text = _by_mark(raw)
    if text is None:
        text = _by_content(raw, declared, field)
    if "\0" in text:
        raise FieldError(field, "not_text")
    foreign_formats.refuse_noise(text, field)
    return mend(text)


def find_unicode(raw: bytes) -> str | None:
    """Return the codec of Unicode that bytes begin in, by mark or by their zeros; else None."""
    by_mark = next((codec for mark, codec in _BOMS if raw.startswith(mark)), None)
    return by_mark or _wide(raw)


def find_labelled(raw: bytes, declared: str = "") -> str | None:
    """Return the codec of a byte a letter that HTTP (`declared`) or the head states, else None."""
    codecs_stated = (_codec(label) for label in (declared, _head_label(raw)))
    return next((name for name in codecs_stated if name and not name.startswith("utf")), None)


def _by_mark(raw: bytes) -> str | None:
    for mark, codec in _BOMS:
        if raw.startswith(mark):
            return raw[len(mark) :].decode(codec, "replace")
    return None


def _head_label(raw: bytes) -> str:
    head = _STATED.search(raw[:_HEAD].lower())
    return head[1].decode("ascii") if head else ""


def _by_content(raw: bytes, declared: str, field: str) -> str:
    wide = _wide(raw)
    if wide:
        return raw.decode(wide, "replace")
    try:
        # Text that is well-formed UTF-8 by chance is all but unknown, a wrong label is not.
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        place = error.start
    for label in (declared, _head_label(raw), "cp1252"):
        codec = _codec(label)
        if codec is None:
            continue
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    raise FieldError(field, "not_a_known_encoding", byte=place)


def _wide(raw: bytes) -> str | None:
    """Return UTF-16 without a mark, known by the zero bytes of plain letters."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    if half and sample[1::2].count(0) > 0.4 * half > 3 * sample[::2].count(0):
        return "utf-16-le"
    if half and sample[::2].count(0) > 0.4 * half > 3 * sample[1::2].count(0):
        return "utf-16-be"
    return None


def _codec(label: str) -> str | None:
    """Return the codec of a label, None for one that is unknown or hides something else."""
    try:
        name = codecs.lookup(label.strip()).name if label else ""
    except LookupError:
        return None
    name = "cp1252" if name in _AS_WINDOWS else name
    return name if name in _KNOWN else None
