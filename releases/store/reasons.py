"""Why an announcement failed, as the outbox keeps it: a code with values, as JSON."""

import msgspec

from releases.refusals import WORDS, Reason

# More of an answer or an address says nothing more.
_MOST = 500


def encode(reason: Reason) -> str:
    """Return a reason as text, overlong values cut."""
    values = {
        name: value[:_MOST] if isinstance(value, str) else value
        for name, value in reason.values.items()
    }
    return msgspec.json.encode(Reason(reason.code, values)).decode()


def decode(kept: str) -> Reason | None:
    """Return what was kept, None for nothing; what other versions said is its own reason."""
    if not kept:
        return None
    try:
        reason = msgspec.json.decode(kept, type=Reason)
    except msgspec.DecodeError:
        return Reason("delivery_broken", {"why": kept})
    return reason if reason.code in WORDS else Reason("delivery_broken", {"why": reason.code})
