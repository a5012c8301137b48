"""What is wrong is taken back at once, whatever was planned."""

import pytest

from releases.desk import approval
from releases.errors import EntryRefused
from releases.store import audit
from releases.timeline import Action
from tests import builders as b
from tests.stores import ROOM, WHO, Desk


def test_what_must_go_goes_at_once_with_all_that_was_planned(desk: Desk) -> None:
    release = desk.publish()
    desk.save(release, b.document("Rättad"))
    for ahead, action in ((1, Action.CORRECT), (2, Action.WITHDRAW), (3, Action.PUBLISH)):
        desk.order(release, action, b.MORNING + ahead * b.DAY)
    desk.clock.advance(b.HOUR)
    taken = desk.write(approval.withdraw, release.ref, approval.Order(Action.WITHDRAW), WHO)
    assert [entry.action for entry in desk.entries(release)] == [Action.PUBLISH, Action.WITHDRAW]
    assert desk.entries(release)[-1].id == taken.id
    assert [deed.action for deed in desk.read(audit.list_entries, ROOM)].count("entry.cancel") == 3


def test_a_withdrawal_that_is_refused_cancels_nothing(desk: Desk) -> None:
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    with pytest.raises(EntryRefused):
        desk.write(approval.withdraw, release.ref, approval.Order(Action.WITHDRAW), WHO)
    assert len(desk.entries(release)) == 1
