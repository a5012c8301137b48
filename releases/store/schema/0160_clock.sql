-- The database's clock. The times of an entry may be put right once they are kept as they were
-- written.

CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    boot_id TEXT NOT NULL,
    boot_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    basis TEXT NOT NULL,
    confirmed_by TEXT NOT NULL,
    gap_ms INTEGER NOT NULL,
    parted_ms INTEGER,
    moved_ms INTEGER NOT NULL,
    moved_at_ms INTEGER,
    served_ms INTEGER NOT NULL,
    epoch INTEGER NOT NULL
) STRICT;

CREATE TABLE misdated (
    entry TEXT PRIMARY KEY REFERENCES entry (id),
    noted_ms INTEGER NOT NULL,
    gap_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER misdated_never_changes BEFORE UPDATE ON misdated
BEGIN SELECT RAISE(ABORT, 'times as written never change'); END;

CREATE TRIGGER misdated_is_kept BEFORE DELETE ON misdated
BEGIN SELECT RAISE(ABORT, 'times as written are kept'); END;

DROP TRIGGER entry_only_cancels;

CREATE TRIGGER entry_only_cancels
BEFORE UPDATE OF id, release, number, revision, action, made_by, significance, note, announce
ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;

CREATE TRIGGER entry_keeps_its_times BEFORE UPDATE OF at_ms, made_ms, effective_ms, day_only
ON entry WHEN NOT EXISTS (SELECT 1 FROM misdated WHERE misdated.entry = OLD.id)
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
