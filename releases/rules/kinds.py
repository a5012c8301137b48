"""Which kinds a newsroom offers who begins a release, and in which order.

What is offered rules nothing: a release keeps the kind it has, and API and imports take all.
"""

from enum import StrEnum

from releases.errors import FieldError
from releases.model import Kind

ALL = tuple(Kind)


class KindChange(StrEnum):
    """What is done to a kind: offered last, offered no more, or offered one place earlier."""

    USE = "use"
    LEAVE = "leave"
    RAISE = "raise"


def change_kinds(offered: tuple[Kind, ...], kind: Kind, change: KindChange) -> tuple[Kind, ...]:
    """Return the kinds offered after a change; one that is made already changes nothing.

    Raises `FieldError` where none would be left.
    """
    if change is KindChange.USE:
        return offered if kind in offered else (*offered, kind)
    if kind not in offered:
        return offered
    place = offered.index(kind)
    if change is KindChange.RAISE:
        return _move_kind(offered, place, max(0, place - 1))
    if len(offered) == 1:
        raise FieldError("kinds", "kinds_needed")
    return offered[:place] + offered[place + 1 :]


def selectable(offered: tuple[Kind, ...], *present: Kind) -> tuple[Kind, ...]:
    """Return what a release may be given: what is offered, and the kinds it has already."""
    return tuple(dict.fromkeys((*offered, *present)))


def urgent(offered: tuple[Kind, ...]) -> Kind:
    """Return the kind of a fast communiqué: a press release, else what is offered first."""
    return Kind.PRESS_RELEASE if Kind.PRESS_RELEASE in offered else offered[0]


def _move_kind(offered: tuple[Kind, ...], place: int, to: int) -> tuple[Kind, ...]:
    rest = offered[:place] + offered[place + 1 :]
    return (*rest[:to], offered[place], *rest[to:])
