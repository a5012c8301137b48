"""How a feed is read: what an address gave in a process with limits, one's own archive here."""

from collections.abc import Iterator
from typing import Protocol

from releases.exchange import feed
from releases.exchange.documents import to_document
from releases.exchange.items import ImportedItem
from releases.model import Document, Kind
from service.commands.sources import ImportSource, is_address
from service.intake.jobs import DocumentMade, FeedRead, MakeDocument, ReadFeed
from service.intake.pool import Readers
from service.outbound.fetching import MOST


class FeedReader(Protocol):
    """The items of a feed, with what it calls itself, and the document each makes.

    Both raise `FieldError`.
    """

    def read(self) -> Iterator[tuple[str, ImportedItem]]: ...

    def document(self, item: ImportedItem, kind: Kind) -> Document: ...


def reader(source: ImportSource, readers: Readers) -> FeedReader:
    """Return how a feed is read."""
    return _Fetched(source, readers) if is_address(source.name) else _Own(source)


class _Own:
    """A file of the operator's own, whatever its size: read item by item."""

    def __init__(self, source: ImportSource) -> None:
        self._source = source

    def read(self) -> Iterator[tuple[str, ImportedItem]]:
        return feed.read_feed(self._source.body, self._source.charset)

    def document(self, item: ImportedItem, kind: Kind) -> Document:
        return to_document(item, kind)


class _Fetched:
    """What somebody else wrote: read whole, within limits."""

    def __init__(self, source: ImportSource, readers: Readers) -> None:
        self._source = source
        self._readers = readers

    def read(self) -> Iterator[tuple[str, ImportedItem]]:
        parsed = self._readers.ask_now(
            ReadFeed(self._source.whole(MOST), self._source.charset), FeedRead
        )
        yield from parsed.items
        if parsed.fault:
            raise parsed.fault.error

    def document(self, item: ImportedItem, kind: Kind) -> Document:
        return self._readers.ask_now(MakeDocument(item, kind), DocumentMade).document
