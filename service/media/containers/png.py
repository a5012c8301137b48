"""PNG: chunks (PNG 1.2, section 3.2 and 4; XMP part 3, 1.1.5)."""

import struct
import zlib
from collections.abc import Iterator

_BEGINS = b"\x89PNG\r\n\x1a\n"
# Pixels and palette, transparency, colours and the shape of a pixel.
_KEPT = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"pHYs"),
        *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP"),
    )
)
_AROUND = 12
_XMP = b"XML:com.adobe.xmp"


def rewrite(body: bytes, xmp: bytes, exif: bytes) -> bytes:
    """Return the picture with no words but these; raises `ValueError` where it breaks off."""
    head, *others = (chunk for name, chunk in read_chunks(body) if name in _KEPT)
    # No compression, no language, no translated name.
    ours = (
        _chunk(b"iTXt", _XMP + b"\0" * 5 + xmp) if xmp else b"",
        _chunk(b"eXIf", exif) if exif else b"",
    )
    return b"".join((_BEGINS, head, *ours, *others))


def read_xmp(body: bytes) -> bytes:
    """Return the XMP packet of a picture, empty where it has none that is not compressed."""
    for name, chunk in read_chunks(body):
        content = bytes(chunk[8:-4]) if name == b"iTXt" else b""
        if content.startswith(_XMP + b"\0\0"):
            return content[len(_XMP) + 3 :].partition(b"\0")[2].partition(b"\0")[2]
    return b""


def read_chunks(body: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the name and the whole of each chunk up to the last; raises `ValueError`."""
    if not body.startswith(_BEGINS):
        raise ValueError("no PNG")
    view, at = memoryview(body), len(_BEGINS)
    while at + _AROUND <= len(body):
        length, name = struct.unpack_from(">I4s", body, at)
        end = at + length + _AROUND
        if end > len(body):
            break
        yield name, view[at:end]
        if name == b"IEND":
            return
        at = end
    raise ValueError("breaks off")


def _chunk(name: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum
