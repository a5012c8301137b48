"""Nothing is lost: a source line whose words are not all in a field is listed as left out."""

import re
from collections.abc import Iterable

import msgspec

from releases.intake.contact_details import Reach, reaches
from releases.intake.record import Intake
from releases.text.strings import strings_in

_WORD = re.compile(r"\w+")
_LONGEST_CONTACT = 1_000
_TOLERANCE = 5
_CREDIT_LABELS = {"foto", "fotograf", "photo", "bild", "illustration"}


def find_uncovered(
    intake: Intake, lines: Iterable[str], left_out: Iterable[str]
) -> tuple[str, ...]:
    """Return, in source order, the lines left out on purpose and those not wholly in a field."""
    kept = msgspec.structs.replace(intake, dropped=(), warnings=())
    words = set(_WORD.findall(" ".join(strings_in(msgspec.to_builtins(kept))).lower()))
    reached = {
        address for contact in intake.contacts for address in (*contact.phones, *contact.emails)
    }
    left = set(left_out)
    return tuple(line for line in lines if line in left or not _is_kept(line, words, reached))


def _is_kept(line: str, words: set[str], reached: set[str]) -> bool:
    """Tell whether fields hold a line: all its words, or its addresses and nearly all its words.

    A label like "Telefon:" or "Foto:" lives on as the name of its field; more labels than one
    word in five and the line is listed.
    """
    said = _WORD.findall(line.lower())
    missing = [word for word in said if word not in words and not word.isdigit()]
    few = _TOLERANCE * len(missing) <= len(said)
    if words.issuperset(said) or (few and missing and _CREDIT_LABELS.issuperset(missing)):
        return True
    if len(line) > _LONGEST_CONTACT or "](" in line:
        return False
    pieces = list(reaches(line))
    addresses = {word for piece in pieces if isinstance(piece, Reach) for word in piece if word}
    spoken = _WORD.findall(" ".join(piece for piece in pieces if isinstance(piece, str)).lower())
    is_reached = bool(addresses) and addresses <= reached
    return is_reached and words.issuperset(spoken) and few
