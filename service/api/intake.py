"""What a communicator has, read into records and documents: nothing of it is stored."""

import asyncio
from email.message import Message

import msgspec
from starlette.requests import Request

from releases.errors import FieldError
from releases.intake import Intake, read_docx, read_html, read_text, to_document
from releases.model import Document
from releases.store.tokens import Scope
from service.api import decoding
from service.api.answers import Answer
from service.auth import authorise
from service.problems import Problem
from service.wiring import house

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


async def read_source(request: Request) -> Answer:
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
        raise Problem(415, "Unsupported media type", f"Send JSON, or {', '.join(TAKEN)}.")
    # One at a time, and never in the loop: a heavy page takes seconds.
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(house(request).darkroom, _read, body, kind, declared, url)
    return Answer(IntakeRead(found))


def _kind(request: Request) -> tuple[str, str]:
    """Return media type and charset as the client states them (RFC 9110 section 8.3)."""
    header = Message()
    header["content-type"] = request.headers.get("content-type", "application/json")
    return header.get_content_type(), header.get_content_charset("")


def _read(body: bytes | Source, kind: str, declared: str, url: str) -> tuple[RecordRead, ...]:
    if isinstance(body, Source):
        found = _read_source(body, url)
    elif kind == WORD:
        found = read_docx(body)
    elif kind in PAGES:
        found = read_html(body, url, declared=declared)
    else:
        found = read_text(body, declared, "text")
    return tuple(_shown(record) for record in found)


def _read_source(source: Source, url: str) -> tuple[Intake, ...]:
    if source.html is not None and source.text is None:
        return read_html(source.html, source.url or url)
    if source.text is not None and source.html is None:
        return read_text(source.text, field="text")
    raise FieldError("text", "send either text or html")


def _shown(record: Intake) -> RecordRead:
    return RecordRead(**msgspec.structs.asdict(record), document=to_document(record))
