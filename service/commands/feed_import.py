"""Importing a feed: its items in batches, each one transaction, whatever their number."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import datetime

import click
import msgspec

from releases.desk import importing
from releases.desk.importing import Arrival, ImportStatus, Outcome, Overrides
from releases.errors import FieldError, Refusal
from releases.exchange.items import ImportedItem, apart, identity
from releases.model import Kind
from releases.rules import personal_data
from releases.rules.validation import validate
from releases.store import listings, sources
from releases.store.tx import Tx
from service.commands.database import WHO, CommandContext
from service.commands.feed_readers import FeedReader
from service.commands.output import Imported, Printer, warn
from service.commands.source_readers import record
from service.commands.sources import ImportSource

BATCH = 50

Batch = list[tuple[str, ImportedItem]]


class Wishes(msgspec.Struct, frozen=True):
    """How a feed is taken in: at their dates or as drafts, from when, and as what.

    `override` publishes what holds personal identity numbers too, `unfilled` what holds
    placeholders.
    """

    publish: bool = False
    override: bool = False
    since: datetime | None = None
    kind: Kind = Kind.PRESS_RELEASE
    unfilled: bool = False


def show(source: ImportSource, feed: FeedReader, wishes: Wishes, printer: Printer) -> None:
    """Print what each item would become."""
    for _, item in feed.read():
        _warn_of_faults(source.name, item)
        try:
            printer.show(record(feed.document(item, wishes.kind), item.moment))
        except FieldError as error:
            warn(source.name, f"{item.name[:80]}: {error}")


def take_in(
    desk: CommandContext,
    newsroom: str,
    source: ImportSource,
    feed: FeedReader,
    wishes: Wishes,
    printer: Printer,
) -> bool:
    """Take in a feed, print what became of its items, and return whether all were accepted.

    One batch is written while the next is read. Ended half-way and begun again, it goes on.
    """
    run = _Run(desk, newsroom, source.name, wishes, feed)
    counts: Counter[ImportStatus] = Counter()
    waiting: Future[list[tuple[Outcome, str | None]]] | None = None
    whole = True
    with click.progressbar(
        length=source.size, label=source.name, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        try:
            for batch in _batches(feed.read()):
                arrivals, known = run.prepare(batch)
                _report(source, waiting, known, counts, printer)
                waiting = run.write(arrivals, with_urls=printer.as_json)
                bar.update(source.body.tell() - bar.pos)
        except FieldError as error:
            warn(source.name, str(error))
            whole = False
        _report(source, waiting, [], counts, printer)
    click.echo(
        f"{source.name}: " + ", ".join(f"{fate} {counts[fate]:,}" for fate in ImportStatus),
        err=True,
    )
    return whole and not counts[ImportStatus.REFUSED]


class _Run:
    """One feed on its way into one newsroom; remembers which items it has met."""

    def __init__(
        self, desk: CommandContext, newsroom: str, name: str, wishes: Wishes, feed: FeedReader
    ) -> None:
        self._desk = desk
        self._newsroom = newsroom
        self._name = name
        self._wishes = wishes
        self._feed = feed
        self._met: dict[sources.Key, str] = {}

    def prepare(self, batch: Batch) -> tuple[list[Arrival], list[Outcome]]:
        """Return what is to be written of a batch, and what became of the rest of it."""
        keys = [identity(item, name or self._name) for name, item in batch]
        others = [apart(key, item) for key, (_, item) in zip(keys, batch, strict=True)]
        known = self._desk.read(sources.find_known, self._newsroom, (*keys, *others))
        arrivals, outcomes = [], []
        for first, other, (_, item) in zip(keys, others, batch, strict=True):
            sha256 = item.sha256
            # The other one of two that go by one id keeps the key it got at first.
            is_other = other in known or self._met.get(first, sha256) != sha256
            key = other if is_other else first
            taken = known.get(key)
            if key in self._met:
                reason = "stands twice in the feed: the first is taken"
                outcomes.append(Outcome(item.name, ImportStatus.SKIPPED, reason=reason))
            elif self._is_older(item):
                outcomes.append(Outcome(item.name, ImportStatus.SKIPPED))
            elif taken is not None and taken.item_sha256 == sha256:
                outcomes.append(Outcome(item.name, ImportStatus.UNCHANGED, taken.release))
            else:
                if is_other:
                    said = "has the id of another item in the feed: taken as one of its own"
                    warn(self._name, f"{item.name[:80]}: {said}")
                _warn_of_faults(self._name, item)
                try:
                    document = validate(self._feed.document(item, self._wishes.kind))
                    # Known before the transaction, which holds the writer of a service too.
                    personal_data.in_document(document)
                except Refusal as error:
                    outcomes.append(Outcome(item.name, ImportStatus.REFUSED, reason=str(error)))
                else:
                    arrivals.append(Arrival(item.name, *key, sha256, document, item.moment))
            self._met[key] = sha256
        return arrivals, outcomes

    def write(
        self, arrivals: list[Arrival], *, with_urls: bool
    ) -> "Future[list[tuple[Outcome, str | None]]]":
        """Write a batch in one transaction, at once if the writer is free."""
        return self._desk.store.writing(self._write, arrivals, with_urls=with_urls)

    def _is_older(self, item: ImportedItem) -> bool:
        """Tell whether an item is from before what is wished for: of those nothing is said."""
        since, moment = self._wishes.since, item.moment
        return bool(since and moment and moment.at < since)

    def _write(
        self, tx: Tx, arrivals: list[Arrival], *, with_urls: bool
    ) -> list[tuple[Outcome, str | None]]:
        overrides = Overrides(self._wishes.override, self._wishes.unfilled)
        publish = self._wishes.publish
        outcomes = importing.take_in(tx, self._newsroom, arrivals, WHO, overrides, publish=publish)
        return [(outcome, self._url(tx, outcome) if with_urls else None) for outcome in outcomes]

    def _url(self, tx: Tx, outcome: Outcome) -> str | None:
        if outcome.entry is None or outcome.release is None:
            return None
        item = listings.release(tx, self._newsroom, outcome.release, outcome.entry.effective)
        return self._desk.links.release(item)


def _batches(items: Iterable[tuple[str, ImportedItem]]) -> Iterator[Batch]:
    """Yield items by fifties; those before a fault are yielded before it is raised."""
    batch: Batch = []
    try:
        for item in items:
            batch.append(item)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except FieldError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _warn_of_faults(name: str, item: ImportedItem) -> None:
    for fault in item.faults:
        warn(name, f"{item.name[:80]}: {fault}")


def _report(
    source: ImportSource,
    written: "Future[list[tuple[Outcome, str | None]]] | None",
    known: list[Outcome],
    counts: Counter[ImportStatus],
    printer: Printer,
) -> None:
    """Wait for what was written; count it and the rest, and print what is to be said of it."""
    done = written.result() if written else []
    for outcome, url in (*done, *((item, None) for item in known)):
        counts[outcome.fate] += 1
        if outcome.reason:
            warn(source.name, f"{outcome.name[:80]}: {outcome.reason}")
        if printer.as_json and outcome.release:
            entry = outcome.entry.id if outcome.entry else None
            printer.tell(Imported(outcome.release, url, entry))
