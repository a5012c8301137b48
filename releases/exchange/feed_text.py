"""A feed's bytes -> UTF-8, by the same rules as those of a page, in the memory of a piece.

Bytes that the encoding does not know are marked on the way and become letters of Windows-1252
in the item that holds them, so that one bad byte is one item's fault.
"""

import codecs
import re
from typing import Any, BinaryIO

from releases.intake import charset

_HEAD = 65_536
_PIECE = 1_000_000
# A plane that no text uses: a byte that could not be decoded waits there for its item.
_MARKED = 0x10FF00
_MARKS = re.compile(f"[{chr(_MARKED)}-{chr(_MARKED + 0xFF)}]")
_BEFORE = "\ufeff \t\r\n"


def find_encoding(source: BinaryIO, declared: str = "") -> str:
    """Return the codec of a feed; `declared` is the label that came with it.

    A byte order mark says it, else that the whole is UTF-8, else the label of the server or of
    the feed; what is left is UTF-8 with faults. `source` is read, and put back to its beginning.
    """
    head = source.read(_HEAD)
    source.seek(0)
    codec = charset.find_unicode(head)
    if codec is None and not _is_utf8(source):
        codec = charset.find_labelled(head, declared)
    source.seek(0)
    return codec or "utf-8"


def decode_head(head: bytes) -> str:
    """Return how a feed begins; letters beyond ASCII may be others."""
    return head.decode(charset.find_unicode(head) or "latin-1", "replace").lstrip(_BEFORE)


class Utf8Stream:
    """A stream of UTF-8 without byte order mark or blanks at its beginning, of one in `codec`."""

    def __init__(self, source: BinaryIO, codec: str) -> None:
        source.seek(0)
        self._source = source
        self._decoder = codecs.getincrementaldecoder(codec)(errors="mark_bytes")
        self._has_begun = False

    def read(self, size: int) -> bytes:
        """Return the next piece, empty at the end; about `size` bytes long."""
        while piece := self._source.read(size):
            if text := self._begun(self._decoder.decode(piece)):
                return text.encode()
        return self._begun(self._decoder.decode(b"", final=True)).encode()

    def _begun(self, text: str) -> str:
        if not self._has_begun:
            text = text.lstrip(_BEFORE)
            self._has_begun = bool(text)
        return text


def settle(text: str) -> tuple[str, bool]:
    """Return a text with its marked bytes as letters of Windows-1252, and whether it had any."""
    settled, count = _MARKS.subn(_letter, text)
    return settled, count > 0


def _letter(mark: re.Match[str]) -> str:
    byte = ord(mark[0]) - _MARKED
    # Five bytes have no letter there.
    return bytes((byte,)).decode("cp1252", "replace")


def _is_utf8(source: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := source.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad: Any = error.object[error.start : error.end]
    return "".join(chr(_MARKED + byte) for byte in bad), error.end


codecs.register_error("mark_bytes", _mark)
