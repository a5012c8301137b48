"""One spelling for each address: any other leads there, or is nowhere.

RFC 3986 section 6.2.2 lets clients write `/%6eewsroom/` for `/newsroom/`. Taken as they come, such
spellings would be resources of their own: built, kept and counted beside the one that is meant.
"""

import re
from urllib.parse import quote, unquote_to_bytes

# What a segment of a path holds as it is (RFC 3986 section 3.3, pchar), and the slash.
_AS_IT_IS = "/:@!$&'()*+,;=-._~"
_PLAIN = re.compile(
    rb"/|/[a-z0-9_~-]+(?:\.[a-z0-9_~-]+)*(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)*/?"
)
_DOTS = (b".", b"..")


def canonical(raw: bytes) -> bytes | None:
    """Return the one spelling of a path; None where it names nothing.

    Nothing has empty segments, dot segments or NUL characters in its address, nor capitals in the
    first segment: telephones put one there.
    """
    if _PLAIN.fullmatch(raw):
        return raw
    path = unquote_to_bytes(raw)
    first, *segments = path.split(b"/")
    if first or not segments or b"" in segments[:-1]:
        return None
    if b"\x00" in path or any(dots in segments for dots in _DOTS):
        return None
    path = b"/".join((b"", segments[0].lower(), *segments[1:]))
    return quote(path, safe=_AS_IT_IS).encode()
