"""JPEG: segments and scans (ITU-T T.81, annex B; JFIF 1.02; Exif 2.32; XMP part 3, 1.1.3)."""

import re
from collections.abc import Iterator

from service.media import iim
from service.media import xmp as packets

_BEGINS, _ENDS = b"\xff\xd8", b"\xff\xd9"
_SCAN = 0xDA
# Of application segments those that say how colours are meant; nothing after them is words.
_APPLICATIONS = ((0xE2, b"ICC_PROFILE\x00"), (0xEE, b"Adobe\x00"))
_JFIF = b"JFIF\x00"
# Version, unit and density; then the size of a small picture, of which there is none.
_JFIF_KEPT = 12
_PHOTOSHOP = 0xED
_FIRST_APPLICATION, _COMMENT = 0xE0, 0xFE
# A byte 0xFF of a scan is followed by zero, or by a mark to start anew: neither ends it.
_MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
_SCAN_ENDS = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_EXIF = b"Exif\x00\x00"
_SEGMENT_MOST = 65_533
# Markers that stand alone: nothing follows that has a length (TEM, RST0 to RST7, SOI).
_ALONE = frozenset((0x01, *range(0xD0, 0xD9)))


def rewrite(body: bytes, xmp: bytes, exif: bytes) -> bytes:
    """Return the picture with no words but these; it ends where its last scan does.

    What the XMP says of rights stands in IIM as well, in step with it.

    Raises `ValueError` where there is no scan, or a packet is too long for a segment.
    """
    if not body.startswith(_BEGINS):
        raise ValueError("no JPEG")
    jfif, *kept = _kept(body)
    records = iim.write(packets.read(xmp))
    ours = (
        _application(_EXIF + exif) if exif else b"",
        _application(_XMP + xmp) if xmp else b"",
        _segment(_PHOTOSHOP, records) if records else b"",
    )
    return b"".join((_BEGINS, jfif, *ours, *kept, _ENDS))


def _kept(body: bytes) -> Iterator[bytes | memoryview]:
    """Yield the JFIF segment or nothing, then what else is kept of a picture."""
    view = memoryview(body)
    jfif, kept, scans, at = b"", [], 0, len(_BEGINS)
    while (found := _MARKER.search(body, at)) and found[1] != _ENDS[1:]:
        code, start = found[1][0], found.end()
        at = start
        if code in _ALONE:
            continue
        end = start + int.from_bytes(body[start : start + 2], "big")
        if end < start + 2 or end > len(body):
            # Broken off within a table or the head of a scan: nothing after it can be decoded.
            break
        segment = body[start + 2 : end] if code >= _FIRST_APPLICATION else b""
        at = end
        if code == _SCAN:
            scans += 1
            ending = _SCAN_ENDS.search(body, end)
            at = ending.start() if ending else len(body)
        elif code == _FIRST_APPLICATION and segment.startswith(_JFIF):
            jfif = jfif or _segment(code, segment[:_JFIF_KEPT].ljust(_JFIF_KEPT, b"\0") + b"\0\0")
            continue
        if code < _FIRST_APPLICATION or any(
            (code, segment[: len(name)]) == (kind, name) for kind, name in _APPLICATIONS
        ):
            kept.append(view[start - 2 : at])
    if not scans:
        raise ValueError("no scan")
    yield jfif
    yield from kept


def _application(content: bytes) -> bytes:
    return _segment(0xE1, content)


def _segment(code: int, content: bytes) -> bytes:
    if len(content) > _SEGMENT_MOST:
        raise ValueError("too long for a segment")
    return bytes((0xFF, code)) + (len(content) + 2).to_bytes(2, "big") + content
