"""Which zone may follow which: the states of a reading, and the steps between them."""

from typing import NamedTuple

from releases.intake.zones.zone import ENTRIES, MEMBERS, Part, Zone


class ZoneState(NamedTuple):
    """A zone in a part of the page."""

    part: Part
    zone: Zone


STATES = tuple(ZoneState(part, zone) for part in Part for zone in MEMBERS[part])
# A subtitle stands below its title, be there a stamp between or the title once more.
_ABOVE_SUBTITLE = frozenset((Zone.TITLE, Zone.STAMP, Zone.REPEAT))


def may_begin(state: ZoneState) -> bool:
    """Tell whether a page may begin with a state."""
    return may_follow(ZoneState(Part.TOP, Zone.CHROME), state)


def may_follow(above: ZoneState, below: ZoneState) -> bool:
    """Tell whether a line of one state may follow a line of another.

    There is one title and one lead, each where its part of the page begins.
    """
    if above.part is not below.part:
        return below.zone in ENTRIES.get((above.part, below.part), ())
    if below.zone in {Zone.TITLE, Zone.LEAD}:
        return False
    return below.zone is not Zone.SUBTITLE or above.zone in _ABOVE_SUBTITLE
