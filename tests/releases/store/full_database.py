"""A database with something in every table, and in its texts whatever a format may stumble over."""

from datetime import timedelta
from pathlib import Path

from releases.store.sqlite_schema import tables
from releases.store.tx import Tx
from releases.timeline import Action, Significance
from tests import builders as b
from tests.clocks import ManualClock
from tests.stores import ROOM, Desk, open_desk

TEXTS = (
    "",
    "\\N",
    "\\.",
    "\\",
    "\\\\t",
    "tab\there",
    "two\nlines",
    "three\r\nlines\r",
    "\b\f\v\x01\x1b\x7f\x85\u2028\ufffd\ufeff",
    "å ä ö e\u0301 \U0001f4f0 中文 ܫܠܡܐ",
    "'quoted' \"twice\" :name %s %(name)s $1 {x}",
    "NULL",
)
MOST = 2**63 - 1
_ROWS = (
    "INSERT INTO setting (newsroom, accent, four_eyes, feedback, guidance, keep_days) VALUES "
    "('{room}', '#123456', 0, 1, 'a@b.example', 30)",
    "INSERT INTO offered_kind (newsroom, kind, place) VALUES ('{room}', 'news', 2), ('{room}', "
    "'statement', 1)",
    "INSERT INTO template (newsroom, id, name, purpose, document, contacts) VALUES ('{room}', "
    "'t1', 'Mall', '', '{{\"title\": \"\"}}', '[]')",
    "INSERT INTO contact (id, newsroom, name, role, phones, emails, until_ms) VALUES ('c1', "
    "'{room}', 'Bo Ek', '', '[]', '[]', NULL), "
    "('c2', '{room}', 'Åsa', '', '[]', '[]', 5)",
    "INSERT INTO submission (release, newsroom, version, made_ms, made_by, wish_ms, word, "
    "returned_ms, returned_by, comment) VALUES ('{release}', '{room}', 1, 1, 'maja', NULL, 'ord', "
    "2, 'olle', "
    "'nej')",
    "INSERT INTO preview (id, release, revision, sha256, made_ms, made_by, until_ms, revoked_ms) "
    "SELECT 'p1', release, id, 'ab', 1, 'maja', 2, NULL FROM revision LIMIT 1",
    "INSERT INTO writer (release, who, seen_ms) VALUES ('{release}', 'maja', 3)",
    "INSERT INTO source (newsroom, source, item, release, item_sha256, draft_sha256) VALUES "
    "('{room}', 'http://a/', 'x', '{release}', 'a', 'b')",
    "INSERT INTO misdated (entry, noted_ms, gap_ms, at_ms, made_ms) SELECT id, 1, -5, 2, 3 FROM "
    "entry LIMIT 1",
    "INSERT INTO media (id, newsroom, type, size, width, height, sha256, made_ms) "
    "VALUES ('m1', '{room}', 'image/jpeg', 3, 1, 1, 'a', 1)",
    "INSERT INTO rendition (media, width, type, height, size, sha256) VALUES ('m1', 640, "
    "'image/webp', 1, 1, 'b')",
    "INSERT INTO draft_media (media, release) VALUES ('m1', '{release}')",
    "INSERT INTO media (id, newsroom, type, size, width, height, sha256, made_ms) "
    "VALUES ('m2', '{room}', 'image/jpeg', 3, 1, 1, 'a', 1)",
    "INSERT INTO replaced_media (media, successor, made_ms) VALUES ('m1', 'm2', 1)",
    "INSERT INTO original (media, type, size, width, height, sha256) VALUES ('m1', 'image/png', "
    "9, 4000, 3000, 'c')",
    "INSERT INTO webhook (id, newsroom, url, secret, created_ms, removed_ms, ended_ms) VALUES "
    "('w1', '{room}', 'https://a.example/', 's', 1, NULL, 7)",
    "INSERT INTO hub (url) VALUES ('https://hub.example/')",
    "INSERT INTO cache (url) VALUES ('http://127.0.0.1:6081/')",
    "INSERT INTO announcement (id, entry, sink, next_ms, leased_ms, attempts, state, error, "
    "settled_ms, newsroom, owner, instant_ms) SELECT 'a1', id, 'webhook:w1', 1, 0, 0, 'owed', '', "
    "NULL, '{room}', "
    "'', 5 FROM entry LIMIT 1",
    "INSERT INTO person (id, email, name, language, password, totp, created_ms, disabled_ms, "
    "totp_step, must_choose) VALUES ('u1', 'a@b.example', 'A', 'sv', '', '', 1, NULL, 0, 0), "
    "('u2', 'b@b.example', 'B', 'en', '$argon2id$v=19$m', 'x', 1, 2, 9, 1)",
    "INSERT INTO membership (person, newsroom, role) VALUES ('u1', '{room}', 'admin')",
    "INSERT INTO invitation (person, newsroom, role, sha256, made_ms, made_by) VALUES ('u2', "
    "'{room}', 'author', 'a', 1, 'u1')",
    "INSERT INTO session (id, person, csrf, created_ms, seen_ms) VALUES ('s1', 'u1', 'c', 1, 2)",
    "INSERT INTO half_way (id, person, attempts, made_ms) VALUES ('h1', 'u1', 4, 1)",
    "INSERT INTO recovery (person, sha256) VALUES ('u1', 'a')",
    "INSERT INTO attempt (key, slot, id, until_ms) VALUES ('k', 0, 'a', 9), ('k', 1, 'b', 9)",
    "INSERT INTO token (id, newsroom, name, scope, sha256, created_ms, revoked_ms) VALUES ('k1', "
    "'{room}', 'T', 'read', 'q', 1, NULL)",
    "INSERT INTO answered (token, key, request, entry, made_ms) SELECT 'k1', 'key', 'r', id, 1 "
    "FROM entry LIMIT 1",
    "INSERT INTO visit (newsroom, day, kind, release, count) VALUES ('{room}', '2018-04-03', "
    "'feed', '', 9223372036854775807), "
    "('{room}', '2018-04-03', 'page', '{release}', -9223372036854775807)",
    "INSERT INTO clock (id, boot_id, boot_ms, at_ms, basis, confirmed_by, gap_ms, parted_ms, "
    "moved_ms, moved_at_ms, served_ms, epoch) VALUES (1, 'boot', 1, 2, 'sources', '', 0, NULL, 0, "
    "NULL, 3, 4)",
    "INSERT INTO signing_key (name, value) VALUES ('comments', 'secret')",
)


