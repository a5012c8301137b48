"""What the log says is shown of releases at an instant: each one's state, revision and newsroom."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from releases.model import Document, Revision
from releases.store import drafts, log
from releases.store.tx import Tx, any_of
from releases.timeline import State, newest_first, state


class Shown(msgspec.Struct, frozen=True):
    """A release as its own log has it at an instant; `newsroom` is a slug."""

    state: State
    revision: Revision
    newsroom: str

    @property
    def document(self) -> Document:
        return self.revision.document


def shown_at(tx: Tx, ids: Iterable[str], t: datetime) -> tuple[Shown, ...]:
    """Return those of the releases that are or were public at `t`, newest first."""
    states = (state(entries, t) for entries in log.entries_of(tx, ids).values())
    shown = newest_first(public_state for public_state in states if public_state)
    if not shown:
        return ()
    revisions = drafts.revisions_by_id(tx, (public_state.revision for public_state in shown))
    inside, bound = any_of("id", (public_state.release for public_state in shown))
    rows = tx.all(f"SELECT id, newsroom FROM release WHERE id IN ({inside})", **bound)
    homes = {row["id"]: row["newsroom"] for row in rows}
    return tuple(
        Shown(public_state, revisions[public_state.revision], homes[public_state.release])
        for public_state in shown
    )
