"""Going back in a draft: to what somebody saved, or to what was approved; nothing gets lost."""

from datetime import timedelta

import pytest

from releases.desk import approval, members, newsroom_settings
from releases.desk import draft_versions as desk_versions
from releases.desk import drafts as desk_drafts
from releases.desk.approval import Order
from releases.errors import FourEyes, NotFound, VersionConflict
from releases.model import DraftRef, Release
from releases.rules.roles import Actor, Role
from releases.rules.validation import validate
from releases.store import audit, draft_versions
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders as b
from tests.builders import DAY, HOUR
from tests.stores import ROOM, WHO, Desk

OLLE = Actor("olle")
VERA = Actor("vera")
OTHER = "region-annat"


def restore(desk: Desk, release: Release, number: int, who: Actor = WHO) -> Release:
    version = desk.release(release).version
    return desk.write(desk_versions.restore, release.ref, number, who, version)


def revert(desk: Desk, release: Release, who: Actor = WHO) -> Release:
    version = desk.release(release).version
    return desk.write(desk_versions.revert, release.ref, who, version)


def titles(desk: Desk, release: Release) -> list[str]:
    """Return what the versions are called, oldest first."""
    found = desk.read(draft_versions.page, desk.release(release), 500)
    return [version.document.title for version in found][::-1]


def last_deed(desk: Desk, release: Release) -> tuple[str, str]:
    deed = desk.read(audit.list_entries, release.ref)[-1]
    return deed.action, deed.who


def test_a_version_that_is_restored_is_the_draft_and_the_draft_a_version(desk: Desk) -> None:
    first = b.document("Ett", images=(b.image(None),), topics=("vård",), event=b.event())
    release = desk.draft(first)
    desk.save(release, b.document("Två"))
    after = restore(desk, release, 1, OLLE)
    assert (after.draft, after.version, after.changed_by) == (release.draft, 3, "olle")
    assert titles(desk, release) == ["Ett", "Två", "Ett"]
    assert last_deed(desk, release) == ("draft.restore", "olle")
    assert restore(desk, release, 2).draft.title == "Två"


def test_what_the_page_had_just_saved_by_itself_can_be_had_back(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))
    typed = validate(b.document("Nyss skrivet"))
    desk.write(desk_drafts.save, release.ref, typed, WHO, 1, is_automatic=True)
    restore(desk, release, 1)
    assert titles(desk, release) == ["Ett", "Nyss skrivet", "Ett"]


def test_over_a_draft_that_has_changed_meanwhile_nothing_is_restored(desk: Desk) -> None:
    release = desk.draft(b.document("Ett"))
    desk.save(release, b.document("Två"))
    with pytest.raises(VersionConflict):
        desk.write(desk_versions.restore, release.ref, 1, OLLE, 1)
    assert desk.release(release).draft.title == "Två"


def test_restoring_what_stands_already_leaves_it_waiting_for_approval(desk: Desk) -> None:
    release = desk.draft()
    desk.write(desk_drafts.mark_submitted, release.ref, WHO, 1)
    assert restore(desk, release, 1).submitted_version == 1
    assert last_deed(desk, release) == ("release.submit", WHO.who)


def test_nobody_reaches_the_versions_of_another_newsroom(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    release = desk.draft()
    with pytest.raises(NotFound):
        desk.write(desk_versions.restore, DraftRef(OTHER, release.id), 1, WHO, 1)
    with pytest.raises(NotFound):
        desk.write(desk_versions.revert, DraftRef(OTHER, release.id), WHO, 1)


def test_whoever_restores_a_text_counts_as_who_wrote_it(desk: Desk) -> None:
    """Who takes another's old text wrote it too: a third approves it."""
    for editor in ("olle@region.example", "vera@region.example"):
        desk.write(members.add, editor, "", ROOM, Role.EDITOR, "", WHO)
    desk.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
    release = desk.draft(b.document("Ett"))
    desk.save(release, b.document("Två"))
    restore(desk, release, 1, OLLE)
    for writer in (OLLE, WHO):
        with pytest.raises(FourEyes):
            desk.write(approval.approve, release.ref, Order(Action.PUBLISH), writer)
    desk.write(approval.approve, release.ref, Order(Action.PUBLISH), VERA)


def test_changes_that_are_discarded_leave_what_was_approved_and_are_a_version(desk: Desk) -> None:
    release = desk.publish(b.document("Publicerad"))
    desk.save(release, b.document("Ändrad"))
    after = revert(desk, release, OLLE)
    assert (after.draft.title, after.changed_by) == ("Publicerad", "olle")
    assert titles(desk, release) == ["Publicerad", "Ändrad", "Publicerad"]
    assert last_deed(desk, release) == ("draft.revert", "olle")
    assert restore(desk, release, 2).draft.title == "Ändrad"


def test_the_text_gone_back_to_is_the_one_approved_last_public_or_not(desk: Desk) -> None:
    release = desk.publish(b.document("Publicerad"))
    desk.save(release, b.document("Rättad"))
    entry = desk.order(release, Action.CORRECT, desk.clock.now() + HOUR, note="Fel siffra.")
    desk.save(release, b.document("Skräp"))
    assert revert(desk, release).draft.title == "Rättad"
    desk.move(release, entry, desk.clock.now() + 2 * HOUR)
    desk.save(release, b.document("Skräp"))
    assert revert(desk, release).draft.title == "Rättad"
    for moved in desk.entries(release)[1:]:
        desk.cancel(release, moved)
    assert revert(desk, release).draft.title == "Publicerad"
    desk.order(release, Action.WITHDRAW)
    desk.save(release, b.document("Skräp"))
    assert revert(desk, release).draft.title == "Publicerad"


def test_a_scheduled_text_goes_back_to_what_was_scheduled(desk: Desk) -> None:
    release = desk.draft(b.document("Planerad"))
    desk.order(release, at=desk.clock.now() + DAY)
    desk.save(release, b.document("Ändrad"))
    assert revert(desk, release).draft.title == "Planerad"


def test_there_is_nothing_to_discard_where_nothing_was_approved_or_changed(desk: Desk) -> None:
    never, same = desk.draft(), desk.publish()
    cancelled = desk.draft()
    desk.cancel(cancelled, desk.order(cancelled, at=desk.clock.now() + timedelta(hours=1)))
    for release in (never, same, cancelled):
        assert not desk.read(desk_versions.can_revert, release)
        with pytest.raises(NotFound):
            revert(desk, release)


def test_changes_made_since_the_question_are_not_discarded(desk: Desk) -> None:
    release = desk.publish(b.document("Publicerad"))
    desk.save(release, b.document("Ändrad"))
    with pytest.raises(VersionConflict):
        desk.write(desk_versions.revert, release.ref, OLLE, 1)
    assert desk.release(release).draft.title == "Ändrad"
