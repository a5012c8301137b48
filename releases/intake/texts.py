"""Bytes of a pasted or saved text -> records: decoded, bounded, read."""

from msgspec.structs import replace

from releases.errors import FieldError
from releases.intake import charset, mojibake
from releases.intake.pipeline import read
from releases.intake.record import Intake
from releases.intake.warnings import caution

# Twice the longest body a release may have; reading takes seconds from there on.
MOST = 1_000_000


def read_text(source: bytes | str, declared: str = "", field: str = "source") -> tuple[Intake, ...]:
    """Return the releases of a text in whatever encoding it came; none of an empty one.

    Letters read in a wrong code page are mended, with a warning. Raises `FieldError` naming
    `field` for what is no text and for more than a million characters.
    """
    text, was_mended = (
        mojibake.mend(source)
        if isinstance(source, str)
        else charset.decode(source, declared, field)
    )
    if len(text) > MOST:
        raise FieldError(field, "text_too_long", most=MOST)
    intake = read(text)
    if intake and was_mended:
        first = replace(intake[0], warnings=(caution("mended-letters"), *intake[0].warnings))
        return (first, *intake[1:])
    return intake
