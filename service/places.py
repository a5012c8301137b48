"""A place in a list as clients send it back: instant and id of the last item."""

import re
from datetime import datetime

from releases.model import ID_ALPHABET, ID_LENGTH
from releases.times import EARLIEST, LATEST, from_millis, to_millis

# Before the first item of an instant there is no id.
_PLACE = re.compile(rf"(-?[0-9]{{1,13}})-([{ID_ALPHABET}]{{0,{ID_LENGTH}}})")


def written(instant: datetime, item: str) -> str:
    """Write a place for a URL: milliseconds since 1970, a hyphen, an id."""
    return f"{to_millis(instant)}-{item}"


def read(text: str) -> tuple[datetime, str] | None:
    """Return the instant and id (perhaps empty) of a place; None where it is none of ours."""
    found = _PLACE.fullmatch(text)
    if not found or not to_millis(EARLIEST) <= int(found[1]) < to_millis(LATEST):
        return None
    return from_millis(int(found[1])), found[2]
