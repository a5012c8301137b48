"""JSON log lines on stderr, with an instant and no contents of what is not public."""

import logging
import os
import sys

import structlog
from structlog.typing import EventDict


def configure(level: str) -> None:
    """Log from `level` up, libraries' warnings included."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            _add_process,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        # In one piece: several processes write to the same place.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )
    logging.basicConfig(
        level=max(number, logging.WARNING), format="%(levelname)s %(process)d %(name)s %(message)s"
    )


def _add_process(_: object, __: str, event: EventDict) -> EventDict:
    """Say which process it is: one of several workers, perhaps."""
    event["pid"] = os.getpid()
    return event
