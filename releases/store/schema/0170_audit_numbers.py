"""The audit gets its numbers in a file from before migration 1 was fixed for ever."""

from releases.store.tx import Tx

_NUMBERED = """
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    newsroom TEXT NOT NULL,
    release TEXT,
    detail TEXT NOT NULL
) STRICT
"""
_COPY = """
INSERT INTO audit (at_ms, who, action, newsroom, release, detail)
SELECT at_ms, who, action, newsroom, release, detail FROM audit_before ORDER BY at_ms, rowid
"""


def migrate(tx: Tx) -> None:
    """Number the audit where it has none; elsewhere there is nothing to do."""
    if not tx.one("SELECT 1 FROM pragma_table_info('audit') WHERE name = 'id'"):
        return
    # Indexes and triggers go with the table.
    kept = tx.all(
        "SELECT sql FROM sqlite_master WHERE tbl_name = 'audit' AND type <> 'table' AND sql <> ''"
    )
    tx.run("ALTER TABLE audit RENAME TO audit_before")
    tx.run(_NUMBERED)
    tx.run(_COPY)
    tx.run("DROP TABLE audit_before")
    for row in kept:
        tx.run(row["sql"])
