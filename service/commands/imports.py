"""`pressrum import`: what communicators and archives have -> releases."""

import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import click

from releases.desk import approval, drafts, importing
from releases.errors import FieldError, Refusal
from releases.exchange import feed
from releases.exchange.release_export import ExaminedStory, Story, check_story
from releases.model import Kind
from releases.rules import personal_data
from releases.rules.validation import CheckedDocument, validate
from releases.store import listings, newsrooms
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment, parse
from service.commands import feed_import, feed_readers, folders, source_readers
from service.commands.database import WHO, CommandContext, open_database
from service.commands.feed_import import Wishes
from service.commands.output import Imported, Printer, warn
from service.commands.source_readers import UNKNOWN_KEYS, ReadRelease, record
from service.commands.sources import ImportSource, is_address, open_source
from service.intake.limits import ARCHIVES
from service.intake.pool import Readers
from service.traces.tracer import traced_command


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
@click.option(
    "--override-placeholders",
    "unfilled",
    is_flag=True,
    help="Publish what holds placeholders that are not filled in too; that is audited.",
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
    unfilled: bool,
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
    wishes = Wishes(mode == "publish", override, first, Kind(kind), unfilled)
    printer = Printer(as_json=as_json)
    with Readers(ARCHIVES, workers=1) as reading:
        if dry_run:
            done = _each(sources, partial(_show, wishes, printer, reading), printer)
        else:
            with open_database() as at_desk, traced_command(at_desk.settings, "pressrum import"):
                if newsroom is not None:
                    at_desk.read(newsrooms.get, newsroom)
                trip = _Trip(at_desk, newsroom, moment, wishes, printer, reading)
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


def _show(wishes: Wishes, printer: Printer, reading: Readers, name: str) -> bool:
    if _is_folder(name):
        return True
    with open_source(name) as source:
        if feed.is_feed(source.head()):
            feed_import.show(source, feed_readers.reader(source, reading), wishes, printer)
            return True
        for each in source_readers.reader(source)(source, reading):
            printer.show(record(each.release.draft) if isinstance(each, Story) else each.record)
    return True


def _is_folder(name: str) -> bool:
    return not is_address(name) and Path(name).is_dir()


class _Trip:
    """Sources on their way into one newsroom, or into those they name themselves."""

    def __init__(
        self,
        at_desk: CommandContext,
        newsroom: str | None,
        moment: Moment | None,
        wishes: Wishes,
        printer: Printer,
        reading: Readers,
    ) -> None:
        self._desk = at_desk
        self._newsroom = newsroom
        self._moment = moment
        self._wishes = wishes
        self._printer = printer
        self._reading = reading

    def take(self, name: str) -> bool:
        """Take in one source; returns whether all of it was accepted."""
        if _is_folder(name):
            folders.open_rooms(self._desk, Path(name))
            return True
        with open_source(name) as source:
            if feed.is_feed(source.head()):
                return self._feed(source)
            for each in source_readers.reader(source)(source, self._reading):
                made = self._restored(each) if isinstance(each, Story) else self._kept(name, each)
                self._printer.tell(made)
        return True

    def _feed(self, source: ImportSource) -> bool:
        if self._moment is not None:
            raise FieldError("--at", "feed_has_dates")
        answer = feed_readers.reader(source, self._reading)
        return feed_import.take_in(
            self._desk, self._where(), source, answer, self._wishes, self._printer
        )

    def _restored(self, story: Story) -> Imported:
        if self._newsroom not in (None, story.release.newsroom):
            raise FieldError("newsroom", "another_newsroom", newsroom=story.release.newsroom)
        return self._desk.write(self._restore, check_story(story))

    def _kept(self, name: str, intake: ReadRelease) -> Imported:
        for warning in intake.record.warnings:
            if warning.code == UNKNOWN_KEYS:
                warn(name, warning.message)
        document = validate(intake.document)
        # Known before the transaction, which holds the writer of a service too.
        personal_data.in_document(document)
        return self._desk.write(self._store, name, intake, document, self._where())

    def _where(self) -> str:
        if self._newsroom is None:
            raise click.UsageError("Say where to: --newsroom SLUG.")
        return self._newsroom

    def _restore(self, tx: Tx, story: ExaminedStory) -> Imported:
        importing.restore(tx, story, WHO)
        entry = story.entries[-1].id if story.entries else None
        url = None
        if story.is_public(tx.now):
            item = listings.release(tx, story.release.newsroom, story.release.id, tx.now)
            url = self._desk.links.release(item)
        return Imported(story.release.id, url, entry)

    def _store(
        self, tx: Tx, name: str, intake: ReadRelease, document: CheckedDocument, newsroom: str
    ) -> Imported:
        """Keep one release and, if asked, publish it: one transaction, so never half of it."""
        release = drafts.create(tx, newsroom, document, WHO)
        if intake.is_draft:
            if self._wishes.publish or self._moment:
                warn(name, "calls itself a draft: kept as one")
            return Imported(release.id, None, None)
        when, announce = self._moment, None
        stated = intake.record.published_at
        if when is None:
            if not self._wishes.publish:
                return Imported(release.id, None, None)
            past = parse(stated, "published_at") if stated else None
            if past and past.at < tx.now:
                when, announce = past, False
            elif intake.is_dated:
                warn(name, "is dated in the future: kept as a draft")
                return Imported(release.id, None, None)
        order = approval.Order(
            Action.PUBLISH,
            when,
            announce=announce,
            overridden=self._wishes.override,
            unfilled=self._wishes.unfilled,
        )
        entry = approval.approve(tx, release.ref, order, WHO)
        public = listings.release(tx, newsroom, release.id, entry.effective)
        return Imported(release.id, self._desk.links.release(public), entry.id)
