"""What others sent packed, unpacked within a limit: of memory too, however much it says it holds.

RFC 9110 section 8.4.1: gzip (x-gzip), deflate with the head of zlib or, as some send it, without;
and Brotli (RFC 7932).
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

import brotli
import httpx2

from service.outbound.resolver import RequestFailed

_PIECE = 65_536
_GZIP_HEAD = b"\x1f\x8b"
_GZIP, _RAW = zlib.MAX_WBITS | 16, -zlib.MAX_WBITS
# The head of zlib (RFC 1950): its method, and what its two bytes are a multiple of.
_ZLIB_METHOD = 8
_ZLIB_CHECK = 31


class Unpacker(Protocol):
    """Unpacks a stream; `unpack` yields small pieces, `is_whole` tells whether its end was seen."""

    def unpack(self, packed: bytes) -> Iterator[bytes]: ...

    def is_whole(self) -> bool: ...


async def read_body(answer: httpx2.Response, most: int) -> bytes:
    """Return the body of an answer unpacked; raises `RequestFailed` for more than `most` bytes.

    So it does for a coding that is not known, and for one that is broken or without an end.
    """
    unpacker = _of_answer(answer)
    body = bytearray()
    received = 0
    async for chunk in answer.aiter_raw():
        received += len(chunk)
        _check(received, most)
        _add(body, unpacker, chunk, most)
    if received and not unpacker.is_whole():
        raise RequestFailed("packed_wrongly")
    return bytes(body)


def is_gzip(head: bytes) -> bool:
    """Tell whether bytes begin as a gzip file does (RFC 1952)."""
    return head.startswith(_GZIP_HEAD)


def unpack_file(pieces: Iterable[bytes], most: int) -> bytes:
    """Return what a gzip file holds; raises `RequestFailed` as `read_body` does."""
    unpacker, body = _Deflated(), bytearray()
    for piece in pieces:
        _add(body, unpacker, piece, most)
    if not unpacker.is_whole():
        raise RequestFailed("packed_wrongly")
    return bytes(body)


def _add(body: bytearray, unpacker: Unpacker, packed: bytes, most: int) -> None:
    try:
        for piece in unpacker.unpack(packed):
            body += piece
            _check(len(body), most)
    except (zlib.error, brotli.error) as error:
        raise RequestFailed("packed_wrongly") from error


def _check(size: int, most: int) -> None:
    if size > most:
        raise RequestFailed("file_too_large", most=most // 1_000_000)


def _of_answer(answer: httpx2.Response) -> Unpacker:
    stated = answer.headers.get("content-encoding", "").lower().split(",")
    codings = [coding for name in stated if (coding := name.strip()) not in ("", "identity")]
    if not codings:
        return _Plain()
    if len(codings) > 1 or codings[0] not in _UNPACKERS:
        raise RequestFailed("packing_unknown", coding=", ".join(codings)[:40])
    return _UNPACKERS[codings[0]]()


class _Plain:
    def unpack(self, packed: bytes) -> Iterator[bytes]:
        yield packed

    def is_whole(self) -> bool:
        return True


class _Deflated:
    """gzip, of several members too, zlib and bare deflate, told apart by how they begin."""

    def __init__(self) -> None:
        self._waiting = b""
        self._stream: zlib._Decompress | None = None
        self._has_ended = False

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        left = self._waiting + packed
        self._waiting = b""
        while self._stream or len(left) >= len(_GZIP_HEAD):
            if self._stream is None:
                if self._has_ended and not is_gzip(left):
                    # Padding, as behind files on tape; no program minds it.
                    return
                self._stream = zlib.decompressobj(_window(left))
            piece = self._stream.decompress(left, _PIECE)
            yield piece
            if self._stream.eof:
                left, self._stream, self._has_ended = self._stream.unused_data, None, True
            elif len(piece) == _PIECE or self._stream.unconsumed_tail:
                left = self._stream.unconsumed_tail
            else:
                return
        self._waiting = left

    def is_whole(self) -> bool:
        return self._has_ended and self._stream is None


class _Brotli:
    def __init__(self) -> None:
        self._stream = brotli.Decompressor()

    def unpack(self, packed: bytes) -> Iterator[bytes]:
        piece = self._stream.process(packed, output_buffer_limit=_PIECE)
        # It may hold more when all has been taken in.
        while piece or not self._stream.can_accept_more_data():
            yield piece
            piece = self._stream.process(b"", output_buffer_limit=_PIECE)

    def is_whole(self) -> bool:
        return bool(self._stream.is_finished())


def _window(head: bytes) -> int:
    if is_gzip(head):
        return _GZIP
    method, check = head[0] & 0x0F, int.from_bytes(head[:2], "big") % _ZLIB_CHECK
    return zlib.MAX_WBITS if method == _ZLIB_METHOD and not check else _RAW


_UNPACKERS: dict[str, Callable[[], Unpacker]] = {
    **dict.fromkeys(("gzip", "x-gzip", "deflate"), _Deflated),
    "br": _Brotli,
}
