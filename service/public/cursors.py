"""A place in a list as clients send it back: instant and id of the last item."""

import re
from datetime import datetime

from releases.model import ID_ALPHABET, ID_LENGTH
from releases.times import EARLIEST, LATEST, from_millis, to_millis

# Before the first item of an instant there is no id.
_PLACE = re.compile(rf"(0|-?[1-9][0-9]{{0,12}})-([{ID_ALPHABET}]{{0,{ID_LENGTH}}})")


def format_cursor(instant: datetime, item: str) -> str:
    """Write a place for a URL: milliseconds since 1970, a hyphen, an id."""
    return f"{to_millis(instant)}-{item}"


def parse_cursor(text: str) -> tuple[datetime, str] | None:
    """Return the instant and id (perhaps empty) of a place; None where it is none of ours."""
    match = _PLACE.fullmatch(text)
    if not match or not to_millis(EARLIEST) <= int(match[1]) < to_millis(LATEST):
        return None
    return from_millis(int(match[1])), match[2]
