"""The publication log in the database, and what is derived from it for fast reading.

`entry` is the truth. `period` (the states of `releases.timeline.states`) and `facet` (one row
per state and filter value) are written anew for a release whenever its log changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from releases.model import Document, DraftRef
from releases.store import drafts, public_version, search
from releases.store.tx import Row, Tx, any_of
from releases.text import languages
from releases.timeline import Action, Entry, Significance, State, states
from releases.times import from_millis, to_millis

FOREVER_MS = 253_402_300_799_999  # 9999-12-31: the end of a state that has none
TRANSLATION = "translation:"
COLUMNS = (
    "id, release, number, revision, action, at_ms, made_ms, effective_ms, made_by, "
    "significance, note, announce, day_only, replaces"
)
_IDS = msgspec.json.Decoder(tuple[str, ...])


class LogLine(msgspec.Struct, frozen=True):
    """An entry as the log keeps it, cancelled or not."""

    entry: Entry
    cancelled_at: datetime | None
    cancelled_by: str | None


def entries(tx: Tx, release_id: str) -> tuple[Entry, ...]:
    """Return the entries of a release that have not been cancelled, in the order written."""
    return tuple(line.entry for line in lines(tx, release_id) if line.cancelled_at is None)


def lines(tx: Tx, release_id: str) -> tuple[LogLine, ...]:
    """Return every entry ever written for a release, cancelled ones too, in the order written."""
    rows = tx.all(
        f"SELECT {COLUMNS}, cancelled_ms, cancelled_by FROM entry WHERE release = :id "
        "ORDER BY number",
        id=release_id,
    )
    return tuple(
        LogLine(
            entry_of(row),
            from_millis(row["cancelled_ms"]) if row["cancelled_ms"] is not None else None,
            row["cancelled_by"],
        )
        for row in rows
    )


def entries_of(tx: Tx, release_ids: Iterable[str]) -> dict[str, list[Entry]]:
    """Return the live entries of several releases, by release."""
    inside, bound = any_of("release", release_ids)
    if not bound:
        return {}
    rows = tx.all(
        f"SELECT {COLUMNS} FROM entry WHERE cancelled_ms IS NULL AND release IN ({inside})",
        **bound,
    )
    by_release: defaultdict[str, list[Entry]] = defaultdict(list)
    for row in rows:
        by_release[row["release"]].append(entry_of(row))
    return by_release


def everything(tx: Tx) -> tuple[Entry, ...]:
    """Return the whole live log. For audits and tests: it is as long as the archive."""
    rows = tx.all(f"SELECT {COLUMNS} FROM entry WHERE cancelled_ms IS NULL")
    return tuple(entry_of(row) for row in rows)


def write(tx: Tx, newsroom: str, entry: Entry) -> None:
    """Add an entry that `releases.timeline.append` has allowed."""
    _insert(tx, entry)
    _derive(tx, newsroom, entry.release)
    _tell(tx, (entry,))


def restore(tx: Tx, newsroom: str, release_id: str, told: Iterable[LogLine]) -> None:
    """Write the whole log of a release that has none, what was cancelled as cancelled."""
    lives = []
    for line in told:
        _insert(tx, line.entry)
        if line.cancelled_at is not None:
            _mark_cancelled(tx, line.entry.id, line.cancelled_at, line.cancelled_by or "")
        else:
            lives.append(line.entry)
    _derive(tx, newsroom, release_id)
    _tell(tx, lives)


def _insert(tx: Tx, entry: Entry) -> None:
    tx.run(
        f"INSERT INTO entry ({COLUMNS}, sequence) VALUES (:id, :release, :number, :revision, "
        ":action, :at_ms, :made_ms, :effective_ms, :made_by, :significance, :note, :announce, "
        # The end of an index. Of what was cancelled nobody has ever heard: its number is free.
        ":day_only, :replaces, (SELECT coalesce(max(sequence), 0) + 1 FROM entry "
        "WHERE cancelled_ms IS NULL))",
        id=entry.id,
        release=entry.release,
        number=entry.number,
        revision=entry.revision,
        action=entry.action.value,
        at_ms=to_millis(entry.at),
        made_ms=to_millis(entry.made_at),
        effective_ms=to_millis(entry.effective),
        made_by=entry.made_by,
        significance=entry.significance.value,
        note=entry.note,
        announce=int(entry.announce),
        day_only=int(entry.day_only),
        replaces=msgspec.json.encode(entry.replaces).decode(),
    )


def cancel(tx: Tx, ref: DraftRef, entry_id: str, who: str) -> None:
    """Mark an entry cancelled that `releases.timeline.cancel` has let go."""
    _mark_cancelled(tx, entry_id, tx.now, who)
    _derive(tx, ref.newsroom, ref.release)
    _tell(tx, ())


def _mark_cancelled(tx: Tx, entry_id: str, at: datetime, who: str) -> None:
    tx.run(
        "UPDATE entry SET cancelled_ms = :at, cancelled_by = :who WHERE id = :id",
        id=entry_id,
        at=to_millis(at),
        who=who,
    )


def redate(tx: Tx, newsroom: str, release_id: str, dated: Iterable[Entry]) -> None:
    """Give entries of a release, marked as misdated, the times of these; they keep their order."""
    for entry in dated:
        tx.run(
            "UPDATE entry SET at_ms = :at, made_ms = :made, effective_ms = :effective, "
            "day_only = :day_only WHERE id = :id",
            id=entry.id,
            at=to_millis(entry.at),
            made=to_millis(entry.made_at),
            effective=to_millis(entry.effective),
            day_only=int(entry.day_only),
        )
    _derive(tx, newsroom, release_id)


def facet_keys(document: Document) -> Iterator[str]:
    """Yield a document's keys in lists: its filter values, files and translations."""
    yield ""
    yield f"kind:{document.kind.value}"
    # Old documents have their tags in any case.
    yield f"lang:{languages.canonical(document.language) or document.language}"
    yield from (f"topic:{topic}" for topic in dict.fromkeys(document.topics))
    yield from (f"place:{place}" for place in dict.fromkeys(document.places))
    yield from (f"media:{file}" for file in document.files)
    yield from (f"{TRANSLATION}{release}" for release in document.translations)


