"""Jobs -> answers: the readers themselves, loaded where the jobs are done."""

import traceback
from io import BytesIO
from pathlib import PurePath

from feeds.links import Links
from releases.errors import FieldError
from releases.exchange import feed
from releases.exchange.documents import to_document
from releases.exchange.items import ImportedItem
from releases.exchange.pasted_html import convert_paste
from releases.intake.docx import read_docx
from releases.intake.html import read_html
from releases.intake.texts import read_text
from service.intake.jobs import (
    Answer,
    DocumentMade,
    Examined,
    ExaminePage,
    Failed,
    FeedRead,
    Job,
    MakeDocument,
    PasteRead,
    ReadFeed,
    ReadPage,
    ReadPaste,
    ReadText,
    ReadWord,
    Records,
    Refused,
    field_of,
)


def answer(job: Job) -> Answer:
    """Return what a job comes to; a fault of any kind is an answer too, without what was read."""
    try:
        return _read(job)
    except FieldError as error:
        return _refusal(error)
    except (MemoryError, RecursionError):
        return Refused(field_of(job))
    except Exception as error:  # noqa: BLE001 - no input may end the process
        last = traceback.extract_tb(error.__traceback__)[-1]
        return Failed(type(error).__name__, f"{PurePath(last.filename).name}:{last.lineno}")


def load() -> None:
    """Load what readers load at their first use."""
    import mammoth  # noqa: F401, PLC0415 - loaded for those who bring Word documents later


def _read(job: Job) -> Answer:  # noqa: PLR0911 - an answer a job
    match job:
        case ReadText():
            source = job.source.decode(errors="replace") if job.is_decoded else job.source
            return Records(read_text(source, job.declared, job.field))
        case ReadPage():
            page = job.source.decode(errors="replace") if job.is_decoded else job.source
            return Records(read_html(page, job.url, declared=job.declared))
        case ReadWord():
            return Records(read_docx(job.source))
        case ReadPaste():
            return PasteRead(convert_paste(job.html), read_html(job.html))
        case ReadFeed():
            return _feed(job)
        case MakeDocument():
            return DocumentMade(to_document(job.item, job.kind))
        case ExaminePage():
            return _examine(job)


def _feed(job: ReadFeed) -> FeedRead:
    items: list[tuple[str, ImportedItem]] = []
    try:
        items.extend(feed.read_feed(BytesIO(job.source), job.declared))
    except FieldError as error:
        return FeedRead(tuple(items), _refusal(error))
    return FeedRead(tuple(items))


def _examine(job: ExaminePage) -> Examined:
    # Of the readers only this one needs the doctor's words.
    from service.doctor.embed import examine  # noqa: PLC0415

    findings = examine(job.url, job.page, job.headers, Links(job.base))
    return Examined(tuple((finding.subject, finding.said, finding.well) for finding in findings))


def _refusal(error: FieldError) -> Refused:
    return Refused(error.field, error.reason)
