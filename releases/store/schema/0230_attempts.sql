-- expands
-- Attempts count in the database, for every process on it, and a new start forgets none.

CREATE TABLE attempt (
    key TEXT NOT NULL,
    slot INTEGER NOT NULL,
    id TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (key, slot)
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_by_end ON attempt (until_ms);
