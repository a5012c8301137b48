"""PostgreSQL: what it refuses to open, and what holds between programs on one database."""

import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier

import psycopg
import pytest

from releases.desk import newsroom_settings
from releases.errors import StoreRefused
from releases.store import drafts, newsrooms, public_version
from releases.store.postgres import PostgresStore
from releases.store.tx import Tx
from tests import builders as b
from tests import engines
from tests.clocks import ManualClock
from tests.postgres_servers import ask
from tests.service.processes import eventually
from tests.stores import ROOM, WHO

pytestmark = pytest.mark.postgres

STARTERS = 4
WRITES = 100
Make = Callable[[str], None]
# What the server answers of everything in a database that is not its own.
EVERYTHING = (
    "SELECT relname, relkind, reltuples >= 0, pg_relation_size(oid) FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace ORDER BY relname"
)


@contextmanager
def opened(url: str) -> Iterator[PostgresStore]:
    store = PostgresStore(url, ManualClock())
    try:
        yield store
    finally:
        store.close()


@contextmanager
def opened_with_room(url: str) -> Iterator[PostgresStore]:
    with opened(url) as store:
        store.writing(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO).result()
        yield store


def something_else(url: str) -> None:
    ask(url, "CREATE TABLE patient (id integer)")
    ask(url, "INSERT INTO patient VALUES (1)")


def somebody_s_view(url: str) -> None:
    ask(url, "CREATE VIEW today AS SELECT current_date")


