"""What a source is, and how each kind is read. A further kind is a line in READERS."""

from collections.abc import Callable, Iterator

import msgspec

from releases.errors import FieldError
from releases.exchange import frontmatter
from releases.exchange.release_export import Story
from releases.intake import charset
from releases.intake.record import Caution, Intake, Occasion, Picture, to_document
from releases.model import Document, Event
from releases.times import Moment, local_day, local_text
from service.commands.sources import ImportSource, is_address
from service.intake.jobs import ReadPage, ReadText, ReadWord, Records
from service.intake.pool import Readers

MOST = 5_000_000
UNKNOWN_KEYS = "unknown-keys"
MOST_OF_A_WORD_FILE = 50_000_000
_PAGES = {"text/html", "application/xhtml+xml"}


class ReadRelease(msgspec.Struct, frozen=True):
    """A release as read: its intake record, and the document that is kept of it.

    `is_draft` says that it may not be published yet, `is_dated` that it may not be published at
    another date than its own.
    """

    record: Intake
    document: Document
    is_draft: bool = False
    is_dated: bool = False


Reader = Callable[[ImportSource, Readers], Iterator[ReadRelease | Story]]


def reader(source: ImportSource) -> Reader:
    """Return how to read a source; the last of READERS takes whatever the others do not."""
    head = source.head()
    return next(read for recognises, read in READERS if recognises(source, head))


def record(document: Document, published: Moment | None = None) -> Intake:
    """Return the intake record of a document that needed no rules to be read."""
    stated = published and (
        local_day(published.at).isoformat() if published.day_only else local_text(published.at)
    )
    event = document.event
    return Intake(
        title=document.title,
        kind=document.kind,
        published_at=stated,
        language=document.language,
        lead=document.lead,
        body=document.body,
        contacts=document.contacts,
        images=tuple(Picture(image.caption, image.alt, image.credit) for image in document.images),
        about=document.about,
        event=_occasion(event) if event else None,
    )


def _occasion(event: Event) -> Occasion:
    ends_at = local_text(event.ends_at) if event.ends_at else None
    return Occasion(local_text(event.starts_at), ends_at, event.place)


def _decode_text(source: ImportSource) -> str:
    """Return the text of a source in whatever encoding it came."""
    return charset.decode(source.whole(MOST), source.charset).text


def _is_front_matter(source: ImportSource, head: bytes) -> bool:
    try:
        return frontmatter.is_front_matter(charset.decode(head, source.charset).text)
    except FieldError:
        return False


def _is_text(_: ImportSource, __: bytes) -> bool:
    return True


def _is_word_file(_: ImportSource, head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _is_page(source: ImportSource, head: bytes) -> bool:
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:100].lower()
    return (
        source.type in _PAGES
        or source.name.lower().endswith((".html", ".htm"))
        or begins.startswith((b"<!doctype html", b"<html"))
    )


def _front_matter(source: ImportSource, _: Readers) -> Iterator[ReadRelease | Story]:
    document = frontmatter.parse_file(_decode_text(source))
    if isinstance(document, Story):
        yield document
        return
    known = record(document.document, document.published)
    if document.unknown:
        keys = ", ".join(document.unknown)
        told = Caution(UNKNOWN_KEYS, f"Nycklar som inte togs med: {keys}.")
        known = msgspec.structs.replace(known, warnings=(told,))
    yield ReadRelease(
        known, document.document, document.is_draft, is_dated=document.published is not None
    )


def _word_file(source: ImportSource, readers: Readers) -> Iterator[ReadRelease | Story]:
    return _records(readers, ReadWord(source.whole(MOST_OF_A_WORD_FILE)))


def _page(source: ImportSource, readers: Readers) -> Iterator[ReadRelease | Story]:
    url = source.name if is_address(source.name) else ""
    return _records(readers, ReadPage(source.whole(MOST), url, source.charset))


def _text(source: ImportSource, readers: Readers) -> Iterator[ReadRelease | Story]:
    return _records(readers, ReadText(source.whole(MOST), source.charset))


def _records(
    readers: Readers, job: ReadWord | ReadPage | ReadText
) -> Iterator[ReadRelease | Story]:
    records = readers.ask_now(job, Records).records
    if not records:
        raise FieldError("source", "holds_no_text")
    return (ReadRelease(record_read, to_document(record_read)) for record_read in records)


READERS: tuple[tuple[Callable[[ImportSource, bytes], bool], Reader], ...] = (
    (_is_front_matter, _front_matter),
    (_is_word_file, _word_file),
    (_is_page, _page),
    (_is_text, _text),
)
