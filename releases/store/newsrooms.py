"""Newsrooms: one row a publisher."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from releases.errors import AlreadyExists, NotFound
from releases.model import Newsroom, PressContact
from releases.store import public_version
from releases.store.tx import Row, Tx, any_of
from releases.times import from_millis, to_millis

_FACTS = ("name", "about", "language", "county", "site", "logo", "logo_alt", "press_contacts")
_COLUMNS = ", ".join(("slug", *_FACTS))
_PLACES = ", ".join(f":{name}" for name in ("slug", *_FACTS))
_CHANGES = ", ".join(f"{name} = :{name}" for name in _FACTS)
_decode_contacts = msgspec.json.Decoder(tuple[PressContact, ...]).decode


def add(tx: Tx, newsroom: Newsroom) -> None:
    """Store a new newsroom; raises `AlreadyExists`."""
    if tx.one("SELECT 1 FROM newsroom WHERE slug = :slug", slug=newsroom.slug):
        raise AlreadyExists("newsroom_exists", slug=newsroom.slug)
    tx.run(
        f"INSERT INTO newsroom ({_COLUMNS}, created_ms, changed_ms) VALUES ({_PLACES}, :now, :now)",
        **_values(newsroom),
        now=to_millis(tx.now),
    )
    public_version.beat(tx)


def replace(tx: Tx, newsroom: Newsroom) -> None:
    """Store what a newsroom now says of itself; raises `NotFound`."""
    changed = tx.run(
        f"UPDATE newsroom SET {_CHANGES}, changed_ms = :now WHERE slug = :slug",
        **_values(newsroom),
        now=to_millis(tx.now),
    )
    if not changed:
        raise NotFound("no_newsroom", slug=newsroom.slug)
    public_version.beat(tx)


def touch(tx: Tx, slug: str) -> None:
    """Note that what a newsroom shows has changed: pages are rendered anew, with a new date."""
    tx.run(
        "UPDATE newsroom SET changed_ms = :now WHERE slug = :slug", slug=slug, now=to_millis(tx.now)
    )
    public_version.beat(tx)


def opened_at(tx: Tx, slug: str | None) -> datetime:
    """Return when a newsroom was opened, of None the first of all; raises `NotFound`."""
    where = "" if slug is None else "WHERE slug = :slug"
    row = tx.one(f"SELECT min(created_ms) AS ms FROM newsroom {where}", slug=slug)
    if row is None or row["ms"] is None:
        raise NotFound(what="newsroom")
    return from_millis(row["ms"])


def find(tx: Tx, slug: str) -> Newsroom | None:
    """Return a newsroom, None where there is none."""
    row = tx.one(f"SELECT {_COLUMNS} FROM newsroom WHERE slug = :slug", slug=slug)
    return _newsroom(row) if row else None


def get(tx: Tx, slug: str) -> Newsroom:
    """Return a newsroom; raises `NotFound`."""
    newsroom = find(tx, slug)
    if newsroom is None:
        raise NotFound("no_newsroom", slug=slug)
    return newsroom


def by_slug(tx: Tx, slugs: Iterable[str]) -> dict[str, Newsroom]:
    """Return newsrooms by their slugs; unknown ones are left out."""
    inside, bound = any_of("slug", slugs)
    rows = tx.all(f"SELECT {_COLUMNS} FROM newsroom WHERE slug IN ({inside})", **bound)
    return {row["slug"]: _newsroom(row) for row in rows}


def everyone(tx: Tx) -> tuple[Newsroom, ...]:
    """Return all newsrooms by slug."""
    return tuple(_newsroom(row) for row in tx.all(f"SELECT {_COLUMNS} FROM newsroom ORDER BY slug"))


def last_change_ms(tx: Tx, slug: str | None, t: datetime) -> int:
    """Return when a newsroom (None: any) last changed its own facts, in milliseconds up to `t`."""
    where = "" if slug is None else "slug = :slug AND"
    row = tx.one(
        f"SELECT max(changed_ms) AS ms FROM newsroom WHERE {where} changed_ms <= :t",
        slug=slug,
        t=to_millis(t),
    )
    return int(row["ms"] or 0) if row else 0


def _values(newsroom: Newsroom) -> dict[str, object]:
    values = {name: getattr(newsroom, name) for name in newsroom.__struct_fields__}
    return values | {"press_contacts": msgspec.json.encode(newsroom.press_contacts).decode()}


def _newsroom(row: Row) -> Newsroom:
    values = {name: row[name] for name in Newsroom.__struct_fields__}
    return Newsroom(**values | {"press_contacts": _decode_contacts(row["press_contacts"])})
