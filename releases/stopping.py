"""What stops a text from going out until an editor says that it may: pure."""

from collections.abc import Iterator

import msgspec

from releases.intake import personal_numbers, warnings
from releases.intake.record import Caution
from releases.model import Document

CODES = frozenset({"personal-number", "coordination-number"})
# Random ids are no words of anybody's.
_IDS = frozenset({"media", "translations"})


def in_document(document: Document) -> tuple[Caution, ...]:
    """Return a warning for each identity or co-ordination number in any field."""
    return in_text("\n".join(_texts(msgspec.to_builtins(document))))


def in_text(text: str) -> tuple[Caution, ...]:
    """Return a warning for each identity or co-ordination number in a text.

    The last four digits are not repeated: what is told is shown and logged.
    """
    return tuple(
        warnings.caution(
            "coordination-number"
            if personal_numbers.is_coordination(number)
            else "personal-number",
            number[:-4] + "xxxx",
        )
        for number in dict.fromkeys(personal_numbers.find(text))
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in _IDS:
                yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
