"""Files that are no text to be read, known by how they begin whatever their names say."""

import re

from releases.errors import FieldError

_SIGNS = (
    (b"%PDF-", "is_pdf"),
    # Word before 2007; files of Office that a password locks are packed in the same way.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is_doc"),
    (b"{\\rtf", "is_rtf"),
    (b"PK\x03\x04", "is_zip"),
    (b"\x89PNG\r\n", "is_picture"),
    (b"\xff\xd8\xff", "is_picture"),
    (b"GIF8", "is_picture"),
    (b"RIFF", "is_picture"),
    (b"\x1f\x8b", "is_binary"),
    (b"7z\xbc\xaf\x27\x1c", "is_binary"),
    (b"Rar!\x1a", "is_binary"),
)
_BLANK = b" \t\r\n\xef\xbb\xbf"
# No text has these; a stray one comes along from old systems.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_ONE_IN = 100


def refuse(raw: bytes, field: str) -> None:
    """Raise `FieldError` naming `field` for bytes that begin as another kind of file does."""
    start = raw[:64].lstrip(_BLANK)
    code = next((code for sign, code in _SIGNS if start.startswith(sign)), None)
    if code:
        raise FieldError(field, code)


def refuse_noise(text: str, field: str) -> None:
    """Raise `FieldError` naming `field` for what was decoded but is no text of anybody's."""
    if len(_CONTROL.findall(text)) * _ONE_IN > len(text):
        raise FieldError(field, "is_binary")
