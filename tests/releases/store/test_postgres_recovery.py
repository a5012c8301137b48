"""A server that restarts in the middle: what had begun is refused whole, what follows goes on."""

import threading
from collections.abc import Iterator

import pytest

from releases.desk import newsroom_settings
from releases.errors import StoreRefused
from releases.store import drafts, public_version
from releases.store.postgres import PostgresStore
from releases.store.tx import Tx
from tests import builders as b
from tests.clocks import ManualClock
from tests.postgres_servers import ask, end_sessions, relay_to
from tests.service.processes import eventually
from tests.stores import ROOM, WHO

pytestmark = pytest.mark.postgres
RELEASES = "SELECT count(*) FROM release"


@pytest.fixture
def store(postgres_url: str) -> Iterator[PostgresStore]:
    store = PostgresStore(postgres_url, ManualClock())
    store.writing(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO).result()
    yield store
    store.close()


def draft(tx: Tx) -> None:
    drafts.add(tx, ROOM, b.document(), "maja")


def number(store: PostgresStore) -> int:
    return len(store.reading(lambda tx: tx.all("SELECT id FROM release")).result())


def test_what_is_begun_after_a_restart_notices_nothing(
    store: PostgresStore, postgres_url: str
) -> None:
    """Every connection is replaced when it is next needed."""
    for written in range(1, 6):
        assert end_sessions(postgres_url) >= 1
        store.writing(draft).result()
        # All readers, each of which had a connection of its own.
        assert {
            len(rows.result())
            for rows in [
                store.reading(lambda tx: tx.all("SELECT id FROM release")) for _ in range(8)
            ]
        } == {written}


@pytest.mark.parametrize("late", [False, True])
def test_a_write_that_is_interrupted_is_refused_and_nothing_of_it_is_there(
    store: PostgresStore, postgres_url: str, *, late: bool
) -> None:
    """Whether there was more to write, or only the end to be noted."""

    def interrupted(tx: Tx) -> None:
        draft(tx)
        end_sessions(postgres_url)
        if not late:
            draft(tx)

    with pytest.raises(StoreRefused, match="cannot be used at present") as refused:
        store.writing(interrupted).result()
    assert "\n" not in str(refused.value)
    assert ask(postgres_url, RELEASES) == [(0,)]
    before = store.writes
    store.writing(draft).result()
    assert (store.writes, number(store)) == (before + 1, 1)


def test_a_read_that_is_interrupted_is_refused_and_the_next_one_is_not(
    store: PostgresStore, postgres_url: str
) -> None:
    def interrupted(tx: Tx) -> int:
        end_sessions(postgres_url)
        return public_version.version(tx)

    with pytest.raises(StoreRefused):
        store.reading(interrupted).result()
    assert number(store) == 0


def test_who_waits_for_the_writer_goes_on_when_that_ones_session_ends(
    store: PostgresStore, postgres_url: str
) -> None:
    """The lock of a writer that is gone is free at once."""
    other = PostgresStore(postgres_url, ManualClock())
    begun, ended = threading.Event(), threading.Event()

    def hold(tx: Tx) -> None:
        draft(tx)
        begun.set()
        assert ended.wait(30)
        draft(tx)

    try:
        held = store.writing(hold)
        assert begun.wait(30)
        waiting = other.writing(draft)
        eventually(
            lambda: ask(postgres_url, "SELECT 1 FROM pg_locks WHERE NOT granted LIMIT 1") or None
        )
        ask(
            postgres_url,
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' "
            "AND granted AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        waiting.result()
        ended.set()
        with pytest.raises(StoreRefused):
            held.result()
        assert ask(postgres_url, RELEASES) == [(1,)]
    finally:
        ended.set()
        other.close()


def test_commits_while_nobody_listened_are_seen_once_somebody_does(
    store: PostgresStore, postgres_url: str
) -> None:
    other = PostgresStore(postgres_url, ManualClock())
    try:
        for _ in range(3):
            before = store.data_version()
            end_sessions(postgres_url)
            other.writing(public_version.beat).result()
            eventually(lambda before=before: _version(store) not in (None, before))  # type: ignore[misc]
            assert not store.is_lost()
    finally:
        other.close()


def test_a_server_out_of_reach_is_known_to_be_and_found_again(postgres_url: str) -> None:
    relay, url = relay_to(postgres_url)
    with relay:
        store = PostgresStore(url, ManualClock())
        try:
            store.writing(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO).result()
            for _ in range(2):
                relay.cut()
                with pytest.raises(StoreRefused):
                    store.writing(draft).result()
                with pytest.raises(StoreRefused):
                    store.reading(public_version.version).result()
                eventually(store.is_lost)
                with pytest.raises(StoreRefused):
                    store.data_version()
                relay.mend()
                eventually(lambda: not store.is_lost())
                store.writing(draft).result()
            assert number(store) == 2
        finally:
            store.close()


def test_a_server_that_is_frozen_keeps_nobody_waiting(postgres_url: str) -> None:
    """Its machine acknowledges what it is sent, so that no connection breaks."""
    relay, url = relay_to(postgres_url)
    with relay:
        store = PostgresStore(url, ManualClock())
        presence = store.presence()
        try:
            store.writing(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO).result()
            number(store)
            relay.freeze()
            read, written = store.reading(public_version.version), store.writing(draft)
            with pytest.raises(StoreRefused, match="cannot be used at present"):
                read.result(10)
            with pytest.raises(StoreRefused, match="cannot be used at present"):
                written.result(10)
            assert store.is_lost()
            with pytest.raises(StoreRefused):
                presence.is_gone("another")
            relay.thaw()
            eventually(lambda: not store.is_lost())
            store.writing(draft).result()
            assert not presence.is_gone(presence.id)
        finally:
            relay.thaw()
            presence.close()
            store.close()


def test_what_takes_long_on_a_server_that_answers_is_waited_for(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("releases.store.postgres_link.FROZEN_SECONDS", 0.0)
    long = "SELECT count(*) AS counted FROM generate_series(1, 5000000)"
    assert store.reading(lambda tx: tx.one(long)).result() == {"counted": 5_000_000}


def test_no_program_starts_while_the_server_is_out_of_reach(postgres_url: str) -> None:
    relay, url = relay_to(postgres_url)
    relay.cut()
    with pytest.raises(StoreRefused, match="cannot be used at present"):
        PostgresStore(url, ManualClock())


def _version(store: PostgresStore) -> int | None:
    """Return what a store has heard of; None while it knows that it has not."""
    try:
        return store.data_version()
    except StoreRefused:
        return None
