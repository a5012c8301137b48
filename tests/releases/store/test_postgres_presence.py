"""Who is at work on a PostgreSQL database: as long as they live, and for nobody else."""

import gc
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from releases.desk import access, approval, newsroom_settings
from releases.desk import deliveries as desk_deliveries
from releases.desk import drafts as desk_drafts
from releases.desk.approval import Order
from releases.errors import StoreRefused
from releases.rules.validation import validate
from releases.store import claims
from releases.store.postgres import PostgresStore
from releases.store.postgres_presence import PostgresPresence
from releases.store.sinks import Webhook
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders as b
from tests.clocks import ManualClock
from tests.postgres_servers import end_sessions, relay_to
from tests.service.processes import eventually
from tests.stores import ROOM, WHO

pytestmark = pytest.mark.postgres
# Another process that is at work until it is killed.
HOLDER = """
import sys
from releases.store.postgres_presence import PostgresPresence
held = PostgresPresence(sys.argv[1])
print(held.id, flush=True)
sys.stdin.read()
"""


@contextmanager
def presence(url: str) -> Iterator[PostgresPresence]:
    held = PostgresPresence(url)
    try:
        yield held
    finally:
        held.close()


@contextmanager
def process(url: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run a process that is present; yield it and the id it has."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        yield holder, holder.stdout.readline().strip()
        holder.kill()


def test_who_lives_is_not_gone_and_who_closed_is(postgres_url: str) -> None:
    with presence(postgres_url) as one:
        with presence(postgres_url) as other:
            assert not one.is_gone(other.id)
            assert not other.is_gone(one.id)
            # Asking leaves no trace: it can be asked again, and by others.
            assert not one.is_gone(other.id)
            assert not one.is_gone(one.id)
        eventually(lambda: one.is_gone(other.id))
        assert one.is_gone("never there")


def test_who_was_forgotten_is_gone(postgres_url: str) -> None:
    with presence(postgres_url) as one:
        other = PostgresPresence(postgres_url)
        name = other.id
        assert not one.is_gone(name)
        del other
        gc.collect()
        eventually(lambda: one.is_gone(name))


def test_who_was_killed_is_gone(postgres_url: str) -> None:
    with presence(postgres_url) as one, process(postgres_url) as (holder, name):
        assert not one.is_gone(name)
        holder.kill()
        eventually(lambda: one.is_gone(name))


def test_who_lost_the_connection_comes_back_under_the_same_id(postgres_url: str) -> None:
    """With the first question it asks, as every process does before it takes anything up."""
    with presence(postgres_url) as one, presence(postgres_url) as other:
        name = one.id
        end_sessions(postgres_url)
        # The other returns by asking: until the first has asked too, its claims are free.
        assert other.is_gone(name)
        assert not one.is_gone(one.id)
        assert not one.is_gone(other.id)
        assert (one.id, other.is_gone(name)) == (name, False)


def test_who_cannot_ask_is_refused_and_asks_again_later(postgres_url: str) -> None:
    relay, url = relay_to(postgres_url)
    with relay, presence(postgres_url) as there, presence(url) as cut_off:
        relay.cut()
        for _ in range(2):
            with pytest.raises(StoreRefused):
                cut_off.is_gone(there.id)
        relay.mend()
        assert not cut_off.is_gone(there.id)
        assert not there.is_gone(cut_off.id)


@contextmanager
def owing(url: str) -> Iterator[tuple[PostgresStore, Webhook]]:
    """A database that owes a webhook four announcements."""
    store = PostgresStore(url, ManualClock())
    try:

        def fill(tx: Tx) -> Webhook:
            newsroom_settings.add_newsroom(tx, b.newsroom(ROOM), WHO)
            hook = access.add_webhook(tx, ROOM, "https://ett.example", "hemligt", WHO)
            for _ in range(4):
                release = desk_drafts.create(tx, ROOM, validate(b.document()), WHO)
                approval.approve(tx, release.ref, Order(Action.PUBLISH), WHO)
            return hook

        yield store, store.writing(fill).result()
    finally:
        store.close()


def test_what_a_killed_process_held_is_free_and_what_a_living_one_holds_is_not(
    postgres_url: str,
) -> None:
    with (
        owing(postgres_url) as (store, hook),
        presence(postgres_url) as living,
        process(postgres_url) as (holder, killed),
        presence(postgres_url) as asking,
    ):
        for owner in (living.id, killed):
            taken = store.writing(desk_deliveries.claim, owner, hook, 2).result()
            assert len(taken) == 2
        assert store.writing(desk_deliveries.claim, asking.id, hook, 4).result() == ()
        holder.kill()
        eventually(lambda: asking.is_gone(killed))
        gone = [name for name in store.reading(claims.owners).result() if asking.is_gone(name)]
        assert gone == [killed]
        assert store.writing(claims.free, gone).result() == 2
        again = store.writing(desk_deliveries.claim, asking.id, hook, 4).result()
        assert (len(again), {each.attempts for each in again}) == (2, {0})


def test_two_that_claim_at_once_never_hold_the_same(postgres_url: str) -> None:
    with owing(postgres_url) as (store, hook):
        other = PostgresStore(postgres_url, ManualClock())
        try:
            taking = [
                each.writing(desk_deliveries.claim, name, hook, 1)
                for _ in range(2)
                for each, name in ((store, "a"), (other, "b"))
            ]
            # What each turn holds, those of the same owner before it too.
            held = {
                (each.id, turn % 2) for turn, taken in enumerate(taking) for each in taken.result()
            }
            assert len({name for name, _ in held}) == len(held) == 4
        finally:
            other.close()
