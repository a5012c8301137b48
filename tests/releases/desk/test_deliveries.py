"""What is owed to subscribers: once for each entry and sink, tried until told or given up."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from releases.desk import access
from releases.desk import deliveries as desk_deliveries
from releases.desk.deliveries import BACK_OFF, LEASE
from releases.errors import NotFound
from releases.refusals import Reason
from releases.store import claims, deliveries, outbox
from releases.store.sinks import Hub, Webhook
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders as b
from tests import engines
from tests.outbox import add, claim, counts, fail, settle
from tests.stores import ROOM, WHO, Desk, open_desk

MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def hook(desk: Desk) -> Webhook:
    return add(desk, "ett")


def test_a_publication_is_owed_to_every_sink_from_its_instant(desk: Desk, hook: Webhook) -> None:
    other = add(desk, "två")
    entry = desk.order(desk.draft(), at=b.MORNING + b.HOUR)
    assert desk.read(claims.next_due) == entry.at
    desk.clock.set(entry.at - MOMENT)
    assert claim(desk) == ()
    desk.clock.set(entry.at)
    errands = claim(desk)
    assert {errand.announcement.sink for errand in errands} == {hook, other}
    assert {errand.announcement.entry for errand in errands} == {entry.id}
    assert {errand.item and errand.item.id for errand in errands} == {entry.release}
    assert len({errand.announcement.id for errand in errands}) == 2


def test_what_one_has_claimed_no_other_gets_until_the_lease_is_over(
    desk: Desk, hook: Webhook
) -> None:
    desk.publish()
    taken = [desk.store.writing(desk_deliveries.claim, owner, hook, 20) for owner in ("a", "b")]
    assert sorted(len(claimed.result()) for claimed in taken) == [0, 1]
    desk.clock.advance(LEASE - MOMENT)
    assert desk.read(claims.due_sinks) == ()
    desk.clock.advance(MOMENT)
    (errand,) = claim(desk, "c")
    # Whatever became of the first, nobody has said that an attempt was made.
    assert errand.announcement.attempts == 0


def test_what_is_settled_is_never_owed_again(desk: Desk, hook: Webhook) -> None:
    desk.publish()
    (errand,) = claim(desk)
    settle(desk, errand)
    desk.clock.advance(10 * b.DAY)
    assert claim(desk) == ()
    assert desk.read(claims.next_due) is None
    assert counts(desk) == {"done": 1}


def test_an_entry_is_owed_to_a_sink_once(desk: Desk, hook: Webhook) -> None:
    entry = desk.order(desk.draft())
    with pytest.raises(engines.BROKEN_RULE):
        desk.write(outbox.owe, entry.id, [hook], b.MORNING)
    assert counts(desk) == {"owed": 1}


def test_failures_are_tried_again_ever_later_and_at_last_given_up(
    desk: Desk, hook: Webhook
) -> None:
    desk.publish()
    for wait in BACK_OFF:
        (errand,) = claim(desk)
        fail(desk, errand, 503, "x" * 1_000)
        due = desk.clock.now() + wait
        assert desk.read(claims.next_due) == due
        desk.clock.set(due - MOMENT)
        assert claim(desk) == ()
        desk.clock.set(due)
    (errand,) = claim(desk)
    fail(desk, errand, 410, "y" * 1_000)
    desk.clock.advance(10 * b.DAY)
    assert claim(desk) == ()
    (dead,) = desk.read(outbox.dead_letters)
    assert (dead.attempts, dead.state) == (len(BACK_OFF) + 1, "dead")
    assert dead.error == Reason("answered_for", {"status": 410, "topic": "y" * 500})


def test_a_failure_after_all_was_told_changes_nothing(desk: Desk, hook: Webhook) -> None:
    desk.publish()
    (errand,) = claim(desk)
    settle(desk, errand)
    fail(desk, errand, 504)
    assert counts(desk) == {"done": 1}


def test_cancelling_an_entry_forgives_what_was_owed_and_moving_owes_it_anew(
    desk: Desk, hook: Webhook
) -> None:
    release = desk.draft()
    planned = desk.order(release, at=b.MORNING + b.HOUR)
    moved = desk.move(release, planned, b.MORNING + b.DAY)
    assert counts(desk) == {"cancelled": 1, "owed": 1}
    assert desk.read(claims.next_due) == moved.at
    desk.cancel(release, moved)
    assert counts(desk) == {"cancelled": 2}
    desk.clock.advance(2 * b.DAY)
    assert claim(desk) == ()


def test_what_lies_back_is_silent_unless_asked_for(desk: Desk, hook: Webhook) -> None:
    desk.order(desk.draft(), at=b.MORNING - b.DAY)
    assert counts(desk) == {}
    desk.order(desk.draft(), at=b.MORNING - b.HOUR)
    assert counts(desk) == {"owed": 1}
    desk.order(desk.draft(), at=b.MORNING - b.DAY, announce=True)
    assert counts(desk) == {"owed": 2}
    desk.order(desk.draft(), announce=False)
    assert counts(desk) == {"owed": 2}


def test_a_webhook_is_told_of_what_is_approved_while_it_is_there(desk: Desk) -> None:
    desk.publish()
    hook = add(desk, "ett")
    desk.publish()
    assert counts(desk) == {"owed": 1}
    desk.write(access.remove_webhook, ROOM, hook.id, WHO)
    assert counts(desk) == {"cancelled": 1}
    (announcement,) = desk.read(deliveries.latest, ROOM, hook, 5)
    assert announcement.sink == hook
    desk.publish()
    assert counts(desk) == {"cancelled": 1}
    with pytest.raises(NotFound):
        desk.write(access.remove_webhook, ROOM, hook.id, WHO)


def test_an_approval_that_fails_owes_nothing(desk: Desk, hook: Webhook) -> None:
    release = desk.draft()

    def fall(tx: Tx) -> None:
        outbox.owe(tx, "okänd", [hook], tx.now)

    with pytest.raises(engines.BROKEN_RULE):
        desk.write(fall)
    assert desk.entries(release) == ()
    assert counts(desk) == {}


def test_an_errand_tells_of_the_release_as_it_is_public_now(desk: Desk, hook: Webhook) -> None:
    release = desk.publish(b.document("Först"))
    desk.save(release, b.document("Hemligt"))
    (errand,) = claim(desk)
    assert errand.item is not None
    assert errand.item.document.title == "Först"
    desk.clock.advance(b.HOUR)
    desk.order(release, Action.WITHDRAW)
    told = claim(desk)
    assert all(errand.item and errand.item.state.withdrawn for errand in told)
    assert {errand.announcement.action for errand in told} == {Action.PUBLISH, Action.WITHDRAW}


@pytest.mark.sqlite("a file from before")
def test_an_outbox_from_before_newsrooms_stood_in_it_is_the_newsrooms_own(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as desk:
        sink = add(desk, "ett")
        release = desk.publish()
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        for index in ("of_newsroom", "fresh", "again", "held"):
            old.execute(f"DROP INDEX announcement_{index}")
        # A column that was added later stands behind those that are added anew.
        for column in ("owner", "instant_ms", "trace"):
            old.execute(f"ALTER TABLE announcement DROP COLUMN {column}")
        old.execute("ALTER TABLE announcement DROP COLUMN newsroom")
        old.execute(
            "DELETE FROM _sqlite_migrations "
            "WHERE name IN ('0090_announced', '0150_claimed', '0240_traced')"
        )
    with open_desk(path) as desk:
        (latest,) = desk.read(deliveries.latest, ROOM, sink, 5)
        assert (latest.release, latest.newsroom) == (release.id, ROOM)
        assert [errand.announcement.id for errand in claim(desk)] == [latest.id]


@pytest.mark.sqlite("its plans")
def test_the_log_of_a_sink_is_read_without_walking_through_that_of_others(desk: Desk) -> None:
    """However much a hub is told by other newsrooms."""
    asked: list[str] = []

    class Spy:
        def all(self, statement: str, **_: object) -> tuple[()]:
            asked.append(statement)
            return ()

    deliveries.latest(cast("Tx", Spy()), ROOM, Hub("https://hub.example/"), 20)

    def plan(tx: Tx) -> str:
        bound = {"newsroom": ROOM, "sink": "", "count": 20}
        return " ".join(row["detail"] for row in tx.all(f"EXPLAIN QUERY PLAN {asked[0]}", **bound))

    assert "announcement_of_newsroom (newsroom=? AND sink=?)" in desk.read(plan)
    assert "SCAN" not in desk.read(plan)
    assert "TEMP B-TREE" not in desk.read(plan)
