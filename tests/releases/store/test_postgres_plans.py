"""PostgreSQL finds by index what a page shows: nothing is read from end to end."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from releases.desk import approval, newsroom_settings
from releases.desk import deliveries as desk_deliveries
from releases.desk import drafts as desk_drafts
from releases.desk import entries as desk_entries
from releases.desk.approval import Order
from releases.model import DraftRef, Kind
from releases.public import Cursor, Selection, Volume
from releases.rules.validation import validate
from releases.store import (
    archives,
    audit,
    changes,
    claims,
    deliveries,
    desklist,
    draft_versions,
    drafts,
    facets,
    feedback,
    listings,
    media,
    outbox,
    previews,
    schedule,
    search,
    sitemaps,
    submissions,
    visits,
)
from releases.store.audit import AuditCursor, AuditFilter
from releases.store.changes import BEGINNING, ChangeCursor
from releases.store.desklist import DeskCursor, DeskState
from releases.store.feedback import FeedbackState
from releases.store.postgres import PostgresStore
from releases.store.sinks import Hub, Webhook
from releases.store.tx import Tx
from releases.text.search_spellings import respell
from releases.text.search_terms import question
from releases.timeline import Action
from releases.times import Moment
from tests import builders as b
from tests import engines
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.postgres_servers import ask as run
from tests.releases.store.postgres_plans import Explained, fill
from tests.stores import ROOM, WHO

pytestmark = pytest.mark.postgres

PAGE = 20
SHORT = 50
T = MORNING
MONTH_AGO = MORNING - timedelta(days=30)
MIDDLE = Cursor(MORNING - timedelta(hours=3_000), "r3000")
HOOK = Webhook("w3", ROOM, "https://3.example/", "")
DONE = Webhook("w1", ROOM, "https://1.example/", "")
SOME = DraftRef(ROOM, "r2000")
# What a list of releases asks about each: its log, revision, home, pictures and translations.
EACH = 8
# Probes that are made once, whatever is asked.
ONCE = 60

Asked = Callable[[Tx], object]


def in_state(state: DeskState) -> Asked:
    return lambda tx: desklist.page(tx, ROOM, T, PAGE, state)


LISTS: dict[str, tuple[Asked, int]] = {
    "newest of all newsrooms": (lambda tx: listings.listing(tx, Selection(), T, PAGE), PAGE),
    "newest of one": (lambda tx: listings.listing(tx, Selection(ROOM), T, PAGE), PAGE),
    "a feed": (lambda tx: listings.listing(tx, Selection(ROOM), T, PAGE, notices=True), PAGE),
    "of a topic": (lambda tx: listings.listing(tx, Selection(ROOM, topic="t3"), T, PAGE), PAGE),
    "of a topic anywhere": (lambda tx: listings.listing(tx, Selection(topic="t3"), T, PAGE), PAGE),
    "of a topic and a kind": (
        lambda tx: listings.listing(
            tx, Selection(ROOM, topic="t3", kind=Kind.PRESS_RELEASE), T, PAGE
        ),
        # Which of the two is rarer is probed.
        listings._PROBE,
    ),
    "of a year": (lambda tx: listings.listing(tx, Selection(ROOM, year=2017), T, PAGE), PAGE),
    "an older page": (lambda tx: listings.listing(tx, Selection(ROOM), T, PAGE, MIDDLE), PAGE),
    "of nothing": (lambda tx: listings.listing(tx, Selection(ROOM, topic="x"), T, PAGE), 0),
    "one release": (lambda tx: listings.release(tx, ROOM, "r2000", T), 1),
    "the next instant": (lambda tx: listings.next_instant(tx, T), 0),
    "the last change": (lambda tx: listings.last_change(tx, ROOM, T), 0),
    "the last change of all": (lambda tx: listings.last_change(tx, None, T), 0),
    "the newest volume": (lambda tx: archives.newest(tx, ROOM, T), 720),
    "a volume": (lambda tx: archives.volume(tx, ROOM, Volume(2018, 1), T), 720),
    "a volume's last part": (lambda tx: archives.volume(tx, ROOM, Volume(2018, 1, 12), T), 720),
    # The parts of a year are counted along it.
    "a site map": (lambda tx: sitemaps.part(tx, ROOM, 2018, 1, T), 250),
    "news": (
        lambda tx: sitemaps.list_published_since(tx, T - timedelta(days=2), T),
        48,
    ),
    "changes from the beginning": (lambda tx: changes.since(tx, ROOM, BEGINNING, PAGE), PAGE),
    "changes since": (
        lambda tx: changes.since(tx, ROOM, ChangeCursor(MONTH_AGO, "", "e700"), PAGE),
        PAGE,
    ),
    "no changes since": (lambda tx: changes.since(tx, ROOM, ChangeCursor(T, "", "e1"), PAGE), 24),
    "topics": (lambda tx: facets.topics(tx, ROOM, T), 34),
    "years": (lambda tx: facets.years(tx, ROOM, T), 2),
    "a picture": (lambda tx: media.public(tx, "m2000", T), 1),
    "hits that are few": (
        lambda tx: search.hits(tx, question("ord4711"), Selection(ROOM), T, PAGE),
        PAGE,
    ),
    "no hits in many spellings": (
        lambda tx: search.hits(tx, respell(question("ovanalogaord")), Selection(ROOM), T, PAGE),
        PAGE,
    ),
    "hits in other spellings": (
        lambda tx: search.hits(tx, respell(question("ord4711")), Selection(ROOM), T, PAGE),
        PAGE,
    ),
}
DESK: dict[str, tuple[Asked, int]] = {
    "the desk's list": (lambda tx: desklist.page(tx, ROOM, T, PAGE), PAGE),
    "an older page of it": (
        lambda tx: desklist.page(
            tx, ROOM, T, PAGE, before=DeskCursor(MIDDLE.published, MIDDLE.release)
        ),
        PAGE,
    ),
    **{f"what is {state}": (in_state(state), PAGE) for state in DeskState},
    "what has a word": (lambda tx: desklist.page(tx, ROOM, T, PAGE, words="ord4711"), PAGE),
    "what has no such word": (lambda tx: desklist.page(tx, ROOM, T, PAGE, words="osagt"), PAGE),
    "versions of one": (
        lambda tx: draft_versions.page(tx, drafts.get(tx, SOME), PAGE, 40),
        PAGE,
    ),
    "the state of one": (lambda tx: desklist.state_of(tx, drafts.get(tx, SOME), T), 1),
    "what comes next": (lambda tx: schedule.upcoming(tx, ROOM, T, PAGE), PAGE),
    "what came last": (lambda tx: schedule.list_published(tx, ROOM, T, PAGE), PAGE),
    "a week": (lambda tx: schedule.between(tx, ROOM, T - timedelta(days=7), T, T), 3 * 168),
    "neighbours": (
        lambda tx: schedule.near(tx, ROOM, MONTH_AGO, MONTH_AGO + timedelta(hours=9), "r2000"),
        PAGE,
    ),
    "what waits for approval": (lambda tx: schedule.list_submitted(tx, ROOM, PAGE), PAGE),
    "what was sent back": (lambda tx: submissions.list_returned(tx, ROOM, PAGE), PAGE),
    "announcements of one": (lambda tx: schedule.announcements_of(tx, "r2000"), 3),
    "dead letters": (lambda tx: schedule.dead(tx, ROOM, PAGE), PAGE),
    "the log of a sink": (lambda tx: deliveries.latest(tx, ROOM, DONE, PAGE), PAGE),
    "the log of a sink without one": (
        lambda tx: deliveries.latest(tx, ROOM, Hub("https://hub.example/"), PAGE),
        0,
    ),
    "dead letters of a sink": (lambda tx: deliveries.dead(tx, DONE, PAGE), PAGE),
    "the audit": (lambda tx: audit.page(tx, ROOM, AuditFilter(), PAGE), PAGE),
    "an older page of the audit": (
        lambda tx: audit.page(tx, ROOM, AuditFilter(), PAGE, AuditCursor(MONTH_AGO, 99)),
        PAGE,
    ),
    "the audit of a person": (
        lambda tx: audit.page(tx, ROOM, AuditFilter(who="maja3"), PAGE),
        PAGE,
    ),
    "the audit of a kind": (
        lambda tx: audit.page(tx, ROOM, AuditFilter(action="entry.publish"), PAGE),
        PAGE,
    ),
    "the audit of a person of that name": (
        lambda tx: audit.page(tx, ROOM, AuditFilter(who="nobody"), PAGE),
        0,
    ),
    "the audit of one release": (lambda tx: audit.list_entries(tx, SOME), 2),
    "the deeds on one": (lambda tx: audit.list_deeds(tx, SOME, ("release.save",)), 4),
    "the links to one": (lambda tx: previews.of_release(tx, "r2000"), 0),
    "comments": (lambda tx: feedback.page(tx, ROOM, FeedbackState.NEW, PAGE), PAGE),
    "pictures": (lambda tx: media.of_newsroom(tx, ROOM, PAGE), PAGE),
    "visits of one": (lambda tx: visits.of_release(tx, "r2000", T.date()), 0),
}


def approve(tx: Tx) -> object:
    release = desk_drafts.create(tx, ROOM, validate(b.document()), WHO)
    return approval.approve(tx, release.ref, Order(Action.PUBLISH), WHO)


def call_off(tx: Tx) -> None:
    release = desk_drafts.create(tx, ROOM, validate(b.document()), WHO)
    at = Moment(tx.now + timedelta(hours=1), day_only=False)
    planned = approval.approve(tx, release.ref, Order(Action.PUBLISH, at), WHO)
    desk_entries.cancel(tx, release.ref, planned.id, WHO)


def claim(tx: Tx) -> object:
    return desk_deliveries.claim(tx, "somebody", HOOK, PAGE)


WRITES: dict[str, tuple[Asked, int]] = {
    "an approval": (approve, 12),
    "a plan that is called off": (call_off, 12),
    "a draft saved": (
        lambda tx: desk_drafts.save(tx, SOME, validate(b.document("Nytt")), WHO, 1),
        3,
    ),
    "what is owed": (claims.due_sinks, 0),
    "a claim": (claim, PAGE),
    "who claims": (claims.owners, 0),
    "what others held": (lambda tx: claims.free(tx, ["gone", "lost"]), 0),
    "when the next is due": (claims.next_due, 1),
    "what a sink is told no more": (
        lambda tx: outbox.remove_webhook(tx, ROOM, "w5"),
        0,
    ),
    "a purge": (lambda tx: outbox.set_caches(tx, ["https://cache.example/"]), 0),
}


@pytest.fixture(scope="module")
def archive() -> Iterator[PostgresStore]:
    with engines.blank_database() as url:
        store = PostgresStore(url, ManualClock())
        store.writing(newsroom_settings.add_newsroom, b.newsroom(ROOM), WHO).result()
        store.writing(fill).result()
        run(url, "VACUUM ANALYZE")
        yield store
        store.close()


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have pages much shorter than this archive, as they are in one of a million."""
    monkeypatch.setattr(archives, "SIZE", SHORT)
    monkeypatch.setattr(sitemaps, "SIZE", SHORT)


def explained(store: PostgresStore, asked: Asked, *, often: bool) -> Explained:
    seen: list[Explained] = []

    def look(tx: Tx) -> None:
        seen.append(Explained(tx, often=often))
        asked(seen[0])
        # Whatever was written is to be written again by the next.
        raise LookupError

    with pytest.raises(LookupError):
        store.writing(look).result()
    return seen[0]


@pytest.mark.parametrize("often", [False, True], ids=["at first", "often"])
@pytest.mark.parametrize("name", [*LISTS, *DESK, *WRITES])
def test_a_page_costs_what_it_shows(archive: PostgresStore, name: str, *, often: bool) -> None:
    asked, length = (LISTS | DESK | WRITES)[name]
    plans = explained(archive, asked, often=often).plans
    bound = EACH * length + ONCE
    assert [plan.told for plan in plans if plan.walked or plan.rows > bound] == []
    assert plans
