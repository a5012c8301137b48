"""What a communicator has, read into records and documents: nothing of it is stored."""

from email.message import Message

import msgspec
from starlette.requests import Request

from releases.errors import FieldError, Refusal
from releases.intake.record import Intake, to_document
from releases.model import Document
from releases.store.tokens import Scope
from service import wiring
from service.api import decoding
from service.api.bearer_auth import authorise
from service.api.responses import ApiResponse
from service.intake.jobs import ReadPage, ReadText, ReadWord, Records
from service.problems import Problem

MOST_BYTES = 5_000_000
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAGES = ("text/html", "application/xhtml+xml")
TAKEN = ("text/plain", *PAGES, WORD)


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Either a text or a page; `url` is where the page was found, for its relative links."""

    text: str | None = None
    html: str | None = None
    url: str = ""


class RecordRead(Intake, frozen=True, kw_only=True):
    """An intake record, and the document that `POST …/releases` takes."""

    document: Document


class IntakeRead(msgspec.Struct, frozen=True):
    """The releases that were found, normally one; none of an empty source."""

    records: tuple[RecordRead, ...]


async def read_source(request: Request) -> ApiResponse:
    """Read a text, a page or a Word document into records, without storing anything.

    The body is text, HTML, a .docx or JSON, at most 5 MB; `url` says where a page was found.
    """
    await authorise(request, Scope.WRITE)
    url = decoding.query(request, ("url",)).get("url", "")
    kind, declared = _kind(request)
    if kind in TAKEN:
        body: bytes | Source = await decoding.raw(request, MOST_BYTES)
    elif kind in decoding.JSON or kind.endswith("+json"):
        body = await decoding.body(request, Source, MOST_BYTES)
    else:
        raise Problem(415, Refusal("media_type", taken=f"JSON, or {', '.join(TAKEN)}"))
    read = await wiring.services(request).readers.ask(_job(body, kind, declared, url), Records)
    return ApiResponse(IntakeRead(tuple(map(_to_wire, read.records))))


def _kind(request: Request) -> tuple[str, str]:
    """Return media type and charset as the client states them (RFC 9110 section 8.3)."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "application/json")
    return header.get_content_type(), header.get_content_charset("")


def _job(
    body: bytes | Source, kind: str, declared: str, url: str
) -> ReadText | ReadPage | ReadWord:
    if isinstance(body, Source):
        return _source_job(body, url)
    if kind == WORD:
        return ReadWord(body)
    if kind in PAGES:
        return ReadPage(body, url, declared)
    return ReadText(body, declared, "text")


def _source_job(source: Source, url: str) -> ReadText | ReadPage:
    if source.html is not None and source.text is None:
        return ReadPage(source.html.encode(), source.url or url, is_decoded=True)
    if source.text is not None and source.html is None:
        return ReadText(source.text.encode(), field="text", is_decoded=True)
    raise FieldError("text", "text_or_html")


def _to_wire(record: Intake) -> RecordRead:
    return RecordRead(**msgspec.structs.asdict(record), document=to_document(record))