def fill(desk: Desk) -> None:
    """Write what people write, then a row wherever there is none yet."""
    first = desk.publish()
    desk.save(first, b.document("Nya busslinjer, fyra till antalet", lead=" ".join(TEXTS[9:])))
    desk.order(first, Action.CORRECT, significance=Significance.MINOR, note="Fyra, inte fem.")
    gone = desk.publish(b.document("Inställt möte"))
    desk.order(gone, Action.WITHDRAW, note="Uppgifterna var fel.")
    later = desk.draft(b.document("Kommande nyhet"))
    entry = desk.order(later, at=desk.clock.now() + timedelta(days=3))
    desk.move(later, entry, desk.clock.now() + timedelta(days=5))
    never = desk.draft(b.document("Aldrig publicerad"))
    desk.cancel(never, desk.order(never, at=desk.clock.now() + timedelta(days=1)))
    desk.draft(b.document("Utkast"))
    desk.write(_rows, first.id)


def _rows(tx: Tx, release: str) -> None:
    for statement in _ROWS:
        tx.run(statement.format(room=ROOM, release=release))
    tx.many(
        "INSERT INTO feedback (id, newsroom, release, text, email, state, made_ms, until_ms) "
        "VALUES (:id, :room, :release, :text, '', 'new', 1, 2)",
        [
            {"id": f"f{number}", "room": ROOM, "release": release, "text": text}
            for number, text in enumerate(TEXTS)
        ],
    )
    empty = [table.name for table in tables() if tx.one(f"{table.select} LIMIT 1") is None]
    assert empty == [], "a table that is never copied with a row in it is not known to be copied"


def make_full(path: Path) -> None:
    """Make such a database in a file."""
    with open_desk(path, ManualClock()) as desk:
        fill(desk)
