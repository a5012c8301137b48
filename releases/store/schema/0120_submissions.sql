-- What goes with a submission, and what comes back.

CREATE TABLE submission (
    release TEXT PRIMARY KEY REFERENCES release (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    version INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    wish_ms INTEGER,
    word TEXT NOT NULL,
    returned_ms INTEGER,
    returned_by TEXT,
    comment TEXT NOT NULL
) STRICT;

CREATE INDEX submission_returned ON submission (newsroom, returned_ms)
WHERE returned_ms IS NOT NULL;
