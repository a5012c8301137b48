"""Dates told as past that lie after publication: "beslutade den 3 maj 2019" in a text from 2018."""

import re

from releases.intake import dates

_SENTENCE = re.compile(r"(?<=[a-zåäö0-9][.!?])\s+(?=[A-ZÅÄÖ])|\n")
_PAST = re.compile(
    r"\b(?:beslut(?:ade|ades)|fattade(?:s)?|invigdes|hölls|öppnade(?:s)?|genomfördes|publicerade(?:s)?"
    r"|inträffade|skedde|startade(?:s)?|avslutade(?:s)?|presenterade(?:s)?|antog(?:s)?|bildades"
    r"|grundades|tillträdde|avled|undertecknade(?:s)?|infördes|började|höll|ägde rum|was held"
    r"|opened|decided)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:ska|skall|kommer|planera\w*|vänta\w*|beräkna\w*|senast|till och med|t\.?o\.?m|fram till"
    r"|från och med|fr\.?o\.?m|inför|blir|kan|målet|sikte|mellan|till den|before|until|will|tills"
    r"|gälla\w*|gäller|under perioden|förläng\w*|skjut\w*|sköts|flytta\w*)\b",
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
