"""Second factors: the steps of a TOTP already used, recovery codes, and logins half-way through."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from releases.store import attempts
from releases.store.attempts import Counted, Limit
from releases.store.tokens import digest
from releases.store.tx import Tx
from releases.times import to_millis

# How long somebody may look for the telephone, and how often they may mistype.
PATIENCE = timedelta(minutes=5)
ATTEMPTS = 5
# However often they begin anew: whoever knows a password has so many guesses at the codes.
GUESSES = Limit(10, timedelta(minutes=15))


def keep(tx: Tx, person_id: str, secret: str) -> None:
    """Keep the secret of a person's TOTP in another way than before."""
    tx.run("UPDATE person SET totp = :secret WHERE id = :id", secret=secret, id=person_id)


def use_step(tx: Tx, person_id: str, step: int) -> bool:
    """Use up a time step of a person's TOTP; False where it or a later one was used before."""
    return bool(
        tx.run(
            "UPDATE person SET totp_step = :step WHERE id = :id AND totp_step < :step",
            step=step,
            id=person_id,
        )
    )


def set_codes(tx: Tx, person_id: str, codes: Iterable[str]) -> None:
    """Keep the hashes of a person's recovery codes in place of those before."""
    tx.run("DELETE FROM recovery WHERE person = :person", person=person_id)
    tx.many(
        "INSERT INTO recovery (person, sha256) VALUES (:person, :sha256)",
        [{"person": person_id, "sha256": digest(code)} for code in codes],
    )


def use_code(tx: Tx, person_id: str, code: str) -> bool:
    """Use up a recovery code; False where it is none of theirs, or used."""
    return bool(
        tx.run(
            "DELETE FROM recovery WHERE person = :person AND sha256 = :sha256",
            person=person_id,
            sha256=digest(code),
        )
    )


def codes_left(tx: Tx, person_id: str) -> int:
    """Return how many recovery codes a person has left."""
    row = tx.one("SELECT count(*) AS n FROM recovery WHERE person = :person", person=person_id)
    return int(row["n"]) if row else 0


def begin(tx: Tx, person_id: str) -> str | None:
    """Note that a person has shown their password; return the token for the second step.

    None while there are no `GUESSES` left. Logins that nobody went on with are deleted meanwhile.
    """
    tx.run("DELETE FROM half_way WHERE made_ms < :over", over=to_millis(tx.now - PATIENCE))
    if attempts.are_full(tx, (_guesses(person_id),)):
        return None
    token = secrets.token_urlsafe(32)
    tx.run(
        "INSERT INTO half_way (id, person, attempts, made_ms) VALUES (:id, :person, 0, :now)",
        id=digest(token),
        person=person_id,
        now=to_millis(tx.now),
    )
    return token


def attempt(tx: Tx, token: str) -> str | None:
    """Count an attempt at the second step; return the person's id, None once it is over."""
    row = tx.one(
        "UPDATE half_way SET attempts = attempts + 1 WHERE id = :id AND made_ms >= :over "
        "AND attempts < :most RETURNING person",
        id=digest(token),
        over=to_millis(tx.now - PATIENCE),
        most=ATTEMPTS,
    )
    if row is None or not attempts.take(tx, (_guesses(row["person"]),), digest(token)):
        return None
    return str(row["person"])


def end(tx: Tx, token: str) -> None:
    """Forget a login half-way, and the guesses in it: its second step was made."""
    row = tx.one("DELETE FROM half_way WHERE id = :id RETURNING person", id=digest(token))
    if row:
        attempts.give_back(tx, (_guesses(row["person"]).key,), digest(token))


def end_all(tx: Tx, person_id: str) -> None:
    """Forget every login of a person half-way: what they began with opens nothing any more."""
    tx.run("DELETE FROM half_way WHERE person = :person", person=person_id)
    attempts.clear(tx, _guesses(person_id).key)


def _guesses(person_id: str) -> Counted:
    return Counted(f"second factor {person_id}", GUESSES)
