"""Words that hold a text back until an instant, and whether the record's instant is that one."""

import re
from collections.abc import Iterator

from releases.intake import dates

_HELD = re.compile(
    r"\b(?:under )?embargo(?:t|tid)?\b ?(?=[:–-]|\d|till\b|fram till|t\.?o\.?m|gäller|until\b"
    r"|upphör|den\b|kl\b)"
    r"|\bembargoed (?:until|till)\b"
    r"|\bsp(?:r)?ärr(?:frist|tid)(?:en)?\b ?(?=[:–-]|\d|till\b|fram till|t\.?o\.?m|gäller|upphör"
    r"|den\b|kl\b)"
    r"|\b(?:konfidentiellt?|sekretess(?:belagd|belagt)?|confidential) ?"
    r"(?=till\b|fram till|t\.?o\.?m|intill|until\b)"
    r"|\bfri(?:tt)? (?:för|till) publicering\b"
    r"|\b(?:får|kan) (?:tidigast publiceras|publiceras (?:tidigast|först)|inte publiceras (?:före"
    r"|förrän))\b"
    r"|\b(?:ej|inte) för publicering (?:före|förrän)\b|\bfor release (?:on|at|after)\b",
    re.IGNORECASE,
)
_REACH = 120


def held(text: str) -> Iterator[str]:
    """Yield the words that hold a text back until an instant, to the end of their line."""
    for match in _HELD.finditer(text):
        yield text[match.start() : match.end() + _REACH].split("\n", maxsplit=1)[0]


def find_other_embargo(text: str, published_at: str | None) -> str | None:
    """Return the words that hold a text back until another instant than the record's, or None.

    They are met where the record is published on the day they name, at the time they name if any.
    """
    for words in held(text):
        day, clock = dates.find_day(words), dates.find_clock(words)
        if published_at is None or day is None:
            return words
        year = day.year or int(published_at[:4])
        on = day.on(year)
        if on is None or published_at[:10] != on.isoformat():
            return words
        if clock and published_at[11:16] != clock.starts.strftime("%H:%M"):
            return words
    return None