def from_the_future(url: str) -> None:
    with opened(url):
        ask(url, "INSERT INTO migration (name, expands) VALUES ('9999_tomorrow', false)")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (something_else, "database of something else"),
        (somebody_s_view, "database of something else"),
        (from_the_future, "newer Pressrum .*9999_tomorrow"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(
    postgres_url: str, make: Make, reason: str
) -> None:
    make(postgres_url)
    before = ask(postgres_url, EVERYTHING)
    with pytest.raises(StoreRefused, match=reason) as refused:
        PostgresStore(postgres_url, ManualClock())
    assert "\n" not in str(refused.value)
    assert ask(postgres_url, EVERYTHING) == before


def test_a_newer_database_that_was_only_added_to_goes_on_with_this_program(
    postgres_url: str,
) -> None:
    """A replica of the old version works beside new ones until it is replaced itself."""
    with opened_with_room(postgres_url):
        ask(postgres_url, "ALTER TABLE webhook ADD COLUMN mood text")
        ask(postgres_url, "INSERT INTO migration (name, expands) VALUES ('9999_mood', true)")
    with opened(postgres_url) as store:
        made = store.writing(drafts.add, ROOM, b.document(), "maja").result()
        assert store.reading(drafts.get, made.ref).result() == made


def test_a_server_or_database_that_is_not_there_is_refused_in_one_line(postgres_url: str) -> None:
    for url in (f"{postgres_url}_missing", "postgresql://press:hemligt@127.0.0.1:9/pressrum"):
        with pytest.raises(StoreRefused, match="cannot be used at present") as refused:
            PostgresStore(url, ManualClock())
        assert "\n" not in str(refused.value)
        assert "hemligt" not in str(refused.value)


def test_a_database_that_keeps_text_in_another_encoding_is_refused() -> None:
    name = f"pressrum_test_{uuid.uuid4().hex}"
    ask(
        engines.url_of("postgres"),
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'",
    )
    try:
        with pytest.raises(StoreRefused, match="as LATIN1; Pressrum needs UTF8"):
            PostgresStore(engines.url_of(name), ManualClock())
    finally:
        engines.drop_database(name)


@pytest.mark.parametrize("rights", ["", "USAGE"])
def test_who_may_not_write_is_refused_in_one_line(postgres_url: str, rights: str) -> None:
    """A role that was forgotten in the database, or may look but not make tables."""
    role = f"pressrum_test_{uuid.uuid4().hex}"
    ask(postgres_url, f"CREATE ROLE {role} LOGIN")
    ask(postgres_url, "REVOKE ALL ON SCHEMA public FROM public")
    if rights:
        ask(postgres_url, f"GRANT {rights} ON SCHEMA public TO {role}")
    try:
        guest = postgres_url.replace("postgres@", f"{role}@")
        with pytest.raises(StoreRefused, match=r"permission denied|no schema") as refused:
            PostgresStore(guest, ManualClock())
        assert "\n" not in str(refused.value)
    finally:
        ask(postgres_url, f"DROP OWNED BY {role}")
        ask(postgres_url, f"DROP ROLE {role}")


def test_a_database_opens_again_as_it_was_left(postgres_url: str) -> None:
    with opened_with_room(postgres_url) as store:
        made = store.writing(drafts.add, ROOM, b.document(), "maja").result()
    before = ask(postgres_url, "SELECT name, expands, applied_at FROM migration ORDER BY name")
    with opened(postgres_url) as store:
        assert store.reading(drafts.get, made.ref).result() == made
    assert ask(postgres_url, "SELECT * FROM migration ORDER BY name") == before


def test_several_programs_may_start_on_a_new_database_at_once() -> None:
    for _ in range(3):
        barrier = Barrier(STARTERS)

        def start(url: str, barrier: Barrier = barrier) -> PostgresStore:
            barrier.wait()
            return PostgresStore(url, ManualClock())

        with engines.blank_database() as url, ThreadPoolExecutor(STARTERS) as pool:
            starting = [pool.submit(start, url) for _ in range(STARTERS)]
            for store in [future.result() for future in starting]:
                store.close()
            assert ask(url, "SELECT count(*) FROM installation") == [(1,)]


def test_two_programs_on_one_database_hear_of_each_others_commits(postgres_url: str) -> None:
    with opened_with_room(postgres_url) as one, opened(postgres_url) as other:
        for writer, reader in ((one, other), (other, one)) * 3:
            before = reader.data_version()
            writer.writing(public_version.beat).result()
            eventually(lambda reader=reader, before=before: reader.data_version() != before)  # type: ignore[misc]
            assert (
                writer.reading(public_version.version).result()
                == reader.reading(public_version.version).result()
            )


def test_what_changes_nothing_public_is_not_told_to_anybody(postgres_url: str) -> None:
    """Sessions, drafts and visits are many; caches need not look again for them."""
    with opened_with_room(postgres_url) as one, opened(postgres_url) as other:
        told = psycopg.connect(postgres_url, autocommit=True)
        with told:
            told.execute("LISTEN pressrum")
            one.writing(lambda tx: tx.run("INSERT INTO hub (url) VALUES ('a')")).result()
            one.writing(public_version.beat).result()
            (first,) = told.notifies(timeout=10, stop_after=1)
            assert first.payload == str(other.reading(public_version.version).result())


def test_three_programs_write_in_turn_and_lose_nothing(postgres_url: str) -> None:
    """Each reads a number, and writes it one higher."""

    def count(tx: Tx) -> None:
        room = newsrooms.get(tx, ROOM)
        newsrooms.replace(tx, b.newsroom(ROOM, name=str(int(room.name) + 1)))

    with ExitStack() as stack:
        programs = [stack.enter_context(opened_with_room(postgres_url))]
        programs += [stack.enter_context(opened(postgres_url)) for _ in range(2)]
        programs[0].writing(newsrooms.replace, b.newsroom(ROOM, name="0")).result()
        futures = [store.writing(count) for _ in range(WRITES) for store in programs]
        for future in futures:
            future.result()
        names = {store.reading(newsrooms.get, ROOM).result().name for store in programs}
    assert names == {str(3 * WRITES)}


def test_the_instants_of_transactions_follow_their_order_whoever_writes(postgres_url: str) -> None:
    """With clocks that are minutes apart: what was noted by one is a floor for the others."""
    late = ManualClock(b.MORNING)
    with opened_with_room(postgres_url) as one:
        one.writing(public_version.beat).result()
        other = PostgresStore(postgres_url, late)
        try:
            noted = other.writing(lambda tx: tx.now).result()
            assert noted >= one.reading(lambda tx: tx.now).result()
        finally:
            other.close()


def test_a_reader_sees_one_snapshot_whatever_is_written_meanwhile(postgres_url: str) -> None:
    with opened(postgres_url) as store:

        def twice(tx: Tx) -> tuple[int, int]:
            first = public_version.version(tx)
            store.writing(public_version.beat).result()
            return first, public_version.version(tx)

        first, second = store.reading(twice).result()
        assert first == second
        assert store.reading(public_version.version).result() > second


def test_a_reader_cannot_write(postgres_url: str) -> None:
    with opened(postgres_url) as store, pytest.raises(StoreRefused, match="read-only"):
        store.reading(public_version.beat).result()


def test_a_writer_that_fails_leaves_nothing_behind(postgres_url: str) -> None:
    with opened_with_room(postgres_url) as store:

        def half(tx: Tx) -> None:
            drafts.add(tx, ROOM, b.document(), "maja")
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            store.writing(half).result()
        assert store.reading(lambda tx: tx.all("SELECT id FROM release")).result() == []
        store.writing(drafts.add, ROOM, b.document(), "maja").result()


@pytest.mark.parametrize("text", ["a\0b", "\0", "\0\0 å"])
def test_a_parameter_with_a_nul_is_stored_without_it_and_equals_nothing(
    postgres_url: str, text: str
) -> None:
    with opened_with_room(postgres_url) as store:

        def kept(tx: Tx) -> str:
            tx.run("INSERT INTO hub (url) VALUES (:url)", url=text)
            tx.many("INSERT INTO cache (url) VALUES (:url)", [{"url": text}])
            row = tx.one("SELECT hub.url FROM hub JOIN cache ON cache.url = hub.url")
            return str(row["url"]) if row else ""

        assert store.writing(kept).result() == text.replace("\0", "\ufffd")
        with pytest.raises(Exception, match="no newsroom") as missing:
            store.reading(newsrooms.get, f"{ROOM}\0").result()
        assert not isinstance(missing.value, psycopg.Error)


def test_a_place_is_told_to_people_without_user_and_password(postgres_url: str) -> None:
    secret = postgres_url.replace("postgres@", "postgres:hemligt@") + "?connect_timeout=2"
    with opened(secret) as store:
        assert "hemligt" not in str(store.place)
        assert str(store.place) == postgres_url.replace("postgres@", "")


def test_what_is_asked_twice_in_one_reading_is_one_way_to_the_server(postgres_url: str) -> None:
    """A function that never says the same twice tells whether it was asked again."""
    chance = "SELECT gen_random_uuid()::text AS said, :asker AS asker"

    def ask_again(tx: Tx) -> list[object]:
        return [tx.one(chance, asker=asker) for asker in ("maja", "maja", "nils")]

    with opened(postgres_url) as store:
        first, again, other = store.reading(ask_again).result()
        assert first == again
        assert first != other
        assert store.reading(ask_again).result()[0] != first
        once, twice, _ = store.writing(ask_again).result()
        assert once != twice


def test_a_long_walk_through_what_is_stored_is_not_remembered(postgres_url: str) -> None:
    chance = "SELECT gen_random_uuid() AS said"
    long = f"{chance} FROM generate_series(1, 1000)"

    def walk(tx: Tx) -> tuple[bool, bool]:
        is_long_kept = tx.all(long) == tx.all(long)
        for number in range(1_000):
            tx.all("SELECT :number::bigint AS number", number=number)
        return is_long_kept, tx.one(chance) == tx.one(chance)

    with opened(postgres_url) as store:
        assert store.reading(walk).result() == (False, False)
