"""The law of the store: what it lists is what the timeline says, at every instant.

Random lives of three releases in two newsrooms are written through the desk; whatever the
database then answers must be what `timeline.public` over the whole log gives.
"""

import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from releases import timeline
from releases.desk import newsroom_settings
from releases.model import Document, DraftRef, Kind
from releases.public import Cursor, PublicRelease, Selection
from releases.store import drafts, listings, log
from releases.store.tx import Tx
from releases.timeline import NOTICE, Action, Entry, State
from tests import builders as b
from tests.releases.desk_lives import CONTENTS, attempt
from tests.releases.histories import LIVES, MOMENT, Step
from tests.stores import ROOM, WHO, Desk, open_desk

OTHER = "region-sydlandet"
ROOMS = (ROOM, ROOM, OTHER)
SELECTIONS = st.builds(
    Selection,
    newsroom=st.sampled_from([None, ROOM, OTHER]),
    kind=st.sampled_from([None, None, Kind.NEWS, Kind.STATEMENT]),
    topic=st.sampled_from([None, None, "vård", "buss", "okänt"]),
    place=st.sampled_from([None, None, "18", "1880"]),
    lang=st.sampled_from([None, None, "sv", "en"]),
)


class ListedWorld(msgspec.Struct, frozen=True):
    """All there is to know: the whole log, and what the database needs joining for."""

    log: tuple[Entry, ...]
    documents: dict[str, Document]
    homes: dict[str, str]

    def listed(self, chosen: Selection, t: datetime, *, notices: bool) -> list[State]:
        """What a list without end holds at `t`."""
        return [
            state
            for state in timeline.public(self.log, t)
            if self._fits(state, chosen, t)
            and (not state.withdrawn or (notices and _recent(state, t)))
        ]

    def page(self, chosen: Selection, t: datetime, count: int, before: Cursor | None) -> list[str]:
        """What a list of `count` after a cursor holds."""
        states = self.listed(chosen, t, notices=False)
        return [s.release for s in states if before is None or _older(s, before)][:count]

    def in_force(self, state: State, t: datetime) -> Document:
        """The document published or corrected last, told from the entries alone."""
        shown = [
            entry
            for entry in self.log
            if entry.release == state.release
            and entry.effective <= t
            and entry.action is not Action.WITHDRAW
        ]
        return self.documents[max(shown, key=lambda e: (e.effective, e.number)).revision]

    def _fits(self, state: State, chosen: Selection, t: datetime) -> bool:
        document = self.in_force(state, t)
        return (
            chosen.newsroom in (None, self.homes[state.release])
            and chosen.kind in (None, document.kind)
            and chosen.lang in (None, document.language)
            and (chosen.topic is None or chosen.topic in document.topics)
            and (chosen.place is None or chosen.place in document.places)
        )


def live(desk: Desk, steps: Iterable[Step]) -> None:
    """Do what the steps say, leaving out what the desk refuses."""
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    releases = [desk.draft(CONTENTS[i], room) for i, room in enumerate(ROOMS)]
    for step in steps:
        desk.clock.advance(step.wait * b.HOUR)
        attempt(desk, releases[step.release], step, desk.clock.now() + step.ahead * b.HOUR)


def world(tx: Tx) -> ListedWorld:
    rows = tx.all("SELECT id, newsroom FROM release")
    revisions = [revision for row in rows for revision in drafts.revisions(tx, row["id"])]
    return ListedWorld(
        log=log.everything(tx),
        documents={revision.id: revision.document for revision in revisions},
        homes={row["id"]: row["newsroom"] for row in rows},
    )


def instants(known: ListedWorld) -> list[datetime]:
    """The instants at which anything may change, and those just before."""
    effective = {entry.effective for entry in known.log} | {entry.at for entry in known.log}
    changes = (
        effective | {instant + NOTICE for instant in effective} | {b.MORNING, b.MORNING - b.DAY}
    )
    return sorted({change + by for change in changes for by in (-MOMENT, 0 * b.HOUR)})


def timeless(items: Iterable[PublicRelease]) -> list[tuple[State, Document]]:
    """What readers can tell: all but for how long it will last."""
    return [(msgspec.structs.replace(i.state, until=None), i.document) for i in items]


