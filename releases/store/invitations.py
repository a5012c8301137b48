"""Invitations of people who have an account to one more newsroom: a code, kept as SHA-256 only."""

import secrets
from datetime import timedelta

import msgspec

from releases.rules.roles import Role
from releases.store.tokens import digest
from releases.store.tx import Tx
from releases.times import to_millis

LASTS = timedelta(days=14)


class Invitation(msgspec.Struct, frozen=True):
    """A role in a newsroom that is somebody's for a code; `made_by` is a person's id."""

    newsroom: str
    role: Role
    made_by: str


def add(tx: Tx, person_id: str, newsroom: str, role: Role, made_by: str) -> str:
    """Invite a person and return the code, which is kept nowhere; an earlier one is worth nothing.

    Invitations that nobody took are deleted meanwhile.
    """
    tx.run(
        "DELETE FROM invitation WHERE made_ms <= :over "
        "OR (person = :person AND newsroom = :newsroom)",
        over=to_millis(tx.now - LASTS),
        person=person_id,
        newsroom=newsroom,
    )
    code = secrets.token_urlsafe(16)
    tx.run(
        "INSERT INTO invitation (person, newsroom, role, sha256, made_ms, made_by) "
        "VALUES (:person, :newsroom, :role, :sha256, :now, :made_by)",
        person=person_id,
        newsroom=newsroom,
        role=role.value,
        sha256=digest(code),
        now=to_millis(tx.now),
        made_by=made_by,
    )
    return code


def take(tx: Tx, person_id: str, code: str) -> Invitation | None:
    """Use up the code of an invitation; None where it is none of the person's, or over."""
    row = tx.one(
        "DELETE FROM invitation WHERE person = :person AND sha256 = :sha256 AND made_ms > :over "
        "RETURNING newsroom, role, made_by",
        person=person_id,
        sha256=digest(code),
        over=to_millis(tx.now - LASTS),
    )
    return Invitation(row["newsroom"], Role(row["role"]), row["made_by"]) if row else None
