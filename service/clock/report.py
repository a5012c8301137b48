"""What an operator is told of the clock, in words and numbers; the same for all who ask."""

import msgspec

from releases.clock import Base
from releases.times import from_millis, utc_text

CONFIRM = "pressrum clock confirm"
IN_STEP = "in step"
MENDED = f"set it right; or, if it is right: {CONFIRM}"
_SECOND = 1_000


class ClockReport(msgspec.Struct, frozen=True):
    """How the clock stands: `state` is "in step", "held", "behind" or "unconfirmed".

    Held is publication by a wall clock that leapt `ahead` seconds. Unconfirmed is the instant after
    it was `moved` (seconds, below zero for back) and nobody has said that this is right.
    """

    state: str
    said: str
    ahead: float = 0.0
    behind: float = 0.0
    moved: float = 0.0

    @property
    def is_well(self) -> bool:
        return self.state == IN_STEP


def report(base: Base | None, gap: int) -> ClockReport:
    """Return how a clock stands whose wall clock is `gap` milliseconds ahead (negative: behind)."""
    since = f" since {_text(base.parted)}" if base and base.gap and base.parted is not None else ""
    if gap > 0:
        said = (
            f"the wall clock is {_span(gap)} ahead{since}; publication is held to the time since "
            f"boot, nothing is early. {MENDED.capitalize()}"
        )
        return ClockReport("held", said, ahead=gap / _SECOND)
    if gap < 0:
        said = (
            f"the wall clock is {_span(-gap)} behind{since}; publication goes on by the time since "
            f"boot. {MENDED.capitalize()}"
        )
        return ClockReport("behind", said, behind=-gap / _SECOND)
    if base is not None and base.moved and base.moved_at is not None:
        way = "on" if base.moved > 0 else "back"
        said = (
            f"instants went {way} by {_span(abs(base.moved))} at {_text(base.moved_at)}, as the "
            f"wall clock did; nobody has confirmed it. If the wall clock is right: {CONFIRM}"
        )
        return ClockReport("unconfirmed", said, moved=base.moved / _SECOND)
    return ClockReport(IN_STEP, IN_STEP)


def _span(millis: int) -> str:
    seconds = millis / _SECOND
    return f"{seconds:.0f} s" if seconds >= 10 else f"{seconds:.1f} s"  # noqa: PLR2004


def _text(instant: int) -> str:
    return utc_text(from_millis(instant // _SECOND * _SECOND))
