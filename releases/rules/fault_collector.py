"""Faults of fields: all that is wrong is collected first, and refused at once."""

import re
from collections.abc import Callable
from typing import TypeVar

import msgspec

from releases.errors import FieldError, InvalidDocument
from releases.text.clean import clean, clean_line

T = TypeVar("T")
LINE = 1_000
# msgspec tells what does not fit in a sentence only, some of which name a field themselves:
# "Expected `str`, got `int` - at `$.contacts[0].name`".
_UNKNOWN = re.compile(r"Object contains unknown field `(.*)`")
_MISSING = re.compile(r"Object missing required field `(.*)`")


class Faults:
    """Runs one check after another and keeps what they refuse."""

    def __init__(self) -> None:
        self.found: list[FieldError] = []

    def line(self, text: str, field: str, most: int = LINE) -> str:
        """Return the text on one line, "" where it is refused."""
        return self.check(lambda: clean_line(text, field, most), "")

    def block(self, text: str, field: str, most: int) -> str:
        """Return the text without blank lines around it, "" where it is refused."""
        return self.check(lambda: clean(text, field, most).strip("\n"), "")

    def refuse(self, field: str, code: str, /, **values: str | int) -> None:
        self.found.append(FieldError(field, code, **values))

    def need(self, text: str, field: str, code: str) -> None:
        """Refuse an empty text, unless it is empty because it was refused."""
        if not text and all(fault.field != field for fault in self.found):
            self.refuse(field, code)

    def check(self, value: Callable[[], T], otherwise: T) -> T:
        """Return what a check returns, something else where it refuses."""
        try:
            return value()
        except InvalidDocument as refused:
            self.found += refused.errors
        except FieldError as error:
            self.found.append(error)
        return otherwise

    def end(self) -> None:
        """Raise `InvalidDocument` where anything was refused."""
        if self.found:
            raise InvalidDocument(self.found)


def of_decoder(error: msgspec.ValidationError, where: str = "", otherwise: str = "") -> FieldError:
    """Return what a decoder refuses, naming the field below `where`, else `otherwise`."""
    said, _, path = str(error).partition(" - at `")
    place = f"{where}{path.rstrip('`').removeprefix('$')}".strip(".")
    if named := _UNKNOWN.fullmatch(said):
        return FieldError(f"{place}.{named[1]}".strip("."), "field_unknown")
    if named := _MISSING.fullmatch(said):
        return FieldError(f"{place}.{named[1]}".strip("."), "field_needed")
    return FieldError(place or otherwise, "value_malformed", why=said)
