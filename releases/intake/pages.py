"""One page may hold several releases: where each begins, and which is only announced."""

from releases.intake import stamps
from releases.intake.lines import TextLine

_LONGEST_TEASER = 300
_LONGEST_TITLE = 200


def split(lines: list[TextLine]) -> tuple[list[list[TextLine]], list[TextLine]]:
    """Return the releases of a page, each with its title and stamp, and the lines of mere teasers.

    A stamp of kind and time belongs to one release; its title stands right above, or right below
    where the page begins with a stamp. A title, a stamp and a sentence beside a whole release are
    a teaser.
    """
    starts = _starts(lines)
    segments = [
        lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    whole = [segment for segment in segments if not _is_teaser(segment)]
    if not whole:
        return segments, []
    return whole, [line for segment in segments if _is_teaser(segment) for line in segment]


def _starts(lines: list[TextLine]) -> list[int]:
    strong = [
        (at, stamp)
        for at, line in enumerate(lines)
        if (stamp := stamps.parse_stamp(line.text)) and stamp.is_strong
    ]
    starts = [0]
    if len(strong) < 2:  # noqa: PLR2004 - one release has one stamp
        return starts
    stamp_leads = strong[0][0] == 0 and not strong[0][1].glued
    for at, stamp in strong[1:]:
        above = at if stamp_leads or stamp.glued else at - 1
        if above > starts[-1] + 1 and len(lines[above].text) <= _LONGEST_TITLE:
            starts.append(above)
    return starts


def _is_teaser(segment: list[TextLine]) -> bool:
    said = [line for line in segment if stamps.parse_stamp(line.text) is None]
    return len(said) <= 2 and sum(len(line.text) for line in said) <= _LONGEST_TEASER  # noqa: PLR2004 - a title and a sentence
