"""A rehearsal shows what readers will see, and leaves no trace."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from releases import approval, rehearsal
from releases.approval import Approval
from releases.desk import Order
from releases.errors import EntryRefused, VersionConflict
from releases.rehearsal import Wish
from releases.store import drafts, listings
from releases.timeline import Action, Significance
from releases.times import Moment
from tests import builders as b
from tests.stores import ROOM, WHO, Desk


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    minutes=st.integers(0, 100_000),
    published=st.booleans(),
    minor=st.booleans(),
    note=st.sampled_from(["", "Rätt antal är fyra."]),
)
def test_what_was_rehearsed_is_what_becomes_public(
    desk: Desk, minutes: int, published: bool, minor: bool, note: str
) -> None:
    """Whatever the action and the instant, readers see the rehearsal's text and dates."""
    release = desk.publish() if published else desk.draft()
    release = desk.save(release, b.document("En ny rubrik", lead="En ny ingress."))
    at = desk.clock.now() + timedelta(minutes=minutes)
    significance = Significance.MINOR if minor else Significance.MAJOR
    shown = desk.read(rehearsal.rehearse, release, Wish(at, significance, note))
    action = Action.CORRECT if published else Action.PUBLISH
    desk.order(release, action, at, significance=significance, note=note)
    seen = desk.read(listings.release, ROOM, release.id, at)
    assert shown.document == seen.document
    assert shown.newsroom == seen.newsroom
    for name in ("published", "updated", "since", "withdrawn"):
        assert getattr(shown.state, name) == getattr(seen.state, name)
    assert [each.note for each in shown.corrections] == [each.note for each in seen.corrections]


def test_a_rehearsal_writes_nothing(desk: Desk) -> None:
    release = desk.draft()
    desk.read(rehearsal.rehearse, release, Wish(b.MORNING + b.DAY))
    assert desk.entries(release) == ()
    assert desk.release(release) == release


def test_a_rehearsal_replaces_the_publication_that_waits(desk: Desk) -> None:
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    shown = desk.read(rehearsal.rehearse, release, Wish(b.MORNING + b.HOUR))
    assert shown.state.published == b.MORNING + b.HOUR


def test_a_rehearsal_is_refused_where_the_log_would_refuse(desk: Desk) -> None:
    """A correction behind the waiting publication would be left without it."""
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    desk.order(release, Action.CORRECT, b.MORNING + 2 * b.DAY)
    with pytest.raises(EntryRefused):
        desk.read(rehearsal.rehearse, release, Wish(b.MORNING + 3 * b.DAY))


def test_an_approval_is_of_the_text_that_was_looked_at(desk: Desk) -> None:
    release = desk.draft()
    desk.save(release, b.document("Ändrat under tiden"))
    with pytest.raises(VersionConflict):
        desk.write(approval.approve, ROOM, release.id, Approval(Order(Action.PUBLISH), 1), WHO)
    assert desk.entries(release) == ()


def test_a_publication_is_brought_forward_though_a_correction_waits_behind_it(desk: Desk) -> None:
    """What a rehearsal shows, an approval does."""
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    desk.order(release, Action.CORRECT, b.MORNING + 2 * b.DAY)
    earlier = b.MORNING + b.HOUR
    shown = desk.read(rehearsal.rehearse, desk.read(drafts.get, ROOM, release.id), Wish(earlier))
    assert shown.state.published == earlier
    order = Order(Action.PUBLISH, Moment(earlier, day_only=False))
    desk.write(approval.approve, ROOM, release.id, Approval(order, 1), WHO)
    assert [(each.action, each.at) for each in desk.entries(release)] == [
        (Action.CORRECT, b.MORNING + 2 * b.DAY),
        (Action.PUBLISH, earlier),
    ]


def test_an_approval_replaces_the_publication_that_waits(desk: Desk) -> None:
    """With the text as it is now, in one step: there is never a moment without a plan."""
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    changed = desk.save(release, b.document("Senare rubrik"))
    order = Order(Action.PUBLISH, Moment(b.MORNING + b.HOUR, day_only=False))
    desk.write(approval.approve, ROOM, release.id, Approval(order, changed.version), WHO)
    (entry,) = desk.entries(release)
    assert entry.at == b.MORNING + b.HOUR
    desk.clock.set(b.MORNING + b.HOUR)
    seen = desk.read(listings.release, ROOM, release.id, desk.clock.now())
    assert seen.document.title == "Senare rubrik"
