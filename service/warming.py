"""Doing beforehand what the first to ask would else wait for: once a service has started.

Files are compressed, templates compiled and tables of holidays read at their first use, in this
process. That is left for after the start, so that neither it nor any first request is slow.
"""

import threading
from datetime import date

import structlog

from service import pages_rendering, passwords, static
from service.redaktion import rendering
from service.redaktion.publishing import month

log = structlog.get_logger()

# The first requests after a start come first.
DELAY_SECONDS = 1.0


def begin(today: date, delay: float = DELAY_SECONDS) -> threading.Event:
    """Warm in a thread of its own after `delay` seconds; setting the event calls it off."""
    called_off = threading.Event()

    def run() -> None:
        if not called_off.wait(delay):
            warm(today)

    threading.Thread(target=run, name="warming", daemon=True).start()
    return called_off


def warm(today: date) -> None:
    """Take every step; what fails is told, and fails again where it is needed."""
    try:
        static.prepare()
        pages_rendering.prepare()
        rendering.prepare()
        month.weeks(today.year, today.month)
        passwords.prepare()
    except Exception:
        log.exception("warming.failed")
