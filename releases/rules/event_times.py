"""The times of an occasion in what somebody sent: taken in every form that a time has elsewhere."""

from typing import Any

from releases.times import write_whole

_TIMES = ("starts_at", "ends_at")


def spell(document: Any, where: str = "") -> Any:
    """Return a document as it was decoded, its event's times in the form that decoders know.

    What is of another shape stays as it is, for the decoder to refuse. Raises `FieldError` naming
    the field below `where` for a text that is no time.
    """
    event = document.get("event") if isinstance(document, dict) else None
    if not isinstance(event, dict):
        return document
    spelled = {
        name: write_whole(written, f"{where}.event.{name}".strip("."))
        for name in _TIMES
        if isinstance(written := event.get(name), str)
    }
    return document | {"event": event | spelled}
