"""`pressrum import`: what communicators and archives have -> releases."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from releases import desk, importing
from releases.errors import FieldError, Refusal
from releases.exchange import feed
from releases.exchange.story import Story
from releases.model import Kind
from releases.store import listings, newsrooms
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment, parse
from service.commands import feeds, folders, readers
from service.commands.feeds import Wishes
from service.commands.opening import WHO, Desk, opened
from service.commands.printing import Imported, Printer, warn
from service.commands.readers import UNKNOWN_KEYS, Found, record
from service.commands.sources import Source, is_address
from service.commands.sources import opened as opened_source
from service.config import from_environment


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--newsroom", help="The newsroom's slug; exported releases name their own.")
@click.option("--draft", "mode", flag_value="draft", help="Keep as drafts (the default).")
@click.option(
    "--publish",
    "mode",
    flag_value="publish",
    help="Publish: silently at the instant the source states if that is past; else a text now, "
    "while items of feeds and dated files wait as drafts.",
)
@click.option("--at", metavar="INSTANT", help="Publish at this instant.")
@click.option("--since", metavar="DATE", help="Of feeds: leave out what is older.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.PRESS_RELEASE.value,
    show_default=True,
    help="Of feeds: what an item is that does not say itself.",
)
@click.option(
    "--override-personal-numbers",
    "override",
    is_flag=True,
    help="Publish what holds personal identity numbers too; that is audited.",
)
@click.option("--dry-run", is_flag=True, help="Only show what was read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a release.")
def import_(  # noqa: PLR0913 - an argument an option
    sources: tuple[str, ...],
    newsroom: str | None,
    mode: str | None,
    at: str | None,
    since: str | None,
    kind: str,
    *,
    override: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read releases from files, folders, addresses (http, https), or standard input with -.

    A source is a text, a web page, a Word file, Markdown with YAML front matter, a feed (RSS,
    Atom, JSON Feed), or what `pressrum export` wrote, which comes back as it was. A feed read
    again adds only what is new.
    """
    if at and mode:
        raise click.UsageError("--at says when to publish; leave out --draft and --publish.")
    moment = parse(at, "--at") if at else None
    first = parse(since, "--since").at if since else None
    wishes = Wishes(mode == "publish", override, first, Kind(kind))
    printer = Printer(as_json=as_json)
    if dry_run:
        targets = from_environment().private_targets
        done = _each(sources, partial(_show, targets, wishes, printer), printer)
    else:
        with opened() as at_desk:
            if newsroom is not None:
                at_desk.read(newsrooms.get, newsroom)
            trip = _Trip(at_desk, newsroom, moment, wishes, printer)
            done = _each(sources, trip.take, printer)
    if not done:
        sys.exit(1)


def _each(sources: Sequence[str], take: Callable[[str], bool], printer: Printer) -> bool:
    """Take one source after another and return whether all were accepted.

    A folder is the files in it. One that is refused does not stop the others.
    """
    refused = False
    for source in sources:
        for name in _files(source):
            try:
                refused = not take(name) or refused
            except Refusal as error:
                refused = True
                warn(name, str(error))
        printer.end()
    return not refused


def _files(source: str) -> list[str]:
    """Return a folder, which holds newsrooms, and its files; of all else the source itself."""
    if not _is_folder(source):
        return [source]
    return [source, *map(str, folders.releases(Path(source)))]


def _show(targets: frozenset[str], wishes: Wishes, printer: Printer, name: str) -> bool:
    if _is_folder(name):
        return True
    with opened_source(name, targets) as source:
        if feed.is_feed(source.head()):
            feeds.show(source, wishes, printer)
            return True
        for each in readers.reader(source)(source):
            printer.show(record(each.release.draft) if isinstance(each, Story) else each.record)
    return True


def _is_folder(name: str) -> bool:
    return not is_address(name) and Path(name).is_dir()


class _Trip:
    """Sources on their way into one newsroom, or into those they name themselves."""

    def __init__(
        self,
        at_desk: Desk,
        newsroom: str | None,
        moment: Moment | None,
        wishes: Wishes,
        printer: Printer,
    ) -> None:
        self._desk = at_desk
        self._newsroom = newsroom
        self._moment = moment
        self._wishes = wishes
        self._printer = printer

    def take(self, name: str) -> bool:
        """Take in one source; returns whether all of it was accepted."""
        if _is_folder(name):
            folders.open_rooms(self._desk, Path(name))
            return True
        with opened_source(name, self._desk.settings.private_targets) as source:
            if feed.is_feed(source.head()):
                return self._feed(source)
            for each in readers.reader(source)(source):
                made = self._restored(each) if isinstance(each, Story) else self._kept(name, each)
                self._printer.tell(made)
        return True

    def _feed(self, source: Source) -> bool:
        if self._moment is not None:
            raise FieldError("--at", "does not go with a feed: its items have dates of their own")
        return feeds.take_in(self._desk, self._where(), source, self._wishes, self._printer)

    def _restored(self, story: Story) -> Imported:
        if self._newsroom not in (None, story.release.newsroom):
            raise FieldError("newsroom", f"this release belongs to {story.release.newsroom!r}")
        return self._desk.write(self._restore, story)

    def _kept(self, name: str, found: Found) -> Imported:
        for warning in found.record.warnings:
            if warning.code == UNKNOWN_KEYS:
                warn(name, warning.message)
        return self._desk.write(self._store, name, found, self._where())

    def _where(self) -> str:
        if self._newsroom is None:
            raise click.UsageError("Say where to: --newsroom SLUG.")
        return self._newsroom

    def _restore(self, tx: Tx, story: Story) -> Imported:
        importing.restore(tx, story, WHO)
        entry = story.entries[-1].id if story.entries else None
        url = None
        if story.is_public(tx.now):
            found = listings.release(tx, story.release.newsroom, story.release.id, tx.now)
            url = self._desk.links.release(found)
        return Imported(story.release.id, url, entry)

    def _store(self, tx: Tx, name: str, found: Found, newsroom: str) -> Imported:
        """Keep one release and, if asked, publish it: one transaction, so never half of it."""
        release = desk.create(tx, newsroom, found.document, WHO)
        when, announce = self._moment, None
        stated = found.record.published_at
        if when is None:
            if not self._wishes.publish or found.is_draft:
                return Imported(release.id, None, None)
            past = parse(stated, "published_at") if stated else None
            if past and past.at < tx.now:
                when, announce = past, False
            elif found.is_dated:
                warn(name, "is dated in the future: kept as a draft")
                return Imported(release.id, None, None)
        order = desk.Order(
            Action.PUBLISH, when, announce=announce, overridden=self._wishes.override
        )
        entry = desk.approve(tx, newsroom, release.id, order, WHO)
        public = listings.release(tx, newsroom, release.id, entry.effective)
        return Imported(release.id, self._desk.links.release(public), entry.id)
