"""Access tokens, kept as SHA-256 only, and the answers already given to an Idempotency-Key."""

import hashlib
import secrets
from enum import StrEnum

import msgspec

from releases.errors import AlreadyExists, IdempotencyConflict
from releases.model import new_id
from releases.rules.roles import Actor
from releases.store import newsrooms
from releases.store.tx import BY_NAME, Tx
from releases.times import to_millis


def digest(secret: str) -> str:
    """Return the SHA-256 of a text in hexadecimal; whatever a client sends as one has a digest."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()


PREFIX = "prt_"


class Scope(StrEnum):
    """What a token may do; each includes those before it."""

    READ = "read"
    WRITE = "write"
    PUBLISH = "publish"

    def covers(self, wanted: "Scope") -> bool:
        order = list(Scope)
        return order.index(self) >= order.index(wanted)


class Token(msgspec.Struct, frozen=True):
    id: str
    newsroom: str
    name: str
    scope: Scope

    @property
    def actor(self) -> Actor:
        return Actor(f"token:{self.name}", is_machine=True)


def add(tx: Tx, newsroom: str, name: str, scope: Scope) -> tuple[Token, str]:
    """Make a token of 256 random bits; its text is returned once and not kept."""
    newsrooms.get(tx, newsroom)
    taken = tx.one(
        "SELECT 1 FROM token WHERE newsroom = :newsroom AND name = :name AND revoked_ms IS NULL",
        newsroom=newsroom,
        name=name,
    )
    if taken:
        raise AlreadyExists("token_exists", name=name, newsroom=newsroom)
    token = Token(new_id(), newsroom, name, scope)
    text = PREFIX + secrets.token_urlsafe(32)
    tx.run(
        "INSERT INTO token (id, newsroom, name, scope, sha256, created_ms) "
        "VALUES (:id, :newsroom, :name, :scope, :sha256, :now)",
        id=token.id,
        newsroom=newsroom,
        name=name,
        scope=scope.value,
        sha256=digest(text),
        now=to_millis(tx.now),
    )
    return token, text


def find(tx: Tx, text: str) -> Token | None:
    """Return the token of a text, None where there is none or it was revoked."""
    row = tx.one(
        "SELECT id, newsroom, name, scope FROM token WHERE sha256 = :sha256 AND revoked_ms IS NULL",
        sha256=digest(text),
    )
    return Token(row["id"], row["newsroom"], row["name"], Scope(row["scope"])) if row else None


def list_tokens(tx: Tx, newsroom: str) -> tuple[Token, ...]:
    """Return the valid tokens of a newsroom by name."""
    rows = tx.all(
        "SELECT id, newsroom, name, scope FROM token "
        f"WHERE newsroom = :newsroom AND revoked_ms IS NULL ORDER BY {BY_NAME}",
        newsroom=newsroom,
    )
    return tuple(Token(r["id"], r["newsroom"], r["name"], Scope(r["scope"])) for r in rows)


def revoke(tx: Tx, newsroom: str, name: str) -> bool:
    """Revoke a token by name; return whether there was one."""
    return bool(
        tx.run(
            "UPDATE token SET revoked_ms = :now "
            "WHERE newsroom = :newsroom AND name = :name AND revoked_ms IS NULL",
            newsroom=newsroom,
            name=name,
            now=to_millis(tx.now),
        )
    )


def find_answer(tx: Tx, token: str, key: str, request: str) -> str | None:
    """Return the entry that an earlier request with this key made, None for a new key.

    Raises `IdempotencyConflict` where the key came with another request.
    """
    row = tx.one(
        "SELECT request, entry FROM answered WHERE token = :token AND key = :key",
        token=token,
        key=key,
    )
    if row is None:
        return None
    if row["request"] != request:
        raise IdempotencyConflict
    return str(row["entry"])


def remember(tx: Tx, token: str, key: str, request: str, entry: str) -> None:
    """Keep the entry a request made under its key, in the same transaction."""
    tx.run(
        "INSERT INTO answered (token, key, request, entry, made_ms) "
        "VALUES (:token, :key, :request, :entry, :now)",
        token=token,
        key=key,
        request=request,
        entry=entry,
        now=to_millis(tx.now),
    )
