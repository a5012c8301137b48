"""What is pasted or sent as a file -> the job of reading it, by what it is."""

from releases.intake.record import Intake
from releases.model import Newsroom
from service.intake.jobs import ReadPage, ReadText, ReadWord
from service.redaktion.request import Upload

_ZIP = b"PK\x03\x04"
_TEXT = "text"


def job(file: Upload | None, text: str) -> ReadText | ReadPage | ReadWord:
    """Return how a file is to be read, or a text where none is sent."""
    if file is None:
        return ReadText(text.encode(errors="replace"), field=_TEXT, is_decoded=True)
    if file.data.startswith(_ZIP):
        return ReadWord(file.data)
    if file.type == "text/html" or file.data.lstrip()[:1] == b"<":
        return ReadPage(file.data)
    return ReadText(file.data)


def own_about(record: Intake, room: Newsroom) -> str:
    """Return the closing text, "" for what the newsroom says under every text of its own."""
    return "" if record.about.split() == room.about.split() else record.about
