"""Which release came from which item of which feed, so that an import is done once."""

from collections.abc import Iterable

import msgspec

from releases.store.tx import Tx, any_of

Key = tuple[str, str]


class StoredItem(msgspec.Struct, frozen=True):
    """An item that was taken in: what it said then, and the draft that was made of it.

    `source` is the feed, "" where `item` is a URI that names it everywhere; both fingerprints
    are SHA-256 in hexadecimal.
    """

    source: str
    item: str
    release: str
    item_sha256: str
    draft_sha256: str


def find_known(tx: Tx, newsroom: str, keys: Iterable[Key]) -> dict[Key, StoredItem]:
    """Return those of the items, each a source and an id, that were taken in before."""
    wanted = set(keys)
    inside, bound = any_of("item", (item for _, item in wanted))
    rows = tx.all(
        "SELECT source, item, release, item_sha256, draft_sha256 FROM source "
        f"WHERE newsroom = :newsroom AND item IN ({inside})",
        newsroom=newsroom,
        **bound,
    )
    items = (
        StoredItem(**{name: row[name] for name in StoredItem.__struct_fields__}) for row in rows
    )
    return {(item.source, item.item): item for item in items if (item.source, item.item) in wanted}


def remember(tx: Tx, newsroom: str, taken: StoredItem) -> None:
    """Note what an item says now and what was made of it."""
    tx.run(
        "INSERT INTO source (newsroom, source, item, release, item_sha256, draft_sha256) VALUES "
        "(:newsroom, :source, :item, :release, :item_sha256, :draft_sha256) "
        "ON CONFLICT (newsroom, item, source) DO UPDATE SET "
        "item_sha256 = excluded.item_sha256, draft_sha256 = excluded.draft_sha256",
        newsroom=newsroom,
        **{name: getattr(taken, name) for name in taken.__struct_fields__},
    )