def _recent(state: State, t: datetime) -> bool:
    return state.notable and state.since > t - NOTICE


def _older(state: State, before: Cursor) -> bool:
    if state.published == before.published:
        return state.release > before.release
    return state.published < before.published


def agree(tx: Tx, chosen: Selection, count: int) -> None:
    known = world(tx)
    for t in instants(known):
        full = listings.listing(tx, chosen, t, 100, notices=True)
        expected = known.listed(chosen, t, notices=True)
        assert [item.state for item in full.items] == expected
        for item in full.items:
            assert item.document == known.in_force(item.state, t)
            assert item.newsroom.slug == known.homes[item.id]
            assert listings.release(tx, item.newsroom.slug, item.id, t) == item
        pages, before = [], None
        while True:
            page = listings.listing(tx, chosen, t, count, before)
            assert [item.id for item in page.items] == known.page(chosen, t, count, before)
            pages += [item.id for item in page.items]
            assert len(pages) <= len(ROOMS)
            before = page.older
            if before is None:
                break
        assert pages == known.page(chosen, t, 100, None)


def agree_anywhere(tx: Tx, chosen: Selection, before: Cursor) -> None:
    known = world(tx)
    for t in instants(known):
        page = listings.listing(tx, chosen, t, 2, before)
        assert [item.id for item in page.items] == known.page(chosen, t, 2, before)


def still_between_changes(tx: Tx, chosen: Selection) -> None:
    known = world(tx)
    everything = Selection(newsroom=chosen.newsroom)
    for t in instants(known):
        now = listings.listing(tx, everything, t, 100, notices=True)
        following = listings.next_instant(tx, t)
        logged = timeline.next_instant(known.log, t)
        assert following is None or following > t
        assert logged is None or (following is not None and following <= logged)
        for later in instants(known):
            if t < later and (following is None or later < following):
                same = listings.listing(tx, everything, later, 100, notices=True)
                assert timeless(same.items) == timeless(now.items)
                assert same.changed_at == now.changed_at
        if now.changed_at is None:
            assert now.items == ()
        else:
            assert now.changed_at <= t
            then = listings.listing(tx, everything, now.changed_at, 100, notices=True)
            assert timeless(then.items) == timeless(now.items)


@given(LIVES, SELECTIONS, st.integers(1, 3))
def test_a_list_at_any_instant_is_what_the_timeline_says(
    steps: list[Step], chosen: Selection, count: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as desk:
        live(desk, steps)
        desk.read(agree, chosen, count)


@given(LIVES, SELECTIONS, st.integers(-3, 30), st.sampled_from("amz9"))
def test_a_list_goes_on_from_any_cursor(
    steps: list[Step], chosen: Selection, hours: int, release: str
) -> None:
    cursor = Cursor(b.MORNING + hours * b.HOUR, release)
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as desk:
        live(desk, steps)
        desk.read(agree_anywhere, chosen, cursor)


@given(LIVES, SELECTIONS)
def test_nothing_changes_but_at_the_instants_the_store_names(
    steps: list[Step], chosen: Selection
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as desk:
        live(desk, steps)
        desk.read(still_between_changes, chosen)


@given(LIVES, st.sampled_from(["save", *Action, "cancel", "move"]), st.integers(0, 7))
def test_what_is_planned_saved_or_cancelled_leaves_no_trace_before_its_instant(
    steps: list[Step], last: str, choice: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as desk:
        live(desk, steps)

        def seen(tx: Tx) -> list[object]:
            times = [desk.clock.now(), b.MORNING + 3 * b.HOUR]
            lists = [listings.listing(tx, Selection(), t, 100, notices=True) for t in times]
            return [
                (timeless(listing.items), listing.older, listing.changed_at) for listing in lists
            ]

        before = desk.read(seen)
        (row, *_) = desk.read(lambda tx: tx.all("SELECT id, newsroom FROM release ORDER BY id"))
        release = desk.read(drafts.get, DraftRef(row["newsroom"], row["id"]))
        step = msgspec.structs.replace(steps[0], deed=last, choice=choice)
        attempt(desk, release, step, desk.clock.now() + 9 * b.HOUR)
        assert desk.read(seen) == before
