"""Importing a feed: its items in batches, each one transaction, whatever their number."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import datetime

import click
import msgspec

from releases import importing
from releases.errors import FieldError
from releases.exchange import feed
from releases.exchange.items import Item, identity, to_document
from releases.importing import Arrival, Fate, Outcome
from releases.model import Kind
from releases.store import listings, sources
from releases.store.tx import Tx
from service.commands.opening import WHO, Desk
from service.commands.printing import Imported, Printer, warn
from service.commands.readers import record
from service.commands.sources import Source

BATCH = 50

Batch = list[tuple[str, Item]]


class Wishes(msgspec.Struct, frozen=True):
    """How a feed is taken in: at their dates or as drafts, from when, and as what.

    `override` publishes what holds personal identity numbers too.
    """

    publish: bool = False
    override: bool = False
    since: datetime | None = None
    kind: Kind = Kind.PRESS_RELEASE


def show(source: Source, wishes: Wishes, printer: Printer) -> None:
    """Print what each item would become."""
    for _, item in feed.read(source.body):
        try:
            printer.show(record(to_document(item, wishes.kind), item.moment))
        except FieldError as error:
            warn(source.name, f"{item.name[:80]}: {error}")


def take_in(desk: Desk, newsroom: str, source: Source, wishes: Wishes, printer: Printer) -> bool:
    """Take in a feed, print what became of its items, and return whether all were accepted.

    One batch is written while the next is read. Ended half-way and begun again, it goes on.
    """
    run = _Run(desk, newsroom, source.name, wishes)
    counts: Counter[Fate] = Counter()
    waiting: Future[list[tuple[Outcome, str | None]]] | None = None
    whole = True
    with click.progressbar(
        length=source.size, label=source.name, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        try:
            for batch in _batches(feed.read(source.body)):
                arrivals, known = run.prepare(batch)
                _report(source, waiting, known, counts, printer)
                waiting = run.write(arrivals, with_urls=printer.as_json)
                bar.update(source.body.tell() - bar.pos)
        except FieldError as error:
            warn(source.name, str(error))
            whole = False
        _report(source, waiting, [], counts, printer)
    click.echo(
        f"{source.name}: " + ", ".join(f"{fate} {counts[fate]:,}" for fate in Fate), err=True
    )
    return whole and not counts[Fate.REFUSED]


class _Run:
    """One feed on its way into one newsroom; remembers which items it has met."""

    def __init__(self, desk: Desk, newsroom: str, name: str, wishes: Wishes) -> None:
        self._desk = desk
        self._newsroom = newsroom
        self._name = name
        self._wishes = wishes
        self._met: set[sources.Key] = set()

    def prepare(self, batch: Batch) -> tuple[list[Arrival], list[Outcome]]:
        """Return what is to be written of a batch, and what became of the rest of it."""
        keys = [identity(item, name or self._name) for name, item in batch]
        known = self._desk.read(sources.known, self._newsroom, keys)
        arrivals, outcomes = [], []
        for key, (_, item) in zip(keys, batch, strict=True):
            taken = known.get(key)
            sha256 = item.sha256
            if reason := self._skipped(key, item):
                outcomes.append(Outcome(item.name, Fate.SKIPPED, reason=reason))
            elif taken is not None and taken.item_sha256 == sha256:
                outcomes.append(Outcome(item.name, Fate.UNCHANGED, taken.release))
            else:
                try:
                    document = to_document(item, self._wishes.kind)
                except FieldError as error:
                    outcomes.append(Outcome(item.name, Fate.REFUSED, reason=str(error)))
                else:
                    arrivals.append(Arrival(item.name, *key, sha256, document, item.moment))
            self._met.add(key)
        return arrivals, outcomes

    def write(
        self, arrivals: list[Arrival], *, with_urls: bool
    ) -> "Future[list[tuple[Outcome, str | None]]]":
        """Write a batch in one transaction, at once if the writer is free."""
        return self._desk.store.writing(self._write, arrivals, with_urls=with_urls)

    def _skipped(self, key: sources.Key, item: Item) -> str:
        if key in self._met:
            return "stands twice in the feed: the first is taken"
        since, moment = self._wishes.since, item.moment
        return "is older" if since and moment and moment.at < since else ""

    def _write(
        self, tx: Tx, arrivals: list[Arrival], *, with_urls: bool
    ) -> list[tuple[Outcome, str | None]]:
        publish, override = self._wishes.publish, self._wishes.override
        outcomes = importing.take_in(
            tx, self._newsroom, arrivals, WHO, publish=publish, override=override
        )
        return [(each, self._url(tx, each) if with_urls else None) for each in outcomes]

    def _url(self, tx: Tx, outcome: Outcome) -> str | None:
        if outcome.entry is None or outcome.release is None:
            return None
        found = listings.release(tx, self._newsroom, outcome.release, outcome.entry.effective)
        return self._desk.links.release(found)


def _batches(items: Iterable[tuple[str, Item]]) -> Iterator[Batch]:
    """Yield items by fifties; those before a fault are yielded before it is raised."""
    batch: Batch = []
    try:
        for each in items:
            batch.append(each)
            if len(batch) == BATCH:
                yield batch
                batch = []
    except FieldError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _report(
    source: Source,
    written: "Future[list[tuple[Outcome, str | None]]] | None",
    known: list[Outcome],
    counts: Counter[Fate],
    printer: Printer,
) -> None:
    """Wait for what was written; count it and the rest, and print what is to be said of it."""
    done = written.result() if written else []
    for outcome, url in (*done, *((each, None) for each in known)):
        counts[outcome.fate] += 1
        if outcome.reason and outcome.reason != "is older":
            warn(source.name, f"{outcome.name[:80]}: {outcome.reason}")
        if printer.as_json and outcome.release:
            entry = outcome.entry.id if outcome.entry else None
            printer.tell(Imported(outcome.release, url, entry))
