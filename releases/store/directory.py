"""The contact directory: whom journalists may reach, and until when."""

from datetime import datetime

import msgspec

from releases.errors import NotFound
from releases.model import Contact
from releases.rules.contact_expiry import DirectoryEntry, find_expired
from releases.store import newsrooms, public_version
from releases.store.tx import BY_NAME, Row, Tx, any_of
from releases.times import from_millis, to_millis

_COLUMNS = "id, newsroom, name, role, phones, emails, until_ms"


def list_contacts(tx: Tx, newsroom: str) -> tuple[DirectoryEntry, ...]:
    """Return a newsroom's directory by name, those who have left too."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM contact WHERE newsroom = :newsroom ORDER BY {BY_NAME}, id",
        newsroom=newsroom,
    )
    return tuple(map(_entry, rows))


def get(tx: Tx, newsroom: str, entry_id: str) -> DirectoryEntry:
    """Return one of a newsroom's contacts; raises `NotFound`."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM contact WHERE id = :id AND newsroom = :newsroom",
        id=entry_id,
        newsroom=newsroom,
    )
    if row is None:
        raise NotFound(what="contact")
    return _entry(row)


def put(tx: Tx, newsroom: str, entry: DirectoryEntry) -> None:
    """Store a contact, new or changed; what no longer may show it is rendered anew."""
    before = _expired(tx, newsroom)
    tx.run(
        "DELETE FROM contact WHERE id = :id AND newsroom = :newsroom",
        id=entry.id,
        newsroom=newsroom,
    )
    tx.run(
        f"INSERT INTO contact ({_COLUMNS}) "
        "VALUES (:id, :newsroom, :name, :role, :phones, :emails, :until)",
        id=entry.id,
        newsroom=newsroom,
        name=entry.contact.name,
        role=entry.contact.role,
        phones=msgspec.json.encode(entry.contact.phones).decode(),
        emails=msgspec.json.encode(entry.contact.emails).decode(),
        until=to_millis(entry.until) if entry.until else None,
    )
    _tell(tx, newsroom, before)


def remove(tx: Tx, newsroom: str, entry_id: str) -> None:
    """Strike a contact from the directory; releases that name it keep it. Raises `NotFound`."""
    before = _expired(tx, newsroom)
    gone = tx.run(
        "DELETE FROM contact WHERE id = :id AND newsroom = :newsroom",
        id=entry_id,
        newsroom=newsroom,
    )
    if not gone:
        raise NotFound(what="contact")
    _tell(tx, newsroom, before)


def expired_by_newsroom(tx: Tx, rooms: set[str], t: datetime) -> dict[str, frozenset[str]]:
    """Return, by newsroom, the numbers and addresses that may no longer be shown at `t`."""
    inside, bound = any_of("newsroom", rooms)
    rows = tx.all(
        "SELECT DISTINCT newsroom FROM contact WHERE until_ms IS NOT NULL AND until_ms <= :t "
        f"AND newsroom IN ({inside})",
        t=to_millis(t),
        **bound,
    )
    return {row["newsroom"]: find_expired(list_contacts(tx, row["newsroom"]), t) for row in rows}


def last_end(tx: Tx, newsroom: str | None, t: datetime) -> int:
    """Return when a contact of a newsroom (None: any) last came to its end, in ms; 0 if never."""
    where = "" if newsroom is None else "newsroom = :newsroom AND"
    row = tx.one(
        f"SELECT max(until_ms) AS ms FROM contact WHERE {where} until_ms <= :t",
        newsroom=newsroom,
        t=to_millis(t),
    )
    return int(row["ms"] or 0) if row else 0


def _expired(tx: Tx, newsroom: str) -> frozenset[str]:
    return expired_by_newsroom(tx, {newsroom}, tx.now).get(newsroom, frozenset())


def _tell(tx: Tx, newsroom: str, before: frozenset[str]) -> None:
    if _expired(tx, newsroom) == before:
        public_version.keep_time(tx)
    else:
        # With a new date: whoever asks by the old one must not keep what is no longer shown.
        newsrooms.touch(tx, newsroom)


def _entry(row: Row) -> DirectoryEntry:
    strings = tuple[str, ...]
    return DirectoryEntry(
        id=row["id"],
        contact=Contact(
            name=row["name"],
            role=row["role"],
            phones=msgspec.json.decode(row["phones"], type=strings),
            emails=msgspec.json.decode(row["emails"], type=strings),
        ),
        until=from_millis(row["until_ms"]) if row["until_ms"] is not None else None,
    )
