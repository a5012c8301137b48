"""What an upload says itself of who made it and how it may be used: XMP, then IPTC, then Exif."""

import struct

from PIL import Image, IptcImagePlugin
from PIL.ExifTags import Base

from releases.errors import FieldError, InvalidDocument
from releases.model import Rights
from releases.rules import personal_data
from releases.rules.fault_collector import LINE
from releases.text.clean import clean_line
from service.media import xmp
from service.media.containers import png

# IIM 4.2: how texts are coded; By-line, Credit and Copyright Notice.
_CODED, _BYLINE, _CREDIT, _COPYRIGHT = (1, 90), (2, 80), (2, 110), (2, 116)
_UTF_8 = b"\x1b%G"
_UNREADABLE = (
    *(OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError),
    *(struct.error, OverflowError, AttributeError),
)


def read(image: Image.Image, body: bytes) -> Rights:
    """Return what an opened picture says, each from where it is first found; `body` is its file.

    What cannot be read, or could not be kept as it is, is as if it was not there.
    """
    sources = (_of_xmp(image, body), _of_iptc(image), _of_exif(image))
    found = {
        name: next((text for source in sources if (text := _kept(getattr(source, name)))), "")
        for name in Rights.__struct_fields__
    }
    rights = Rights(**found)
    return Rights(
        rights.creator, rights.credit or rights.creator, rights.copyright_notice, rights.usage_terms
    )


def _kept(text: str) -> str:
    try:
        line = clean_line(" ".join(text.split()), "", LINE)
        personal_data.refuse({"": line})
    except (FieldError, InvalidDocument):
        return ""
    return line


def _of_xmp(image: Image.Image, body: bytes) -> Rights:
    try:
        packet = png.read_xmp(body) if image.format == "PNG" else image.info.get("xmp", b"")
    except _UNREADABLE:
        return Rights()
    return xmp.read(packet) if isinstance(packet, bytes) else Rights()


def _of_iptc(image: Image.Image) -> Rights:
    if image.format not in ("JPEG", "MPO"):
        return Rights()
    try:
        said = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    except _UNREADABLE:
        return Rights()
    is_utf_8 = said.get(_CODED) == _UTF_8

    def text(which: tuple[int, int]) -> str:
        value = said.get(which, b"")
        values = value if isinstance(value, list) else [value]
        return ", ".join(filter(None, (_decoded(each, is_utf_8=is_utf_8) for each in values)))

    return Rights(text(_BYLINE), text(_CREDIT), text(_COPYRIGHT))


def _of_exif(image: Image.Image) -> Rights:
    try:
        exif = image.getexif()
        creator, notice = exif.get(Base.Artist), exif.get(Base.Copyright)
    except _UNREADABLE:
        return Rights()
    # The photographer's copyright and the editor's, parted by a zero (Exif 2.32, tag 33432).
    return Rights(creator=_ascii(creator), copyright_notice=_ascii(notice).replace("\0", " "))


def _ascii(value: object) -> str:
    """Return a text of Exif: of other letters than ASCII most cameras and programs write UTF-8."""
    if not isinstance(value, str):
        return ""
    try:
        return value.strip("\0 ").encode("latin-1").decode()
    except UnicodeError:
        return value.strip("\0 ")


def _decoded(value: bytes, *, is_utf_8: bool) -> str:
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return "" if is_utf_8 else value.decode("cp1252", "replace").strip()
