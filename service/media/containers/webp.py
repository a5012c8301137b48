"""WebP: chunks of a RIFF file (RFC 9649, section 2)."""

import struct
from collections.abc import Iterator

_LOSSY, _LOSSLESS, _EXTENDED = b"VP8 ", b"VP8L", b"VP8X"
_KEPT = frozenset((_LOSSY, _LOSSLESS, b"ALPH", b"ICCP"))
_ALPHA, _ICC, _EXIF, _XMP = 0x10, 0x20, 0x08, 0x04
_HEAD, _CHUNK_HEAD = 12, 8
_SIDE = 0x3FFF


def rewrite(body: bytes, xmp: bytes, exif: bytes) -> bytes:
    """Return the picture with no words but these; raises `ValueError` for none or a moving one."""
    chunks = {name: chunk for name, chunk in _chunks(body) if name in _KEPT}
    pixels = next((chunks[name] for name in (_LOSSY, _LOSSLESS) if name in chunks), None)
    if pixels is None:
        raise ValueError("no picture")
    width, height, alpha = _shape(bytes(pixels[: _CHUNK_HEAD + 10]))
    flags = (
        (_ICC if b"ICCP" in chunks else 0)
        | (_ALPHA if alpha or b"ALPH" in chunks else 0)
        | (_EXIF if exif else 0)
        | (_XMP if xmp else 0)
    )
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    parts = (
        _chunk(_EXTENDED, struct.pack("<I", flags) + sides),
        chunks.get(b"ICCP", b""),
        chunks.get(b"ALPH", b""),
        pixels,
        _chunk(b"EXIF", exif) if exif else b"",
        _chunk(b"XMP ", xmp) if xmp else b"",
    )
    size = 4 + sum(map(len, parts))
    return b"".join((b"RIFF", struct.pack("<I", size), b"WEBP", *parts))


def _chunks(body: bytes) -> Iterator[tuple[bytes, memoryview]]:
    """Yield the name and the whole of each chunk, its padding included."""
    if not (body.startswith(b"RIFF") and body[8:_HEAD] == b"WEBP"):
        raise ValueError("no WebP")
    view, at = memoryview(body), _HEAD
    while at + _CHUNK_HEAD <= len(body):
        name, length = struct.unpack_from("<4sI", body, at)
        end = at + _CHUNK_HEAD + length + length % 2
        if end > len(body):
            raise ValueError("breaks off")
        yield name, view[at:end]
        at = end


def _shape(chunk: bytes) -> tuple[int, int, bool]:
    """Return width, height and whether there is transparency, of a chunk of pixels."""
    content = chunk[_CHUNK_HEAD:]
    if chunk.startswith(_LOSSLESS):
        bits = int.from_bytes(content[1:5], "little")
        return (bits & _SIDE) + 1, (bits >> 14 & _SIDE) + 1, bool(bits >> 28 & 1)
    width, height = struct.unpack_from("<HH", content, 6)
    return width & _SIDE, height & _SIDE, False


def _chunk(name: bytes, content: bytes) -> bytes:
    padding = b"\0" * (len(content) % 2)
    return name + struct.pack("<I", len(content)) + content + padding
