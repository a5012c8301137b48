"""A feed's UTF-8 on its way to the XML parser, with the faults mended that would end the parse.

Feeds are written by programs that know HTML better than XML: they use its entities, forget to
write `&` as one, and let control characters through. A parser told to recover drops such text
and, from there on, every `&amp;` after it; mended before, nothing is lost.
"""

import re
from html.entities import name2codepoint
from typing import Protocol

_OPENS, _CLOSES = b"<![CDATA[", b"]]>"
_XML = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_REFERENCE = re.compile(rb"&(?:#(\d{1,7});|#[xX]([0-9a-fA-F]{1,6});|(\w{2,32});)?")
_C1 = range(0x80, 0xA0)
_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
# Longer than any reference and any opening: what may go on in the next piece waits for it.
_HELD = 48


class Stream(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Mended:
    """A stream of well-formed references and legal characters, of one read piece by piece."""

    def __init__(self, source: Stream) -> None:
        self._source = source
        self._rest = b""
        self._in_cdata = False

    def read(self, size: int) -> bytes:
        """Return the next piece, empty at the end; about `size` bytes long."""
        while piece := self._source.read(size):
            if mended := self._mend(self._rest + piece, at_end=False):
                return mended
        last, self._rest = self._rest, b""
        return self._mend(last, at_end=True) if last else b""

    def _mend(self, text: bytes, *, at_end: bool) -> bytes:
        end = len(text) if at_end else max(0, len(text) - _HELD)
        out, start = [], 0
        while start < end:
            marker = _CLOSES if self._in_cdata else _OPENS
            position = text.find(marker, start)
            stop = position if 0 <= position < end else self._cut(text, start, end)
            segment = _FORBIDDEN.sub(b"", text[start:stop])
            out.append(segment if self._in_cdata else _REFERENCE.sub(_reference, segment))
            start = stop
            if stop == position:
                out.append(marker)
                start, self._in_cdata = position + len(marker), not self._in_cdata
            else:
                break
        self._rest = text[start:]
        return b"".join(out)

    def _cut(self, text: bytes, start: int, end: int) -> int:
        """Return where a piece may end without parting a reference from its semicolon."""
        if end == len(text):
            return end
        last = text.rfind(b"&", max(start, end - _HELD), end)
        return end if last < 0 else last


def _reference(match: re.Match[bytes]) -> bytes:
    decimal, hexadecimal, name = match.groups()
    if name in _XML:
        return match[0]
    if name is not None:
        code = name2codepoint.get(name.decode(errors="replace"))
        return b"&#%d;" % code if code else b"&amp;" + match[0][1:]
    if decimal is None and hexadecimal is None:
        return b"&amp;"
    point = int(decimal) if decimal is not None else int(hexadecimal, 16)
    if point in _C1:
        # Browsers show the letters of Windows-1252 (HTML section 13.2.5.80).
        return bytes((point,)).decode("cp1252", "ignore").encode()
    return match[0] if _is_legal(point) else b""


def _is_legal(point: int) -> bool:
    """Tell whether XML 1.0 knows the character (section 2.2)."""
    return point in (9, 10, 13) or 32 <= point <= 0xD7FF or 0xE000 <= point <= 0x10FFFF  # noqa: PLR2004 - the specification's numbers
