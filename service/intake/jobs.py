"""What is read in a process of its own, and what it answers: the words of that conversation.

Nothing here reads anything itself, so that a service which only asks loads no reader.
"""

import msgspec

from releases.errors import FieldError
from releases.exchange.items import ImportedItem, PasteResult
from releases.intake.record import Intake
from releases.model import Document, Kind
from releases.refusals import Reason


class ReadText(msgspec.Struct, frozen=True, tag=True):
    """Bytes in whatever encoding, or with `is_decoded` a text as UTF-8 -> `Records`."""

    source: bytes
    declared: str = ""
    field: str = "source"
    is_decoded: bool = False


class ReadPage(msgspec.Struct, frozen=True, tag=True):
    """A web page, found at `url` -> `Records`."""

    source: bytes
    url: str = ""
    declared: str = ""
    is_decoded: bool = False


class ReadWord(msgspec.Struct, frozen=True, tag=True):
    """A .docx -> `Records`."""

    source: bytes


class ReadPaste(msgspec.Struct, frozen=True, tag=True):
    """HTML from a clipboard -> `PasteRead`."""

    html: str


class ReadFeed(msgspec.Struct, frozen=True, tag=True):
    """A whole feed -> `FeedRead`."""

    source: bytes
    declared: str = ""


class MakeDocument(msgspec.Struct, frozen=True, tag=True):
    """An item of a feed, of `kind` unless it says another -> `DocumentMade`."""

    item: ImportedItem
    kind: Kind


class ExaminePage(msgspec.Struct, frozen=True, tag=True):
    """A partner's page with its headers, for a service at `base` -> `Examined`."""

    url: str
    page: str
    headers: tuple[tuple[str, str], ...]
    base: str


# What is refused names the field that holds it.
_FIELDS: dict[type, str] = {
    ReadPage: "html",
    ReadWord: "docx",
    ReadPaste: "html",
    ReadFeed: "feed",
    MakeDocument: "content",
}
Job = ReadText | ReadPage | ReadWord | ReadPaste | ReadFeed | MakeDocument | ExaminePage


class Records(msgspec.Struct, frozen=True, tag=True):
    records: tuple[Intake, ...]


class PasteRead(msgspec.Struct, frozen=True, tag=True):
    """The piece as Markdown, and the records of it taken for a whole text."""

    piece: PasteResult
    records: tuple[Intake, ...]


class Refused(msgspec.Struct, frozen=True, tag=True):
    """A `FieldError`, on its way."""

    field: str
    reason: Reason = Reason("takes_too_much")

    @property
    def error(self) -> FieldError:
        return FieldError(self.field, self.reason.code, **self.reason.values)


class FeedRead(msgspec.Struct, frozen=True, tag=True):
    """Items, each with what the feed calls itself, up to the fault that ended the reading."""

    items: tuple[tuple[str, ImportedItem], ...]
    fault: Refused | None = None


class DocumentMade(msgspec.Struct, frozen=True, tag=True):
    document: Document


class Examined(msgspec.Struct, frozen=True, tag=True):
    """What was found: subject, what is said of it, whether it is well."""

    findings: tuple[tuple[str, str, bool], ...]


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A reader broke: the class of the fault and where, never what was read."""

    what: str
    where: str


Answer = Records | PasteRead | FeedRead | DocumentMade | Examined | Refused | Failed


def field_of(job: Job) -> str:
    """Return the field that a refusal of a job names."""
    return job.field if isinstance(job, ReadText) else _FIELDS.get(type(job), "source")