def _derive(tx: Tx, newsroom: str, release_id: str) -> None:
    tx.run("DELETE FROM facet WHERE release = :id", id=release_id)
    tx.run("DELETE FROM period WHERE release = :id", id=release_id)
    search.forget(tx, release_id)
    found = states(entries(tx, release_id))
    revisions = drafts.revisions_by_id(tx, (state.revision for state in found))
    for state in found:
        document = revisions[state.revision].document
        derived = derived_rows(newsroom, state, document)
        tx.many(PERIOD, [derived[0]])
        tx.many(FACET, derived[1])
        index(tx, newsroom, state, document)
    tx.run(
        "UPDATE release SET logged = :logged WHERE id = :id",
        id=release_id,
        logged=int(bool(found)),
    )


def _tell(tx: Tx, written: Iterable[Entry]) -> None:
    """Make what was rendered old if an entry holds already; what is to come shows nowhere."""
    if any(entry.effective <= tx.now for entry in written):
        public_version.beat(tx)
    else:
        public_version.keep_time(tx)


def index(tx: Tx, newsroom: str, state: State, document: Document) -> None:
    """Make a state findable by its words, unless it is withdrawn."""
    if not state.withdrawn:
        search.write(
            tx,
            document,
            (key for key in facet_keys(document) if not key.startswith("media:")),
            state.release,
            newsroom,
            to_millis(state.published),
            to_millis(state.since),
            _until(state),
        )


def index_all(tx: Tx) -> None:
    """Make every state findable in a database from before there was a search."""
    if tx.one("SELECT 1 FROM search LIMIT 1"):
        return
    for row in tx.all("SELECT DISTINCT release, newsroom FROM period"):
        found = states(entries(tx, row["release"]))
        revisions = drafts.revisions_by_id(tx, (state.revision for state in found))
        for state in found:
            index(tx, row["newsroom"], state, revisions[state.revision].document)


def _until(state: State) -> int:
    return FOREVER_MS if state.until is None else to_millis(state.until)


PERIOD = (
    "INSERT INTO period (release, since_ms, until_ms, newsroom, entry, published_ms, withdrawn, "
    "notable) VALUES (:release, :since_ms, :until_ms, :newsroom, :entry, :published_ms, "
    ":withdrawn, :notable)"
)
FACET = (
    "INSERT INTO facet (newsroom, key, published_ms, release, since_ms, until_ms) VALUES "
    "(:newsroom, :key, :published_ms, :release, :since_ms, :until_ms)"
)


def derived_rows(
    newsroom: str, state: State, document: Document
) -> tuple[dict[str, object], list[dict[str, object]]]:
    """Return the `period` row and the `facet` rows of a state; none of these if withdrawn."""
    common: dict[str, object] = {
        "release": state.release,
        "newsroom": newsroom,
        "published_ms": to_millis(state.published),
        "since_ms": to_millis(state.since),
        "until_ms": _until(state),
    }
    period = {
        **common,
        "entry": state.entry.id,
        "withdrawn": int(state.withdrawn),
        "notable": int(state.notable),
    }
    keys = () if state.withdrawn else facet_keys(document)
    return period, [{**common, "key": key} for key in dict.fromkeys(keys)]


def entry_of(row: Row) -> Entry:
    """Return the entry of a row with all its columns."""
    return Entry(
        id=row["id"],
        release=row["release"],
        number=row["number"],
        revision=row["revision"],
        action=Action(row["action"]),
        at=from_millis(row["at_ms"]),
        made_at=from_millis(row["made_ms"]),
        made_by=row["made_by"],
        significance=Significance(row["significance"]),
        note=row["note"],
        announce=bool(row["announce"]),
        day_only=bool(row["day_only"]),
        replaces=_IDS.decode(row["replaces"]),
    )
