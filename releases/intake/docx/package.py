"""A .docx is a ZIP archive of XML parts (ECMA-376 part 2): which are read, and within which limits.

All limits are checked against the archive's directory, before anything is unpacked; the
directory's sizes bind, as nothing beyond them is read.
"""

import re
import zlib
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from releases.errors import FieldError

MOST_BYTES = 20_000_000
_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 100_000_000
_MOST_XML = 8_000_000
_MOST_RATIO = 200
_SMALL = 1_000_000
# What ECMA-376 part 2, annex C, lets parts be packed with.
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
# All that reading an archive of any bytes was seen to raise.
_DAMAGED = (
    *(BadZipFile, zlib.error, EOFError, OSError),
    *(KeyError, NotImplementedError, ValueError),
)
_MAIN = "word/document.xml"
_MARGINS = re.compile(r"word/header\d*\.xml", re.ASCII)
_FIELD = "docx"
_DECLARATION = re.compile(rb"\A<\?xml[^>]*?encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_REVISED = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)[\s>]")
_COMMENTED = re.compile(rb"<w:comment[\s>]")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>|</w:p>|<w:(?:br|tab)\b[^>]*/>")


class Package(msgspec.Struct, frozen=True):
    """The parts of a document that hold words, packed anew without pictures and macros.

    `header` are the lines above its pages.
    """

    data: bytes
    header: tuple[str, ...]
    is_revised: bool
    is_commented: bool


def unpack(data: bytes) -> Package:
    """Return the parts of a .docx that are read.

    Raises `FieldError` for what is none, for too large a file, too many, too large or too tightly
    packed parts, a password, and XML with a document type (which could name entities or files).
    """
    if len(data) > MOST_BYTES:
        raise FieldError(_FIELD, f"is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, len(data))
            parts = {each.filename: archive.read(each) for each in entries if _is_read(each)}
    except _DAMAGED as error:
        raise FieldError(_FIELD, "is damaged, or no .docx: save it as .docx again") from error
    if _MAIN not in parts:
        raise FieldError(_FIELD, "is no Word document: it has no text part")
    for name, part in parts.items():
        _check_part(name, part)
    return Package(
        data=_packed(parts),
        header=tuple(line for name in sorted(parts) for line in _header(name, parts[name])),
        is_revised=bool(_REVISED.search(parts[_MAIN])),
        is_commented=bool(_COMMENTED.search(parts.get("word/comments.xml", b""))),
    )


def _check(entries: list[ZipInfo], size: int) -> None:
    unpacked = sum(each.file_size for each in entries)
    if len(entries) > _MOST_ENTRIES:
        raise FieldError(_FIELD, f"holds more than {_MOST_ENTRIES} parts")
    if unpacked > _MOST_UNPACKED:
        raise FieldError(_FIELD, f"unpacks to more than {_MOST_UNPACKED // 1_000_000} MB")
    if unpacked > _SMALL and unpacked > _MOST_RATIO * size:
        raise FieldError(_FIELD, f"is packed more than {_MOST_RATIO} to one")
    if sum(each.file_size for each in entries if _is_read(each)) > _MOST_XML:
        raise FieldError(_FIELD, f"holds more than {_MOST_XML // 1_000_000} MB of text and styles")
    if any(each.compress_type not in _PACKED for each in entries):
        raise FieldError(_FIELD, "is packed in a way that no .docx is: save it as .docx again")
    if any(each.flag_bits & 1 for each in entries):
        raise FieldError(_FIELD, "is locked with a password")
    if len({each.filename for each in entries}) < len(entries):
        raise FieldError(_FIELD, "holds two parts of one name")


def _check_part(name: str, part: bytes) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or _DECLARATION.search(part):
        raise FieldError(_FIELD, f"holds a part that is not in UTF-8: {name[:60]}")
    if _DOCUMENT_TYPE.search(part):
        raise FieldError(_FIELD, f"holds a part with a document type: {name[:60]}")


def _is_read(entry: ZipInfo) -> bool:
    name = entry.filename
    return name.endswith((".xml", ".rels")) and not name.startswith(("customXml/", "word/theme/"))


def _packed(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _header(name: str, part: bytes) -> list[str]:
    """Return the lines of a page header: letterheads say there what a text is, and when."""
    if not _MARGINS.fullmatch(name):
        return []
    words = "".join(found[1] or "\n" for found in _TEXT.finditer(part.decode("utf-8", "replace")))
    lines = (" ".join(line.split()) for line in unescape(words).split("\n"))
    return [line for line in lines if line]
