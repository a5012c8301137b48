"""One page may hold several releases: where each begins, and which is only announced."""

import re
from itertools import islice
from typing import NamedTuple

import msgspec

from releases.intake import stamps
from releases.intake.contact_details import Reach, reaches
from releases.intake.lines import TextLine
from releases.intake.zones.furniture import ends_page, is_furniture, links_others

_LONGEST_TEASER = 450
_LONGEST_TITLE = 200
_LONGEST_LOOK = 5_000
_MOST_LOOKS = 5
_REACH = 200
# What opens contacts, or a signature, behind a sentence.
_CONTACTS_WITHIN = re.compile(
    r"(?<=[.!?] )(?:för \w+ information\b"
    r"|\w+ upplysningar ?:|(?:med )?vänliga? hälsning(?:ar)?\b"
    r"|kontakta (?=(?-i:[A-ZÅÄÖ]))|kontakt(?:person(?:er)?)? ?:)",
    re.IGNORECASE,
)
_FIELD_RUNS_ON = re.compile(
    r"(?P<field>(?:tid|plats|var|när) ?: ?.{3,80}?[a-zåäö0-9])"
    r"(?P<rest>(?-i:[A-ZÅÄÖ][a-zåäö]+) (?-i:[a-zåäö]+) .{60,})",
    re.IGNORECASE,
)


class PageParts(NamedTuple):
    """The lines of each release, those of mere teasers, and those of the page around them all."""

    releases: list[list[TextLine]]
    teasers: list[TextLine]
    around: list[TextLine]


def part_glued(lines: list[TextLine]) -> list[TextLine]:
    """Return the lines with what is glued together parted.

    Titles come apart from their stamps, fields and paragraphs from what follows them.
    """
    return [part for line in lines for part in _parts(line)]


def _parts(line: TextLine) -> list[TextLine]:
    if field := _FIELD_RUNS_ON.fullmatch(line.text):
        return _apart(line, field["field"], field["rest"], gap=True)
    if asked := _asks_whom(line.text):
        return _apart(line, line.text[:asked].rstrip(), line.text[asked:])
    stamp = stamps.parse_stamp(line.text)
    at = line.text.find(stamp.glued) if stamp and stamp.glued else -1
    if stamp is None or at < 0:
        return [line]
    rest = (line.text[:at] + line.text[at + len(stamp.glued) :]).strip(" |–-•")
    return _apart(line, stamp.glued, rest) if stamps.parse_stamp(rest) else [line]


def _apart(line: TextLine, first: str, second: str, *, gap: bool = False) -> list[TextLine]:
    return [
        msgspec.structs.replace(line, text=first, whole=line.text),
        msgspec.structs.replace(line, text=second, whole=line.text, gap=gap),
    ]


def _asks_whom(text: str) -> int:
    """Return where a paragraph goes over into contacts or a signature with numbers, 0 nowhere."""
    for match in islice(_CONTACTS_WITHIN.finditer(text[:_LONGEST_LOOK]), _MOST_LOOKS):
        rest = text[match.end() : match.end() + _REACH]
        if any(
            isinstance(piece, Reach) and (piece.phone or piece.email) for piece in reaches(rest)
        ):
            return match.start()
    return 0


def split(lines: list[TextLine]) -> PageParts:
    """Return the releases of a page, each with its title and stamp, and what is of none of them.

    A stamp of kind and time belongs to one release; its title stands right above, or right below
    where the page begins with a stamp. A title, a stamp and a sentence beside a whole release are
    a teaser.
    """
    starts = _starts(lines)
    segments = [
        lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]
    whole = [segment for segment in segments if not _is_teaser(segment)] or segments
    teasers = [line for segment in segments if segment not in whole for line in segment]
    around: list[TextLine] = []
    if len(whole) > 1:
        while len(whole[-1]) > 1 and is_furniture(whole[-1][-1].text):
            around.append(whole[-1].pop())
    return PageParts(whole, teasers, around)


def _starts(lines: list[TextLine]) -> list[int]:
    ends = (at for at in range(2, len(lines)) if _ends(lines[at].text))
    ends_at = next(ends, len(lines))
    strong = [
        at
        for at, line in enumerate(lines[:ends_at])
        if (stamp := stamps.parse_stamp(line.text)) and stamp.is_strong
    ]
    starts = [0]
    if len(strong) < 2:  # noqa: PLR2004 - one release has one stamp
        return starts
    stamp_leads = strong[0] == 0
    for at in strong[1:]:
        above = at if stamp_leads else at - 1
        if above > starts[-1] + 1 and len(lines[above].text) <= _LONGEST_TITLE:
            starts.append(above)
    return starts


def _ends(text: str) -> bool:
    return ends_page(text) or links_others(text)


def _is_teaser(segment: list[TextLine]) -> bool:
    said = [
        line
        for line in segment
        if stamps.parse_stamp(line.text) is None and not is_furniture(line.text)
    ]
    return len(said) <= 2 and sum(len(line.text) for line in said) <= _LONGEST_TEASER  # noqa: PLR2004 - a title and a sentence
