"""People, their roles, and their sessions. Session tokens are kept as SHA-256 only."""

import secrets
from datetime import datetime, timedelta

from releases.errors import AlreadyExists, NotFound
from releases.model import new_id
from releases.rules.roles import Membership, Person, Role, Session
from releases.store import newsrooms
from releases.store.tokens import digest
from releases.store.tx import BY_NAME, Row, Tx
from releases.text import emails, invisible
from releases.times import from_millis, to_millis

# A session ends after so long without a request, and after so long in any case.
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=14)
# How often the last request is noted, so that reading does not mean writing.
NOTED = timedelta(minutes=5)

_COLUMNS = "id, email, name, language, password, totp, disabled_ms, must_choose, phone"
_OF_PERSON = ", ".join(f"person.{column}" for column in _COLUMNS.split(", "))


def add(tx: Tx, email: str, name: str, password: str, *, must_choose: bool = False) -> Person:
    """Store a new person; raises `AlreadyExists`. `password` is a hash."""
    if find(tx, email):
        raise AlreadyExists("person_exists", email=email)
    person = Person(new_id(), email.lower(), name, password=password, must_choose=must_choose)
    tx.run(
        "INSERT INTO person (id, email, name, language, password, totp, must_choose, created_ms) "
        "VALUES (:id, :email, :name, 'sv', :password, '', :must_choose, :now)",
        id=person.id,
        email=person.email,
        name=name,
        password=password,
        must_choose=int(must_choose),
        now=to_millis(tx.now),
    )
    return person


def find(tx: Tx, email: str) -> Person | None:
    """Return a person by e-mail in any spelling of it, None where there is none."""
    written = invisible.clean(email).strip().lower()
    row = tx.one(
        f"SELECT {_COLUMNS} FROM person WHERE email IN (:written, :kept)",
        written=written,
        kept=emails.normalize(written).lower(),
    )
    return _person(row) if row else None


def get(tx: Tx, person_id: str) -> Person:
    """Return a person by id; raises `NotFound`."""
    row = tx.one(f"SELECT {_COLUMNS} FROM person WHERE id = :id", id=person_id)
    if row is None:
        raise NotFound(what="person")
    return _person(row)


def replace(tx: Tx, person: Person) -> None:
    """Store what is now known of a person; disabling signs them out everywhere."""
    tx.run(
        "UPDATE person SET name = :name, language = :language, password = :password, "
        "totp = :totp, disabled_ms = :disabled, must_choose = :must_choose, phone = :phone "
        "WHERE id = :id",
        id=person.id,
        name=person.name,
        language=person.language,
        password=person.password,
        totp=person.totp,
        disabled=to_millis(tx.now) if person.is_disabled else None,
        must_choose=int(person.must_choose),
        phone=person.phone,
    )
    if person.is_disabled:
        sign_out_everywhere(tx, person.id)


def give_role(tx: Tx, person_id: str, newsroom: str, role: Role | None) -> None:
    """Give a person a role in a newsroom, or take the one they have (None)."""
    newsrooms.get(tx, newsroom)
    tx.run(
        "DELETE FROM membership WHERE person = :person AND newsroom = :newsroom",
        person=person_id,
        newsroom=newsroom,
    )
    if role is not None:
        tx.run(
            "INSERT INTO membership (person, newsroom, role) VALUES (:person, :newsroom, :role)",
            person=person_id,
            newsroom=newsroom,
            role=role.value,
        )


def members(tx: Tx, newsroom: str) -> tuple[tuple[Person, Role], ...]:
    """Return who works in a newsroom, by name, with their roles."""
    rows = tx.all(
        f"SELECT {_COLUMNS}, role FROM person JOIN membership ON membership.person = person.id "
        f"WHERE membership.newsroom = :newsroom ORDER BY {BY_NAME}, email",
        newsroom=newsroom,
    )
    return tuple((_person(row), Role(row["role"])) for row in rows)


def names(tx: Tx, newsroom: str) -> dict[str, str]:
    """Return what those who work in a newsroom are called, by the name their deeds stand under."""
    return {person.actor.who: person.name for person, _ in members(tx, newsroom) if person.name}


