"""Dates of HTTP: how they are read, and the Date of answers, from the service's own clock."""

import re
from datetime import UTC
from email.utils import formatdate, parsedate_to_datetime
from typing import NamedTuple

from service.clock.guarded import Clock

# Where the Date of an answer under way stands in its scope.
STAMP = "pressrum.date"
# How long an instant is believed without another look at the clock.
FRESH_SECONDS = 0.005
# The form of C's asctime(), which HTTP means in UTC: Sun Nov  6 08:49:37 1994.
_ASCTIME = re.compile(r"[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}", re.ASCII)


class HttpSecond(NamedTuple):
    """A second of HTTP time: whole seconds since 1970, and the header that says so."""

    seconds: int
    header: tuple[bytes, bytes]


class HttpDate:
    """Tells when an answer is made, never later than it is.

    The server's own Date is up to a second old and goes by the machine's clock; a Last-Modified
    from the clock of publications would then lie in its future (RFC 9110 section 8.8.2.1).
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tick = clock.tick
        self._fresh_until = float("-inf")
        self._stamp = stamp(0)

    def now(self) -> HttpSecond:
        """Return the present second, at most a few milliseconds late."""
        tick = self._tick()
        if tick >= self._fresh_until:
            seconds, millis = divmod(self._clock.millis(), 1000)
            if seconds != self._stamp.seconds:
                self._stamp = stamp(seconds)
            self._fresh_until = tick + min(FRESH_SECONDS, (1000 - millis) / 1000)
        return self._stamp


def stamp(seconds: int) -> HttpSecond:
    """Return a second of HTTP time."""
    return HttpSecond(seconds, (b"date", formatdate(seconds, usegmt=True).encode()))


def read_date(stated: bytes) -> int | None:
    """Return a date of HTTP in seconds since 1970, None for what is none (RFC 9110 section 5.6.7).

    Of a date without a zone nobody can tell when it is. Zones that mail has are understood too.
    """
    try:
        text = stated.decode("ascii")
        date = parsedate_to_datetime(text)
        if date.tzinfo is None:
            if not _ASCTIME.fullmatch(text):
                return None
            date = date.replace(tzinfo=UTC)
        return int(date.timestamp())
    except (ValueError, OverflowError):
        return None
