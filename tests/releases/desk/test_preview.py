"""A rehearsal shows what readers will see, and leaves no trace."""

import pytest

from releases.desk import approval, preview
from releases.desk.approval import Order
from releases.desk.preview import Wish
from releases.errors import EntryRefused, VersionConflict
from releases.store import drafts, listings
from releases.timeline import Action
from releases.times import Moment
from tests import builders as b
from tests.stores import ROOM, WHO, Desk


def test_a_rehearsal_writes_nothing(desk: Desk) -> None:
    release = desk.draft()
    desk.read(preview.rehearse, release, Wish(b.MORNING + b.DAY))
    assert desk.entries(release) == ()
    assert desk.release(release) == release


def test_a_rehearsal_replaces_the_publication_that_waits(desk: Desk) -> None:
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    shown = desk.read(preview.rehearse, release, Wish(b.MORNING + b.HOUR))
    assert shown.state.published == b.MORNING + b.HOUR


def test_a_rehearsal_is_refused_where_the_log_would_refuse(desk: Desk) -> None:
    """A correction behind the waiting publication would be left without it."""
    release = desk.draft()
    desk.order(release, at=b.MORNING + b.DAY)
    release = desk.save(release, b.document("Rättat"))
    desk.order(release, Action.CORRECT, b.MORNING + 2 * b.DAY)
    with pytest.raises(EntryRefused):
        desk.read(preview.rehearse, release, Wish(b.MORNING + 3 * b.DAY))


def test_an_approval_is_of_the_text_that_was_looked_at(desk: Desk) -> None:
    release = desk.draft()
    desk.save(release, b.document("Ändrat under tiden"))
    with pytest.raises(VersionConflict):
        desk.write(approval.approve, release.ref, Order(Action.PUBLISH, version=1), WHO)
    assert desk.entries(release) == ()


def test_a_publication_is_brought_forward_though_a_correction_waits_behind_it(desk: Desk) -> None:
    """What a rehearsal shows, an approval does."""
    release = desk.draft()
    waiting = desk.order(release, at=b.MORNING + b.DAY)
    desk.save(release, b.document("Rättat"))
    desk.order(release, Action.CORRECT, b.MORNING + 2 * b.DAY)
    earlier = b.MORNING + b.HOUR
    shown = desk.read(preview.rehearse, desk.read(drafts.get, release.ref), Wish(earlier))
    assert shown.state.published == earlier
    order = Order(Action.PUBLISH, Moment(earlier, day_only=False), replaces=(waiting.id,))
    desk.write(approval.approve, release.ref, order, WHO)
    assert [(entry.action, entry.at) for entry in desk.entries(release)] == [
        (Action.CORRECT, b.MORNING + 2 * b.DAY),
        (Action.PUBLISH, earlier),
    ]


def test_an_approval_replaces_the_publication_that_waits(desk: Desk) -> None:
    """With the text as it is now, in one step: there is never a moment without a plan."""
    release = desk.draft()
    waiting = desk.order(release, at=b.MORNING + b.DAY)
    desk.save(release, b.document("Senare rubrik"))
    order = Order(
        Action.PUBLISH, Moment(b.MORNING + b.HOUR, day_only=False), replaces=(waiting.id,)
    )
    desk.write(approval.approve, release.ref, order, WHO)
    (entry,) = desk.entries(release)
    assert entry.at == b.MORNING + b.HOUR
    desk.clock.set(b.MORNING + b.HOUR)
    seen = desk.read(listings.release, ROOM, release.id, desk.clock.now())
    assert seen.document.title == "Senare rubrik"


def test_a_rehearsal_has_the_date_asked_for_though_it_has_passed(desk: Desk) -> None:
    """As an approval has: it holds from now, and is dated as it says."""
    release = desk.draft()
    shown = desk.read(preview.rehearse, release, Wish(b.MORNING - b.DAY))
    assert (shown.state.published, shown.state.since) == (b.MORNING - b.DAY, b.MORNING)


def test_a_rehearsal_has_the_note_as_it_will_be_kept(desk: Desk) -> None:
    release = desk.publish()
    shown = desk.read(preview.rehearse, release, Wish(b.MORNING, note=" Fyra,\r\ninte fem.\x00 "))
    assert [correction.note for correction in shown.corrections] == ["Fyra,\ninte fem."]


def test_a_release_rehearsed_in_another_language_is_no_translation_of_itself(desk: Desk) -> None:
    release = desk.publish()
    named = b.document("New bus lines", language="en", translations=(release.id,))
    shown = desk.read(preview.rehearse, desk.save(release, named), Wish(b.MORNING))
    assert shown.translations == ()


def test_a_rehearsal_shows_the_very_draft_that_approval_publishes(desk: Desk) -> None:
    """A draft kept before a rule was made stays as it is in both."""
    old = b.document(contacts=(b.contact(phones=("08-123 456 00, ankn 12",)),))
    release = desk.write(drafts.add, ROOM, old, WHO.who)
    shown = desk.read(preview.rehearse, release, Wish(b.MORNING))
    desk.order(release)
    assert shown.document == desk.read(listings.release, ROOM, release.id, b.MORNING).document
