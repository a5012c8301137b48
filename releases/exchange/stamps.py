"""The dates that feeds write: RFC 822 in RSS, ISO 8601 elsewhere, and what comes near."""

import re
from datetime import UTC
from email.utils import parsedate_to_datetime

from releases.errors import FieldError
from releases.times import Moment, in_range, parse, resolve, truncated

# The zones of Swedish clocks, which RFC 822 does not know.
_ZONES = {"CET": "+0100", "MET": "+0100", "CEST": "+0200", "MEST": "+0200"}
_ZONE = re.compile(r"\b(?:CET|MET|CEST|MEST)$")
_ISO = re.compile(r"\d{4}-?\d\d")


def read(text: str) -> Moment | None:
    """Return the moment that a feed's date states, None for none; without zone, Swedish time.

    What names no instant, such as an hour that no clock showed, is none.
    """
    stated = text.strip()
    try:
        if _ISO.match(stated):
            return parse(stated)
        return _rfc822(_ZONE.sub(lambda zone: _ZONES[zone[0]], stated)) if stated else None
    except (FieldError, ValueError, TypeError, IndexError, OverflowError):
        return None


def _rfc822(text: str) -> Moment:
    stamp = parsedate_to_datetime(text)
    if stamp.tzinfo is None:
        # "-0000" is UTC told by a machine that does not know its zone (RFC 5322 section 3.3).
        stamp = stamp.replace(tzinfo=UTC) if text.endswith("-0000") else resolve(stamp)
    return Moment(in_range(truncated(stamp), "date"), day_only=False)
