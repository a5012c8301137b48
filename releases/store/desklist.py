"""The desk's list of releases: drafts and all, by state and words, a page at a time."""

from datetime import datetime
from enum import StrEnum

import msgspec

from releases.model import Release
from releases.store import drafts
from releases.store.tx import Tx
from releases.text.clean import clean
from releases.text.search_spellings import spelled_out
from releases.text.word_readings import readings
from releases.times import from_millis, to_millis

# The most characters of a search.
WORDS = 1_000
# From so many finds on, walking the list until a page is full is quicker than gathering them all.
_OFTEN = 2_000


class DeskState(StrEnum):
    """Where a release stands, seen from the desk at an instant."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCHEDULED = "scheduled"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


class DeskItem(msgspec.Struct, frozen=True):
    release: Release
    state: DeskState


class DeskCursor(msgspec.Struct, frozen=True):
    """The last release already listed, in order of latest change."""

    changed: datetime
    release: str


class DeskPage(msgspec.Struct, frozen=True):
    items: tuple[DeskItem, ...]
    older: DeskCursor | None


_RELEASE = ", ".join(f"release.{column}" for column in drafts.COLUMNS.split(", "))
_STATE = (
    "CASE WHEN now.withdrawn = 1 THEN 'withdrawn' WHEN now.withdrawn = 0 THEN 'public' "
    "WHEN EXISTS (SELECT 1 FROM period AS later WHERE later.release = release.id) "
    "THEN 'scheduled' WHEN release.submitted_version IS NOT NULL THEN 'submitted' "
    "ELSE 'draft' END"
)
# What each state needs, such that an index finds it: the few among very many come at once.
_HINTS = {
    DeskState.DRAFT: "release.logged = 0 AND release.submitted_version IS NULL",
    DeskState.SUBMITTED: "release.logged = 0 AND release.submitted_version IS NOT NULL",
    DeskState.SCHEDULED: "release.id IN (SELECT release FROM period "
    "WHERE newsroom = :newsroom AND since_ms > :t)",
    DeskState.PUBLIC: "release.logged = 1",
    DeskState.WITHDRAWN: "release.id IN (SELECT release FROM period "
    "WHERE newsroom = :newsroom AND withdrawn = 1)",
}
# What a planner can estimate: many are public, so that the newest of all are soon enough a page.
_IS = {DeskState.PUBLIC: "now.withdrawn = 0", DeskState.WITHDRAWN: "now.withdrawn = 1"}


def page(
    tx: Tx,
    newsroom: str,
    t: datetime,
    count: int,
    state: DeskState | None = None,
    words: str = "",
    before: DeskCursor | None = None,
    offset: int = 0,
) -> DeskPage:
    """Return `count` releases of a newsroom after the first `offset`, latest changed first.

    `words` are matched as prefixes in title, lead and body of the working draft, in other spellings
    where the newsroom has nothing under them as typed. Raises `FieldError` where they hold half a
    character or more than 1,000.
    """
    where = ["release.newsroom = :newsroom"]
    if state:
        where += [_HINTS[state], _IS.get(state, f"{_STATE} = :state")]
    # What is left of control characters alone is no word, and no question to the index either.
    typed = clean(words, "q", WORDS)
    asked = tx.full_text.words(readings(typed))
    if asked and not _is_found(tx, newsroom, asked):
        asked = tx.full_text.words((*readings(typed), *spelled_out(typed)))
    if asked:
        often = _is_often(tx, asked)
        where.append(tx.full_text.is_draft if often else f"release.id IN ({tx.full_text.drafts})")
    if before:
        where.append("(release.changed_ms, release.id) < (:changed, :release)")
    rows = tx.all(
        f"SELECT {_RELEASE}, {_STATE} AS state FROM release LEFT JOIN period AS now "
        "ON now.release = release.id AND now.since_ms <= :t AND now.until_ms > :t "
        f"WHERE {' AND '.join(where)} "
        "ORDER BY release.changed_ms DESC, release.id DESC LIMIT :count OFFSET :offset",
        newsroom=newsroom,
        t=to_millis(t),
        state=state.value if state else None,
        words=asked,
        changed=to_millis(before.changed) if before else None,
        release=before.release if before else None,
        count=count + 1,
        offset=offset,
    )
    kept = rows[:count]
    older = (
        DeskCursor(from_millis(kept[-1]["changed_ms"]), kept[-1]["id"])
        if len(rows) > count
        else None
    )
    return DeskPage(
        tuple(DeskItem(drafts.release_of(row), DeskState(row["state"])) for row in kept), older
    )


def state_of(tx: Tx, release: Release, t: datetime) -> DeskState:
    """Return where one release stands at `t`."""
    row = tx.one(
        f"SELECT {_STATE} AS state FROM release LEFT JOIN period AS now "
        "ON now.release = release.id AND now.since_ms <= :t AND now.until_ms > :t "
        "WHERE release.id = :id",
        id=release.id,
        t=to_millis(t),
    )
    return DeskState(row["state"]) if row else DeskState.DRAFT


def _is_found(tx: Tx, newsroom: str, asked: str) -> bool:
    """Tell whether a newsroom has anything under these words, in whatever state."""
    often = _is_often(tx, asked)
    is_found = tx.full_text.is_draft if often else f"release.id IN ({tx.full_text.drafts})"
    row = tx.one(
        f"SELECT 1 AS found FROM release WHERE release.newsroom = :newsroom AND {is_found} LIMIT 1",
        newsroom=newsroom,
        words=asked,
    )
    return row is not None


def _is_often(tx: Tx, asked: str) -> bool:
    row = tx.one(
        f"SELECT count(*) AS found FROM ({tx.full_text.found} LIMIT :often) AS counted",
        words=asked,
        often=_OFTEN,
    )
    return row is not None and row["found"] == _OFTEN