def with_second_factor(tx: Tx) -> tuple[Person, ...]:
    """Return everybody who signs in with a second factor, by e-mail."""
    rows = tx.all(f"SELECT {_COLUMNS} FROM person WHERE totp <> '' ORDER BY email")
    return tuple(map(_person, rows))


def memberships(tx: Tx, person_id: str) -> tuple[Membership, ...]:
    """Return the roles of a person, by newsroom."""
    rows = tx.all(
        "SELECT newsroom, role, name FROM membership JOIN newsroom ON slug = newsroom "
        "WHERE person = :person ORDER BY newsroom",
        person=person_id,
    )
    return tuple(Membership(row["newsroom"], Role(row["role"]), row["name"]) for row in rows)


def sign_in(tx: Tx, person_id: str) -> str:
    """Begin a session and return its token of 256 bits, which is kept nowhere.

    Sessions past their longest time are deleted meanwhile.
    """
    tx.run("DELETE FROM session WHERE created_ms <= :oldest", oldest=to_millis(tx.now - LONGEST))
    token = secrets.token_urlsafe(32)
    tx.run(
        "INSERT INTO session (id, person, csrf, created_ms, seen_ms) "
        "VALUES (:id, :person, :csrf, :now, :now)",
        id=digest(token),
        person=person_id,
        csrf=secrets.token_urlsafe(24),
        now=to_millis(tx.now),
    )
    return token


def session(tx: Tx, token: str) -> Session | None:
    """Return the session of a token, None where it has ended or its person was disabled."""
    rows = tx.all(
        f"SELECT session.id AS session, csrf, seen_ms, {_OF_PERSON}, membership.newsroom, role, "
        "newsroom.name AS newsroom_name FROM session JOIN person ON person.id = session.person "
        "LEFT JOIN membership ON membership.person = person.id "
        "LEFT JOIN newsroom ON newsroom.slug = membership.newsroom WHERE session.id = :id "
        "AND disabled_ms IS NULL AND seen_ms > :idle AND session.created_ms > :oldest "
        "ORDER BY membership.newsroom",
        id=digest(token),
        idle=to_millis(tx.now - IDLE),
        oldest=to_millis(tx.now - LONGEST),
    )
    if not rows:
        return None
    memberships = tuple(
        Membership(row["newsroom"], Role(row["role"]), row["newsroom_name"])
        for row in rows
        if row["newsroom"] is not None
    )
    first = rows[0]
    seen = from_millis(first["seen_ms"])
    return Session(first["session"], _person(first), memberships, first["csrf"], seen)


def needs_noting(session: Session, now: datetime) -> bool:
    """Tell whether the last noted request of a session is long enough ago to note another."""
    return session.seen < now - NOTED


def note_seen(tx: Tx, session_id: str) -> None:
    """Note a request of a session."""
    tx.run("UPDATE session SET seen_ms = :now WHERE id = :id", id=session_id, now=to_millis(tx.now))


def sessions(tx: Tx, person_id: str) -> int:
    """Return in how many browsers a person is signed in."""
    row = tx.one(
        "SELECT count(*) AS n FROM session WHERE person = :person "
        "AND seen_ms > :idle AND created_ms > :oldest",
        person=person_id,
        idle=to_millis(tx.now - IDLE),
        oldest=to_millis(tx.now - LONGEST),
    )
    return int(row["n"]) if row else 0


def sign_out(tx: Tx, session_id: str) -> None:
    """End a session."""
    tx.run("DELETE FROM session WHERE id = :id", id=session_id)


def sign_out_everywhere(tx: Tx, person_id: str, but: str = "") -> None:
    """End every session of a person, but for one (an id) if named."""
    tx.run("DELETE FROM session WHERE person = :person AND id <> :but", person=person_id, but=but)


def _person(row: Row) -> Person:
    return Person(
        id=row["id"],
        email=row["email"],
        name=row["name"],
        language=row["language"],
        password=row["password"],
        totp=row["totp"],
        is_disabled=row["disabled_ms"] is not None,
        must_choose=bool(row["must_choose"]),
        phone=row["phone"],
    )
