"""A .docx is a ZIP archive of XML parts (ECMA-376 part 2): which are read, and within which limits.

All limits are checked against the archive's directory, before anything is unpacked; the
directory's sizes bind, as nothing beyond them is read.
"""

import re
import zlib
from codecs import BOM_UTF8
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec
from lxml import etree

from releases.errors import FieldError
from releases.intake.docx import main_part

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
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb"(\w+)\s*=\s*[\"']([^\"']*)[\"']")
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
    hides_text: bool
    has_formulas: bool


def unpack(data: bytes) -> Package:
    """Return the parts of a .docx that are read.

    Raises `FieldError` for what is none, for too large a file, too many, too large or too tightly
    packed parts, a password, XML that is not UTF-8, and XML with a document type (which could name
    entities or files).
    """
    if len(data) > MOST_BYTES:
        raise FieldError(_FIELD, "file_too_large", most=MOST_BYTES // 1_000_000)
    try:
        with ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _check(entries, len(data))
            parts = {entry.filename: archive.read(entry) for entry in entries if _is_read(entry)}
    except _DAMAGED as error:
        raise FieldError(_FIELD, "word_damaged") from error
    main = _main_part(parts)
    if main not in parts:
        raise FieldError(_FIELD, "word_without_text")
    for name, part in parts.items():
        _check_part(name, part)
    folder = main.rpartition("/")[0]
    others = (parts.get(f"{folder}/{name}.xml", b"") for name in ("styles", "numbering"))
    try:
        prepared = main_part.prepare(parts[main], *others)
    except etree.XMLSyntaxError as error:
        too_deep = error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT
        raise FieldError(_FIELD, "word_too_deep" if too_deep else "word_unreadable") from error
    is_revised = bool(_REVISED.search(parts[main]))
    parts[main] = prepared.xml
    return Package(
        data=_pack(parts),
        header=tuple(line for name in sorted(parts) for line in _header(name, parts[name])),
        is_revised=is_revised,
        is_commented=bool(_COMMENTED.search(parts.get("word/comments.xml", b""))),
        hides_text=prepared.hidden > 0,
        has_formulas=prepared.formulas > 0,
    )


def _main_part(parts: dict[str, bytes]) -> str:
    """Return the name of the part the package says is its document (part 2, section 6.5)."""
    for relation in _RELATION.finditer(parts.get("_rels/.rels", b"")):
        fields = dict(_ATTRIBUTE.findall(relation[0]))
        if fields.get(b"Type", b"").endswith(b"/officeDocument"):
            return unescape(fields.get(b"Target", b"").decode("utf-8", "replace")).lstrip("/")
    return _MAIN


def _check(entries: list[ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES:
        raise FieldError(_FIELD, "word_parts", most=_MOST_ENTRIES)
    if unpacked > _MOST_UNPACKED:
        raise FieldError(_FIELD, "word_unpacked", most=_MOST_UNPACKED // 1_000_000)
    if unpacked > _SMALL and unpacked > _MOST_RATIO * size:
        raise FieldError(_FIELD, "word_ratio", most=_MOST_RATIO)
    if sum(entry.file_size for entry in entries if _is_read(entry)) > _MOST_XML:
        raise FieldError(_FIELD, "word_texts", most=_MOST_XML // 1_000_000)
    if any(entry.compress_type not in _PACKED for entry in entries):
        raise FieldError(_FIELD, "word_packing")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FieldError(_FIELD, "word_locked")
    if len({entry.filename for entry in entries}) < len(entries):
        raise FieldError(_FIELD, "word_doubled")


def _check_part(name: str, part: bytes) -> None:
    # Without a mark too, UTF-16 and UTF-32 show by their zeros; read as bytes, they hide the rest.
    if not _is_utf8(part) or _DECLARATION.search(part.removeprefix(BOM_UTF8)):
        raise FieldError(_FIELD, "word_encoding", part=name[:60])
    if _DOCUMENT_TYPE.search(part):
        raise FieldError(_FIELD, "word_document_type", part=name[:60])


def _is_utf8(part: bytes) -> bool:
    try:
        return "\0" not in part.decode()
    except UnicodeDecodeError:
        return False


def _is_read(entry: ZipInfo) -> bool:
    name = entry.filename
    return name.endswith((".xml", ".rels")) and not name.startswith(("customXml/", "word/theme/"))


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()


def _header(name: str, part: bytes) -> list[str]:
    """Return the lines of a page header: letterheads say there what a text is, and when."""
    if not _MARGINS.fullmatch(name):
        return []
    words = "".join(match[1] or "\n" for match in _TEXT.finditer(part.decode("utf-8", "replace")))
    lines = (" ".join(line.split()) for line in unescape(words).split("\n"))
    return [line for line in lines if line]
