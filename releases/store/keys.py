"""Keys the service makes for itself, one a purpose, the same for every process on the database."""

import secrets

from releases.store.tx import Tx


def ensure(tx: Tx, name: str) -> str:
    """Return the key of a purpose; made at first asking, 256 random bits."""
    row = tx.one("SELECT value FROM signing_key WHERE name = :name", name=name)
    if row:
        return str(row["value"])
    # Whoever comes second takes the key of the first.
    (row,) = tx.all(
        "INSERT INTO signing_key (name, value) VALUES (:name, :value) "
        "ON CONFLICT (name) DO UPDATE SET value = signing_key.value RETURNING value",
        name=name,
        value=secrets.token_urlsafe(32),
    )
    return str(row["value"])
