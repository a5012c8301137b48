-- expands
-- Who has a writing page open, for others who write in the same text; forgotten after half a minute.

CREATE TABLE writer (
    release TEXT NOT NULL,
    who TEXT NOT NULL,
    seen_ms INTEGER NOT NULL,
    PRIMARY KEY (release, who)
) STRICT, WITHOUT ROWID;

CREATE INDEX writer_by_sign ON writer (seen_ms);
