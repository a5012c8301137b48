"""Files that are no text to be read, known by how they begin whatever their names say."""

import re

from releases.errors import ForeignFile

_SIGNS = (
    (b"%PDF-", "pdf"),
    # Word before 2007; files of Office that a password locks are packed in the same way.
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"PK\x03\x04", "zip"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"RIFF", "picture"),
    (b"\x1f\x8b", "binary"),
    (b"7z\xbc\xaf\x27\x1c", "binary"),
    (b"Rar!\x1a", "binary"),
)
_WHY = {
    "pdf": "is a PDF: save the text as .docx, or send its words",
    "doc": "is an old or locked Word file: save it as .docx without a password",
    "rtf": "is RTF: save it as .docx",
    "zip": "is not text but an archive: save the text as .docx",
    "picture": "is not text but a picture",
    "binary": "is not text: save it as .docx",
}
_BLANK = b" \t\r\n\xef\xbb\xbf"
# No text has these; a stray one comes along from old systems.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_ONE_IN = 100


def refuse(raw: bytes, field: str) -> None:
    """Raise `ForeignFile` naming `field` for bytes that begin as another kind of file does."""
    start = raw[:64].lstrip(_BLANK)
    what = next((what for sign, what in _SIGNS if start.startswith(sign)), None)
    if what:
        raise ForeignFile(field, _WHY[what], what)


def refuse_noise(text: str, field: str) -> None:
    """Raise `ForeignFile` naming `field` for what was decoded but is no text of anybody's."""
    if len(_CONTROL.findall(text)) * _ONE_IN > len(text):
        raise ForeignFile(field, _WHY["binary"], "binary")
