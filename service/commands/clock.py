"""`pressrum clock`: how the database's clock stands, and the word of an operator."""

from datetime import timedelta

import click

from releases.clock import Basis
from releases.store import clock as clocks
from releases.times import from_millis, utc_text
from service.clock.report import report
from service.commands.database import WHO, CommandContext, open_database

_BASES = {
    Basis.FIRST: "as first seen; nobody has confirmed it",
    Basis.SERVED: "as first seen, kept by a service; nobody has confirmed it",
    Basis.BOOT: "as found after a boot",
    Basis.SOURCES: "the machine's time sources agree",
    Basis.OPERATOR: "confirmed by ",
}


@click.group("clock", invoke_without_command=True)
@click.pass_context
def clock(context: click.Context) -> None:
    """Show the instant publication goes by, and whether the wall clock agrees."""
    if context.invoked_subcommand:
        return
    with open_database() as at:
        _show(at)


@clock.command("confirm")
def confirm() -> None:
    """Say that the wall clock of this machine is right: publication goes by it from now on.

    Look at it first. What is due by it becomes public; what was public stays so.
    """
    with open_database() as at:
        base, _ = at.read(clocks.read)
        confirmed = at.clock.confirmed(base, WHO.who)
        due = at.read(clocks.waiting, from_millis(confirmed.at))
        at.write(clocks.confirm, confirmed, WHO)
        click.echo(f"{due} entries became due")
        _show(at)


def _show(at: CommandContext) -> None:
    base, _ = at.read(clocks.read)
    now, gap = at.clock.now(), at.clock.gap()
    told = report(base, gap // timedelta(milliseconds=1))
    click.echo(f"instant: {utc_text(now)}")
    click.echo(f"wall clock: {utc_text(now + gap)}")
    click.echo(f"state: {told.said}")
    if base is not None:
        click.echo(f"believed: {_BASES[base.basis]}{base.confirmed_by}")
    click.echo(f"misdated entries: {len(at.read(clocks.list_misdated))}")
