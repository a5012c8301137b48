"""What an import says: one JSON object, or a list of them, on stdout; the rest as lines."""

import click
import msgspec

from releases.intake.record import Intake

_SHOWN = 60


class Imported(msgspec.Struct, frozen=True):
    """What one release became; `url` and `entry` are None for a draft."""

    id: str
    url: str | None
    entry: str | None


class Printer:
    """Prints what one source gave, each as soon as it is there, so that a long list needs no room.

    As JSON: one object, or a list where the source holds several.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._first: str | None = None
        self._is_list = False

    def tell(self, made: Imported) -> None:
        self._print(made) if self.as_json else click.echo(made.url or f"draft {made.id}")

    def show(self, value: Intake) -> None:
        if self.as_json:
            self._print(value)
            return
        click.echo(f"{value.title or '(no title)'}")
        click.echo(f"  {value.kind}, {value.published_at or 'no date'}, {value.language}")
        click.echo(
            f"  {len(value.quotes)} quotations, {len(value.contacts)} contacts, "
            f"{len(value.images)} pictures, {len(value.dropped)} lines left out"
        )
        for warning in value.warnings:
            click.echo(f"  {warning.code}: {warning.message}")
        for doubt in value.uncertain:
            rivals = " | ".join(map(_quote, doubt.alternatives))
            asked = f"{doubt.field}: {_quote(doubt.concerns)}" if doubt.concerns else doubt.field
            click.echo(f"  {asked} is {_quote(doubt.value)}, or may be {rivals}")

    def end(self) -> None:
        """Print what is still owed of the source."""
        if self._is_list:
            click.echo("]")
        elif self._first is not None:
            click.echo(self._first)
        self._first, self._is_list = None, False

    def _print(self, value: msgspec.Struct) -> None:
        shown = msgspec.json.encode(value).decode()
        if self._is_list:
            click.echo(f",{shown}")
        elif self._first is None:
            self._first = shown
        else:
            self._is_list = True
            click.echo(f"[{self._first}\n,{shown}")


def _quote(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line[:_SHOWN]}”" if line else "(none)"


def warn(source: str, message: str) -> None:
    """Print one line on stderr that names the source."""
    click.echo(f"pressrum: {source}: {message}", err=True)
