"""The focal point of a picture as two numbers of a form, in percent, and back."""

import re

from msgspec import UNSET, UnsetType

from releases.model import Focus
from releases.rules.fault_collector import Faults

_PERCENT = re.compile(r"[0-9]{1,2}|100")
MIDDLE: Focus = (0.5, 0.5)


def percent(focus: Focus | None) -> tuple[str, str]:
    """Return a point as percent from the left and from the top, blank where there is none."""
    if focus is None:
        return "", ""
    return f"{focus[0] * 100:.0f}", f"{focus[1] * 100:.0f}"


def parse_point(typed: tuple[str, str], field: str, faults: Faults) -> Focus | UnsetType:
    """Return the point that is typed, UNSET where nothing is; what is wrong goes to `faults`."""
    across, down = (number.strip() for number in typed)
    if not across and not down:
        return UNSET
    if not (_PERCENT.fullmatch(across) and _PERCENT.fullmatch(down)):
        faults.refuse(field, "focus_malformed")
        return UNSET
    return int(across) / 100, int(down) / 100
