"""A picture's file without what it says of places, cameras and people; its pixels untouched.

Each format is walked piece by piece, and only those pieces are kept that a picture needs to be
seen: pixels, tables, colours. Whatever else stands in the file, in words or in a second picture
behind the first, is left out; what we say of it is put in. Nothing is decoded.
"""

import struct
from collections.abc import Callable

from PIL import Image
from PIL.ExifTags import Base

from service.media.containers import jpeg, png, webp

_UPRIGHT = 1
_ORIENTATIONS = range(2, 9)
_REWRITES: dict[str, Callable[[bytes, bytes, bytes], bytes]] = {
    "image/jpeg": jpeg.rewrite,
    "image/png": png.rewrite,
    "image/webp": webp.rewrite,
}


def rewrite(body: bytes, kind: str, xmp: bytes = b"", orientation: object = _UPRIGHT) -> bytes:
    """Return the same picture, saying no more than `xmp` (a packet) and how it is to be turned.

    `kind` is its media type. Raises `ValueError` for what is not built as its format is.
    """
    try:
        return _REWRITES[kind](body, xmp, _exif(orientation))
    except struct.error:
        raise ValueError("breaks off") from None


def _exif(orientation: object) -> bytes:
    """Return an Exif block with the orientation alone, in TIFF; empty for an upright picture."""
    if orientation not in _ORIENTATIONS:
        return b""
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    return exif.tobytes().removeprefix(b"Exif\x00\x00")
