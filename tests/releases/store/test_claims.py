"""Claims: who delivers what, in which order, and what becomes of it when they are gone."""

from datetime import timedelta
from typing import cast

import pytest

from releases.desk import access, deliveries, newsroom_settings
from releases.desk.deliveries import BACK_OFF, LEASE, Failure, Results
from releases.refusals import Reason
from releases.store import claims, outbox
from releases.store.sinks import Webhook
from releases.store.tx import Tx
from tests import builders as b
from tests.outbox import add, claim, counts, fail, settle
from tests.stores import ROOM, WHO, Desk

MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def hook(desk: Desk) -> Webhook:
    return add(desk, "ett")


def test_no_more_are_claimed_than_asked_for(desk: Desk, hook: Webhook) -> None:
    for _ in range(3):
        desk.publish()
    first = claim(desk, count=2)
    settle(desk, *first)
    assert [len(first), len(claim(desk, "b", 2)), len(claim(desk, "c", 2))] == [2, 1, 0]


def test_no_more_are_claimed_when_the_table_has_grown_since_it_was_analyzed(
    desk: Desk, hook: Webhook
) -> None:
    """PostgreSQL then asks for the next ones anew beside each row of a join."""
    desk.publish()
    desk.write(analyze)
    for _ in range(4):
        desk.publish()
    assert len(claim(desk, count=2)) == 2


def analyze(tx: Tx) -> None:
    tx.run("ANALYZE announcement")


def test_what_took_effect_last_comes_first_and_what_has_failed_comes_last(
    desk: Desk, hook: Webhook
) -> None:
    entries = []
    for _ in range(4):
        entries.append(desk.order(desk.draft()).id)
        desk.clock.advance(timedelta(minutes=1))
    (last,) = claim(desk, count=1)
    fail(desk, last, 503)
    desk.clock.advance(BACK_OFF[0])
    taken = [errand.announcement.entry for errand in claim(desk)]
    assert taken == [*reversed(entries[:3]), entries[3]]


def test_what_is_noted_and_what_is_taken_next_is_one_commit(desk: Desk, hook: Webhook) -> None:
    for _ in range(3):
        desk.publish()
    first, second = claim(desk, count=2)
    results = Results((first.announcement.id,), (), (second.announcement.id,))
    before = desk.store.writes
    again = desk.write(deliveries.claim, "a", hook, 2, results)
    assert desk.store.writes == before + 1
    assert first.announcement.id not in {claimed.id for claimed in again}
    assert [claimed.attempts for claimed in again] == [0, 0]
    assert counts(desk) == {"done": 1, "owed": 2}


def test_what_was_held_by_who_is_gone_is_free_and_has_used_up_no_attempt(
    desk: Desk, hook: Webhook
) -> None:
    desk.publish()
    desk.publish()
    claim(desk, "a", 1)
    claim(desk, "b", 1)
    assert desk.read(claims.owners) == ("a", "b")
    assert desk.write(claims.free, ["a"]) == 1
    assert desk.read(claims.owners) == ("b",)
    (errand,) = claim(desk, "c")
    assert errand.announcement.attempts == 0


def test_a_late_word_of_who_lost_a_claim_does_not_free_it_from_its_next_holder(
    desk: Desk, hook: Webhook
) -> None:
    desk.publish()
    (errand,) = claim(desk, "a")
    desk.write(claims.free, ["a"])
    claim(desk, "b")
    fail(desk, errand, 503)
    desk.write(claims.hand_back, "a", [errand.announcement.id])
    assert desk.read(claims.owners) == ("b",)


def test_while_a_purge_has_not_been_tried_nobody_hears_of_that_newsroom(desk: Desk) -> None:
    other = "region-sydlandet"
    desk.write(newsroom_settings.add_newsroom, b.newsroom(other), WHO)
    desk.write(outbox.set_caches, ["https://cache.example/"])
    here = add(desk, "här")
    there = desk.write(access.add_webhook, other, "https://där.example", "hemligt", WHO)
    desk.publish()
    desk.publish(room=other)
    (cache,) = desk.read(claims.due_sinks)
    taken = desk.write(deliveries.claim, "a", cache, 20)
    assert {claimed.newsroom for claimed in taken} == {ROOM, other}
    assert desk.read(claims.due_sinks) == ()
    for claimed in taken:
        tried = Failure(claimed, Reason("answered", {"status": 503}))
        done = Results((claimed.id,)) if claimed.newsroom == ROOM else Results(failed=(tried,))
        desk.write(deliveries.record, "a", done)
    assert desk.read(claims.due_sinks) == tuple(sorted((here, there), key=lambda hook: hook.name))


def test_a_cache_that_has_failed_is_not_waited_for_until_it_has_answered(desk: Desk) -> None:
    desk.write(outbox.set_caches, ["https://cache.example/"])
    here = add(desk, "här")
    desk.publish()
    (cache,) = desk.read(claims.due_sinks)
    (purge,) = desk.write(deliveries.claim, "a", cache, 20)
    failed = Results(failed=(Failure(purge, Reason("no_answer", {"seconds": 2})),))
    desk.write(deliveries.record, "a", failed)
    settle(desk, *claim(desk, "a"))
    desk.publish()
    assert desk.read(claims.due_sinks) == (cache, here)
    desk.clock.advance(BACK_OFF[0])
    purges = desk.write(deliveries.claim, "a", cache, 20)
    desk.write(deliveries.record, "a", Results(tuple(purge.id for purge in purges)))
    settle(desk, *claim(desk, "a"))
    desk.publish()
    assert desk.read(claims.due_sinks) == (cache,)


@pytest.mark.sqlite("its plans")
def test_what_is_claimed_is_found_by_index_however_much_is_to_come(
    desk: Desk, hook: Webhook
) -> None:
    asked: list[tuple[str, dict[str, object]]] = []

    class Spy:
        now = b.MORNING
        skip_locked = ""

        def run(self, statement: str, **values: object) -> int:
            asked.append((statement, values))
            return 0

        def all(self, statement: str, **values: object) -> tuple[()]:
            asked.append((statement, values))
            return ()

    claims.claim(cast("Tx", Spy()), "a", hook, b.MORNING + LEASE, 20)
    claims.due_sinks(cast("Tx", Spy()))

    def plan(tx: Tx, statement: str, values: dict[str, object]) -> str:
        rows = tx.all(f"EXPLAIN QUERY PLAN {statement}", **values)
        return " ".join(row["detail"] for row in rows)

    plans = [desk.read(plan, statement, values) for statement, values in asked]
    assert "announcement_fresh (sink=? AND attempts=? AND instant_ms<?)" in plans[0]
    assert "announcement_again (sink=? AND next_ms<?)" in plans[1]
    assert "announcement_held (owner=? AND sink=?)" in plans[2]
    assert "announcement_owed (next_ms<?)" in plans[3]
    assert not any("SCAN announcement" in plan for plan in plans)
