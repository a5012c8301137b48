"""Doing beforehand what the first to ask would else wait for: once a service has started.

Files are compressed, templates compiled and tables of holidays read at their first use, in this
process. That is left for after the start, so that neither it nor any first request is slow.
"""

import threading
from datetime import date

import structlog

from service.intake.pool import Readers
from service.pages import jinja
from service.public import static
from service.redaktion.publishing import month
from service.security import passwords

log = structlog.get_logger()

# The first requests after a start come first.
DELAY_SECONDS = 1.0


def begin(today: date, readers: Readers, delay: float = DELAY_SECONDS) -> threading.Event:
    """Warm in a thread of its own after `delay` seconds; setting the event calls it off."""
    called_off = threading.Event()

    def run() -> None:
        if not called_off.wait(delay):
            warm(today, readers)

    threading.Thread(target=run, name="warming", daemon=True).start()
    return called_off


def warm(today: date, readers: Readers) -> None:
    """Take every step; what fails is told, and fails again where it is needed."""
    try:
        static.prepare()
        jinja.prepare()
        month.weeks(today.year, today.month)
        passwords.prepare()
        readers.prepare()
    except Exception:
        log.exception("warming.failed")
