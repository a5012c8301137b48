"""Which kinds a newsroom offers: chosen, ordered, never none, and no rule for what exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases import beginnings
from releases.errors import FieldError, NotFound
from releases.kinds import ALL, Change, changed, selectable, urgent
from releases.model import Kind
from releases.store import audit, kinds
from tests.stores import ROOM, WHO, Desk

PRESS, NEWS, INVITATION, STATEMENT = ALL
CHANGES = st.lists(st.tuples(st.sampled_from(Kind), st.sampled_from(Change)))


def test_a_kind_is_left_taken_up_last_and_raised() -> None:
    fewer = changed(ALL, NEWS, Change.LEAVE)
    assert fewer == (PRESS, INVITATION, STATEMENT)
    again = changed(fewer, NEWS, Change.USE)
    assert again == (PRESS, INVITATION, STATEMENT, NEWS)
    assert changed(again, NEWS, Change.RAISE) == (PRESS, INVITATION, NEWS, STATEMENT)


def test_what_is_so_already_stays_so() -> None:
    assert changed(ALL, PRESS, Change.RAISE) == ALL
    assert changed(ALL, NEWS, Change.USE) == ALL
    assert changed((NEWS,), PRESS, Change.RAISE) == (NEWS,)
    assert changed((NEWS,), PRESS, Change.LEAVE) == (NEWS,)


def test_the_last_kind_stays() -> None:
    with pytest.raises(FieldError, match="at least one"):
        changed((NEWS,), NEWS, Change.LEAVE)


@given(CHANGES)
def test_whatever_is_done_some_kinds_are_offered_and_each_once(
    changes: list[tuple[Kind, Change]],
) -> None:
    offered = ALL
    for kind, change in changes:
        if offered != (kind,) or change is not Change.LEAVE:
            offered = changed(offered, kind, change)
    assert offered
    assert len(set(offered)) == len(offered)


def test_a_release_may_keep_the_kind_it_has() -> None:
    assert selectable((NEWS, PRESS), STATEMENT, NEWS) == (NEWS, PRESS, STATEMENT)


def test_what_is_urgent_is_a_press_release_where_there_are_any() -> None:
    assert urgent((NEWS, PRESS)) is PRESS
    assert urgent((NEWS, STATEMENT)) is NEWS


def test_a_newsroom_offers_all_kinds_until_it_chooses(desk: Desk) -> None:
    assert desk.read(kinds.offered, ROOM) == ALL
    desk.write(beginnings.change_kinds, ROOM, STATEMENT, Change.LEAVE, WHO)
    desk.write(beginnings.change_kinds, ROOM, NEWS, Change.RAISE, WHO)
    assert desk.read(kinds.offered, ROOM) == (NEWS, PRESS, INVITATION)


def test_every_change_of_the_kinds_is_audited_and_none_where_nothing_changed(desk: Desk) -> None:
    for change in (Change.LEAVE, Change.LEAVE, Change.USE):
        desk.write(beginnings.change_kinds, ROOM, NEWS, change, WHO)
    noted = [each for each in desk.read(audit.deeds, ROOM) if each.action == "newsroom.kinds"]
    assert [(each.who, each.detail["kinds"]) for each in noted] == [
        (WHO, "press_release, press_invitation, statement"),
        (WHO, "press_release, press_invitation, statement, news"),
    ]


def test_there_is_no_choosing_for_a_newsroom_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.write(beginnings.change_kinds, "ingenstans", NEWS, Change.LEAVE, WHO)
