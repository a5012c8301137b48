"""Words that hold a text back until an instant, and whether the record's instant is that one."""

import re
from collections.abc import Iterator

from releases.intake import dates

# Words: published texts hold none of these, but one that is missed lets a text out too early.
_UNTIL = r"(?=[:–-]|\d|(?:fram )?till\b|t\.?o\.?m|gäller|intill|until\b|upphör|den\b|kl\b)"
# Words: published texts hold none of these, so that none can show that it is needed.
_HELD = re.compile(
    rf"\b(?:(?:under )?embargo(?:t|tid)?|spr?ärr(?:frist|tid)(?:en)?)\b ?{_UNTIL}"
    r"|\bembargoed (?:until|till)\b"
    r"|\b(?:konfidentiellt?|sekretess(?:belagd|belagt)?|confidential) ?"
    r"(?=(?:fram )?till\b|t\.?o\.?m|intill|until\b)"
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
