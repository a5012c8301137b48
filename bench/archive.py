"""Archives of any size to measure on: made in bulk, in the shape the store itself writes."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench import texts
from releases.desk import newsroom_settings
from releases.model import Document, Kind, Newsroom, canonical, fingerprint, new_id
from releases.rules.roles import Actor
from releases.store import drafts, log, public_version
from releases.store.engine import Store
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from releases.timeline import Action, Entry, states
from releases.times import to_millis
from service.clock.guarded import GuardedClock

WHO = Actor("bench", is_machine=True)
NEWSROOM = "region-nordanvik"
TOPICS = tuple(f"amne-{number}" for number in range(25))
BATCH = 5_000
# The newest release is as old as this whatever the size, so that sizes differ in nothing else.
NEWEST = datetime(2026, 1, 1, 6, 0, tzinfo=UTC)
_PARAGRAPH = (
    "Regionen bygger om vårdcentralen i Kallmyra för att korta väntetiderna. Arbetet börjar "
    "i vår och beräknas vara klart till hösten, då mottagningen får fler rum och egen entré.\n\n"
)


def make(path: Path, size: int, *, alike: bool = True) -> None:
    """Make an archive of `size` published releases at `path`, unless it is there already.

    Their texts are all `alike`, or each of the length and the shape of a real one and its own.
    """
    if path.exists():
        return
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    store = SqliteStore(part, GuardedClock())
    try:
        store.writing(_roomy).result()
        fill(store, size, alike=alike)
    finally:
        store.close()
    part.rename(path)


def fill(store: Store, size: int, *, alike: bool = True) -> None:
    """Fill an empty database with `size` published releases."""
    room = Newsroom(NEWSROOM, "Region Nordanvik", about="Region Nordanvik finns inte.")
    store.writing(newsroom_settings.add_newsroom, room, WHO).result()
    dice = random.Random(size)  # noqa: S311 - the same archive every time
    for first in range(0, size, BATCH):
        numbers = range(first, min(first + BATCH, size))
        made = [_release(number, dice) for number in numbers]
        if not alike:
            made = [(texts.own(document, dice), entry) for document, entry in made]
        store.writing(_add, made).result()


def _roomy(tx: Tx) -> None:
    """Keep the indexes in memory while they are made; the service itself does without."""
    tx.run("PRAGMA cache_size = -4000000")


def _release(number: int, dice: random.Random) -> tuple[Document, Entry]:
    at = NEWEST - timedelta(minutes=7 * number)
    document = Document(
        title=f"Vårdcentralen i Kallmyra byggs om, etapp {number}",
        kind=dice.choice(list(Kind)),
        lead="Väntetiderna ska bli kortare och lokalerna ljusare.",
        body=_PARAGRAPH + "– Det har vi längtat efter, säger Saga Tranholm, verksamhetschef.",
        topics=tuple(dice.sample(TOPICS, 2)),
        places=(f"26{dice.randrange(20):02}",),
    )
    release = new_id()
    return document, Entry(new_id(), release, 1, new_id(), Action.PUBLISH, at, at, "bench")


def _add(tx: Tx, releases: list[tuple[Document, Entry]]) -> None:
    rows: list[dict[str, Any]] = []
    periods: list[dict[str, object]] = []
    facets: list[dict[str, object]] = []
    for document, entry in releases:
        (state,) = states((entry,))
        period, its_facets = log.derived_rows(NEWSROOM, state, document)
        periods.append(period)
        facets += its_facets
        rows.append(
            {
                "id": entry.release,
                "newsroom": NEWSROOM,
                "document": canonical(document).decode(),
                "text": drafts.search_text(document),
                "revision": entry.revision,
                "sha256": fingerprint(document),
                "entry": entry.id,
                "at": to_millis(entry.at),
            }
        )
    for statement in _STATEMENTS:
        tx.many(statement, rows)
    tx.many(log.PERIOD, periods)
    tx.many(log.FACET, facets)
    for document, entry in releases:
        (state,) = states((entry,))
        log.index(tx, NEWSROOM, state, document)
    public_version.beat(tx)


_STATEMENTS = (
    "INSERT INTO release (id, newsroom, draft, version, submitted_version, created_ms, changed_ms, "
    "changed_by, logged) VALUES (:id, :newsroom, :document, 1, NULL, :at, :at, 'bench', 1)",
    "INSERT INTO release_text (release, text) VALUES (:id, :text)",
    "INSERT INTO revision (id, release, number, document, sha256, made_ms, made_by) "
    "VALUES (:revision, :id, 1, :document, :sha256, :at, 'bench')",
    "INSERT INTO entry (id, release, number, revision, action, at_ms, made_ms, effective_ms, "
    "made_by, significance, note, announce, day_only) VALUES (:entry, :id, 1, :revision, "
    "'publish', :at, :at, :at, 'bench', 'major', '', 0, 0)",
)
