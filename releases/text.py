"""Text as it comes in -> text that every output can carry.

XML 1.0 (section 2.2) knows no control characters; one of them in one release would silence a
whole feed. They are removed here, once, before anything is stored.
"""

import re
import unicodedata

from releases.errors import FieldError

# All that XML 1.0 forbids, and the C1 controls it discourages, but for tab and line feed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str, field: str, most: int) -> str:
    """Return text in NFC with LF line ends and without control characters.

    Raises `FieldError` naming `field` for a lone surrogate or more than `most` characters.
    """
    if _SURROGATE.search(text):
        raise FieldError(field, "holds half a character (a lone surrogate): send whole UTF-8 text")
    # Line ends that word processors write as separators become line feeds.
    unified = re.sub("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029", "\n", text)
    tidy = unicodedata.normalize("NFC", _FORBIDDEN.sub("", unified))
    if len(tidy) > most:
        raise FieldError(field, f"is {len(tidy)} characters long; {most} is the most")
    return tidy


def clean_line(text: str, field: str, most: int) -> str:
    """Like `clean`, for what must be one line: runs of white space become one space."""
    # No-break spaces are meant and stay: split only at breakable white space.
    return re.sub(r"[ \t\n]+", " ", clean(text, field, most)).strip()
