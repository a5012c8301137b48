"""What stops a text from going out until an editor says that it may: pure."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from releases.errors import FieldError, InvalidDocument
from releases.intake import warnings
from releases.intake.record import Caution
from releases.model import Document, Media
from releases.text.strings import strings_in

# How many documents' answers are kept in memory.
KNOWN = 16
CODES = frozenset({"personal-number", "coordination-number"})
# Random ids are no words of anybody's.
_IDS = frozenset({"media", "translations"})


@lru_cache(KNOWN)
def in_document(document: Document) -> tuple[Caution, ...]:
    """Return a warning for each identity or co-ordination number in any field.

    A large text takes a tenth of a second. The last answers are known: whoever asks before a
    transaction spares it the search.
    """
    # Blank lines between them: no number begins in one field and ends in another.
    return in_text("\n\n".join(strings_in(msgspec.to_builtins(document), _IDS)))


def in_text(text: str) -> tuple[Caution, ...]:
    """Return a warning for each identity or co-ordination number in a text."""
    return tuple(warnings.of_numbers(text))


def in_files(files: Iterable[Media]) -> tuple[Caution, ...]:
    """Return a warning for each number in what is said of the stored files of a document."""
    said = ((file.title, file.alt, file.caption, file.credit) for file in files)
    return in_text("\n\n".join(text for words in said for text in words))


def refuse(fields: Mapping[str, str], before: Mapping[str, str] | None = None) -> None:
    """Raise `InvalidDocument` naming the fields that hold numbers and did not say so `before`.

    For what is public without an approval, in which it could be overridden.
    """
    stood = before or {}
    names = [name for name, text in fields.items() if text != stood.get(name) and in_text(text)]
    if names:
        raise InvalidDocument([FieldError(name, "personal_number_here") for name in names])
