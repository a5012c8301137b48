"""Rebuilding after a change: from the commit to an answer in every encoding."""

import statistics
import time
from pathlib import Path

import msgspec
from starlette.testclient import TestClient

from bench.archive import NEWSROOM, make
from releases.desk import approval, drafts
from releases.desk.approval import Order
from releases.model import Document
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from releases.timeline import Action
from service.app import create_app
from service.clock.guarded import GuardedClock
from service.config import Settings

WHO = Actor("bench", is_machine=True)
ROUNDS = 15
RELEASES = 1_000
# About what a region writes: 3,500 characters with quotations and a subheading.
_BODY = (
    "Regionen bygger om vårdcentralen i Kallmyra för att korta väntetiderna. Arbetet börjar i "
    "vår och beräknas vara klart till hösten, då mottagningen får fler rum och egen entré.\n\n"
    "– Det har vi längtat efter, säger Saga Tranholm, verksamhetschef.\n\n"
) * 12 + "## Bakgrund\n\n* 12 rum\n* egen entré\n"
PATHS = {
    "RSS": "feed.rss",
    "Atom": "feed.atom",
    "JSON Feed": "feed.json",
    "ninjs": "feed.ninjs.json",
    "archive of a month (200)": "archive/2025-12.atom",
}


class Rebuilt(msgspec.Struct, frozen=True):
    """How long a document takes the first time it is asked for after a change, in milliseconds."""

    name: str
    median: float
    longest: float
    size: int


def rebuilt(folder: Path) -> list[Rebuilt]:
    """Publish, ask, and time the answer: query, rendering, gzip, br and zstd together."""
    database = folder / "rebuild.db"
    make(database, RELEASES)
    clock = GuardedClock()
    store = SqliteStore(database, clock)
    settings = Settings(database=database, media=folder / "media", scheduler=False)
    try:
        with TestClient(create_app(settings, clock, store)) as client:
            for number in range(20):
                store.writing(_publish, number).result()
            return [_measure(client, store, name, path) for name, path in PATHS.items()]
    finally:
        store.close()


def _measure(client: TestClient, store: SqliteStore, name: str, path: str) -> Rebuilt:
    taken, size = [], 0
    for number in range(ROUNDS):
        store.writing(_publish, number).result()
        begun = time.perf_counter()
        answer = client.get(f"/{NEWSROOM}/{path}", headers={"Accept-Encoding": "identity"})
        taken.append((time.perf_counter() - begun) * 1000)
        answer.raise_for_status()
        size = len(answer.content)
    return Rebuilt(name, statistics.median(taken), max(taken), size)


def _publish(tx: Tx, number: int) -> None:
    title = f"Vårdcentralen byggs om, etapp {number}"
    # Bodies differ, so that none is known from another release.
    content = Document(title=title, lead="Snart.", body=f"{title} i {tx.now}.\n\n{_BODY}")
    made = drafts.create(tx, NEWSROOM, validate(content), WHO)
    approval.approve(tx, made.ref, Order(Action.PUBLISH), WHO)
