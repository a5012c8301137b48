"""Text as it comes in -> text that every output can carry.

XML 1.0 (section 2.2) knows no control characters; one of them in one release would silence a
whole feed. They are removed here, once, before anything is stored.
"""

import re

from releases.errors import FieldError
from releases.text import invisible

# All that XML 1.0 forbids, and the C1 controls it discourages, but for tab and line feed.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
# Those of them that are one byte in UTF-8, but for line ends, and the first bytes of the others:
# without any of these there is nothing to look for, which is told in a fraction of the time.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r\x0b\x0c") | {0x7F})
_LEADS = (b"\xc2", b"\xef")
# Line ends that word processors write as separators, and old machines alone.
_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"


def clean(text: str, field: str, most: int) -> str:
    """Return text in NFC with LF line ends, without control characters and what nobody sees.

    Raises `FieldError` naming `field` for a lone surrogate or more than `most` characters.
    """
    return _limit(_tidy(text, field), field, most)


def clean_line(text: str, field: str, most: int) -> str:
    """Like `clean`, for what must be one line: runs of white space become one space.

    Characters are counted as they are kept.
    """
    # No-break spaces are meant and stay: split only at breakable white space.
    return _limit(re.sub(r"[ \t\n]+", " ", _tidy(text, field)).strip(), field, most)


def _limit(text: str, field: str, most: int) -> str:
    if len(text) > most:
        raise FieldError(field, "too_long", length=len(text), most=most)
    return text


def _tidy(text: str, field: str) -> str:
    # One pass each in C: a megabyte takes a few milliseconds.
    try:
        coded = text.encode()
    except UnicodeEncodeError as error:
        raise FieldError(field, "half_character") from error
    unified = text.replace("\r\n", "\n")
    for line_end in _LINE_ENDS:
        unified = unified.replace(line_end, "\n")
    if len(coded.translate(None, _CONTROLS)) < len(coded) or any(lead in coded for lead in _LEADS):
        unified = _FORBIDDEN.sub("", unified)
    return invisible.clean(unified)
