"""Which kinds a newsroom offers: chosen, ordered, never none, and no rule for what exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.desk import templates
from releases.errors import FieldError, NotFound
from releases.model import Kind
from releases.rules.kinds import ALL, KindChange, change_kinds, selectable, urgent
from releases.store import audit, kinds
from tests.stores import ROOM, WHO, Desk

PRESS, NEWS, INVITATION, STATEMENT = ALL
CHANGES = st.lists(st.tuples(st.sampled_from(Kind), st.sampled_from(KindChange)))


def test_a_kind_is_left_taken_up_last_and_raised() -> None:
    fewer = change_kinds(ALL, NEWS, KindChange.LEAVE)
    assert fewer == (PRESS, INVITATION, STATEMENT)
    again = change_kinds(fewer, NEWS, KindChange.USE)
    assert again == (PRESS, INVITATION, STATEMENT, NEWS)
    assert change_kinds(again, NEWS, KindChange.RAISE) == (PRESS, INVITATION, NEWS, STATEMENT)


def test_what_is_so_already_stays_so() -> None:
    assert change_kinds(ALL, PRESS, KindChange.RAISE) == ALL
    assert change_kinds(ALL, NEWS, KindChange.USE) == ALL
    assert change_kinds((NEWS,), PRESS, KindChange.RAISE) == (NEWS,)
    assert change_kinds((NEWS,), PRESS, KindChange.LEAVE) == (NEWS,)


def test_the_last_kind_stays() -> None:
    with pytest.raises(FieldError, match="at least one"):
        change_kinds((NEWS,), NEWS, KindChange.LEAVE)


@given(CHANGES)
def test_whatever_is_done_some_kinds_are_offered_and_each_once(
    changes: list[tuple[Kind, KindChange]],
) -> None:
    offered = ALL
    for kind, change in changes:
        if offered != (kind,) or change is not KindChange.LEAVE:
            offered = change_kinds(offered, kind, change)
    assert offered
    assert len(set(offered)) == len(offered)


def test_a_release_may_keep_the_kind_it_has() -> None:
    assert selectable((NEWS, PRESS), STATEMENT, NEWS) == (NEWS, PRESS, STATEMENT)


def test_what_is_urgent_is_a_press_release_where_there_are_any() -> None:
    assert urgent((NEWS, PRESS)) is PRESS
    assert urgent((NEWS, STATEMENT)) is NEWS


def test_a_newsroom_offers_all_kinds_until_it_chooses(desk: Desk) -> None:
    assert desk.read(kinds.list_kinds, ROOM) == ALL
    desk.write(templates.change_kinds, ROOM, STATEMENT, KindChange.LEAVE, WHO)
    desk.write(templates.change_kinds, ROOM, NEWS, KindChange.RAISE, WHO)
    assert desk.read(kinds.list_kinds, ROOM) == (NEWS, PRESS, INVITATION)


def test_every_change_of_the_kinds_is_audited_and_none_where_nothing_changed(desk: Desk) -> None:
    for change in (KindChange.LEAVE, KindChange.LEAVE, KindChange.USE):
        desk.write(templates.change_kinds, ROOM, NEWS, change, WHO)
    noted = [
        entry for entry in desk.read(audit.list_entries, ROOM) if entry.action == "newsroom.kinds"
    ]
    assert [(entry.who, entry.detail["kinds"]) for entry in noted] == [
        (WHO.who, "press_release, press_invitation, statement"),
        (WHO.who, "press_release, press_invitation, statement, news"),
    ]


def test_there_is_no_choosing_for_a_newsroom_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.write(templates.change_kinds, "ingenstans", NEWS, KindChange.LEAVE, WHO)
