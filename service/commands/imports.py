"""`pressrum import`: what communicators have -> releases, as drafts, published or scheduled."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from releases import desk, intake
from releases.errors import FieldError, Refusal
from releases.intake.record import Intake, to_document
from releases.store import listings, newsrooms
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from releases.times import Moment, parse
from service.commands.opening import WHO, Desk, opened

MOST_BYTES = 5_000_000


class Imported(msgspec.Struct, frozen=True):
    """What one release became; `url` and `entry` are None for a draft."""

    id: str
    url: str | None
    entry: str | None


@click.command("import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--newsroom", help="The newsroom's slug; needed unless --dry-run.")
@click.option("--draft", "mode", flag_value="draft", help="Keep as drafts (the default).")
@click.option(
    "--publish",
    "mode",
    flag_value="publish",
    help="Publish: silently at the instant the source states if that is past, else now.",
)
@click.option("--at", metavar="INSTANT", help="Publish at this instant.")
@click.option("--dry-run", is_flag=True, help="Only show what was read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a release.")
def import_(
    sources: tuple[str, ...],
    newsroom: str | None,
    mode: str | None,
    at: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read releases from text files, or from standard input with -."""
    if at and mode:
        raise click.UsageError("--at says when to publish; leave out --draft and --publish.")
    moment = parse(at, "--at") if at else None
    if dry_run:
        failed = _each(sources, lambda source: _show(_read(source), as_json=as_json))
    elif newsroom is None:
        raise click.UsageError("Say where to: --newsroom SLUG.")
    else:
        with opened() as at_desk:
            at_desk.read(newsrooms.get, newsroom)

            def take_in(source: str) -> None:
                made = [
                    at_desk.write(
                        _store, at_desk, newsroom, each, moment, publish=mode == "publish"
                    )
                    for each in _read(source)
                ]
                _tell(made, as_json=as_json)

            failed = _each(sources, take_in)
    if failed:
        sys.exit(1)


def _each(sources: Sequence[str], take: Any) -> bool:
    """Take one source after another; a refused one does not stop the others."""
    failed = False
    for source in sources:
        try:
            take(source)
        except Refusal as error:
            failed = True
            click.echo(f"pressrum: {source}: {error}", err=True)
    return failed


def _read(source: str) -> tuple[Intake, ...]:
    try:
        raw = sys.stdin.buffer.read(MOST_BYTES + 1) if source == "-" else _bytes(Path(source))
    except OSError as error:
        raise FieldError("source", f"cannot be read: {error.strerror}") from error
    if len(raw) > MOST_BYTES:
        raise FieldError("source", f"is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FieldError("source", f"is not text in UTF-8 (byte {error.start})") from error
    if "\0" in text:
        raise FieldError("source", "is not text")
    return intake.read(text)


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _store(
    tx: Tx, at_desk: Desk, newsroom: str, found: Intake, moment: Moment | None, *, publish: bool
) -> Imported:
    """Keep one release and, if asked, publish it: one transaction, so never half of it."""
    release = desk.create(tx, newsroom, to_document(found), WHO)
    if moment is None and not publish:
        return Imported(release.id, None, None)
    when, announce = moment, None
    if publish and found.published_at:
        stated = parse(found.published_at, "published_at")
        if stated.at < tx.now:
            when, announce = stated, False
    order = desk.Order(Action.PUBLISH, when, announce=announce)
    entry: Entry = desk.approve(tx, newsroom, release.id, order, WHO)
    public = listings.release(tx, newsroom, release.id, entry.effective)
    return Imported(release.id, at_desk.links.release(public), entry.id)


def _show(found: Sequence[Intake], *, as_json: bool) -> None:
    if as_json:
        _print_json(found)
        return
    for each in found:
        click.echo(f"{each.title or '(no title)'}")
        click.echo(f"  {each.kind}, {each.published_at or 'no date'}, {each.language}")
        click.echo(
            f"  {len(each.quotes)} quotations, {len(each.contacts)} contacts, "
            f"{len(each.images)} pictures, {len(each.dropped)} lines left out"
        )
        for warning in each.warnings:
            click.echo(f"  {warning.code}: {warning.message}")


def _tell(made: Sequence[Imported], *, as_json: bool) -> None:
    if as_json:
        _print_json(made)
        return
    for each in made:
        click.echo(each.url or f"draft {each.id}")


def _print_json(found: Sequence[msgspec.Struct]) -> None:
    """Print one object, or a list where a source holds several."""
    shown = found[0] if len(found) == 1 else list(found)
    click.echo(msgspec.json.encode(shown).decode())
