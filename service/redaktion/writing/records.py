"""What is pasted or sent as a file -> intake records, by what it is; and why it is not read."""

from collections.abc import Callable

from releases.errors import FieldError, ForeignFile
from releases.intake import Intake, read_docx, read_html, read_text
from releases.model import Newsroom
from service.redaktion.visit import Upload

_ZIP = b"PK\x03\x04"
_FOREIGN = {
    "pdf": "Filen är en PDF. Spara texten som .docx, eller kopiera orden och klistra in dem.",
    "doc": "Filen är i Words gamla format eller låst med lösenord. Spara den som .docx.",
    "rtf": "Filen är i formatet RTF. Spara den som .docx.",
    "picture": "Filen är en bild. Välj en text, helst sparad som .docx.",
}
_TEXT = "text"
_LONG = "Texten är för lång att läsa in: högst en miljon tecken."
_OTHER = "Filen går inte att läsa som text. Spara den som .docx."
_WORD = (
    "Word-filen går inte att läsa: den är skadad, låst eller för stor. Spara den som .docx igen."
)


def of(file: Upload | None, text: str) -> tuple[Intake, ...]:
    """Return the records of a file, or of a text where none is sent.

    Raises `FieldError` for what cannot be read; `why` tells it.
    """
    if file is None:
        return read_text(text, field=_TEXT)
    if file.data.startswith(_ZIP):
        return read_docx(file.data)
    if file.type == "text/html" or file.data.lstrip()[:1] == b"<":
        return read_html(file.data)
    return read_text(file.data)


def own_about(record: Intake, room: Newsroom) -> str:
    """Return the closing text, "" for what the newsroom says under every text of its own."""
    return "" if record.about.split() == room.about.split() else record.about


def why(error: FieldError, say: Callable[..., str]) -> str:
    """Return what is the matter with a file, in the language of who sent it."""
    if isinstance(error, ForeignFile):
        return say(_FOREIGN.get(error.what, _OTHER))
    if error.field == _TEXT:
        return say(_LONG)
    return say(_WORD if error.field == "docx" else _OTHER)
