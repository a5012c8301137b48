"""Dates told as past that lie after publication: "beslutade den 3 maj 2019" in a text from 2018."""

import re

from releases.intake import dates

_SENTENCE = re.compile(r"(?<=[a-zåäö0-9][.!?])\s+(?=[A-ZÅÄÖ])|\n")
# A verb in the past: "invigdes", "hade beslutats" by its ending, but no participle: "de planerade".
_PAST = re.compile(
    r"\b(?:\w{3,}[dt]es|(?<!\bden )(?<!\bdet )(?<!\bde )\w{3,}ade|\w{3,}dde|hölls?|antogs?)\b",
    re.IGNORECASE,
)
# Words: auxiliaries and prepositions of the future, stems of planning; a missing one warns.
_AHEAD = re.compile(
    r"\b(?:skall?|kommer|planera\w*|vänta\w*|beräkna\w*|senast|t\.?o\.?m|fr\.?o\.?m|och med|blir"
    r"|kan|målet|until|will|till(?: den|s)|gäll\w+|förläng\w*|skjut\w*|flytta\w*)\b",
    re.IGNORECASE,
)
_LONGEST = 400


def find_past_date(text: str, published_at: str | None) -> str | None:
    """Return the first sentence that tells of a day after publication as past, None without one.

    Only dates with a year count, and only where nothing in the sentence looks ahead.
    """
    if published_at is None:
        return None
    for sentence in _SENTENCE.split(text):
        if len(sentence) > _LONGEST or not _PAST.search(sentence) or _AHEAD.search(sentence):
            continue
        day = dates.find_day(sentence)
        on = day.on(day.year) if day and day.year else None
        if on and on.isoformat() > published_at[:10]:
            return sentence
    return None
