-- What the desk keeps around publishing: lists by state, preview links, visits.

ALTER TABLE release ADD COLUMN logged INTEGER NOT NULL DEFAULT 0;

UPDATE release SET logged = 1 WHERE id IN (SELECT release FROM period);

CREATE INDEX release_in_draft ON release (newsroom, changed_ms, id) WHERE logged = 0;

CREATE INDEX release_submitted ON release (newsroom, changed_ms, id)
WHERE submitted_version IS NOT NULL;

CREATE INDEX period_withdrawn ON period (newsroom, since_ms) WHERE withdrawn = 1;

CREATE TABLE preview (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    revision TEXT NOT NULL REFERENCES revision (id),
    sha256 TEXT NOT NULL UNIQUE,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    revoked_ms INTEGER
) STRICT;

CREATE INDEX preview_of_release ON preview (release, made_ms);

CREATE TABLE visit (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    release TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (newsroom, day, kind, release)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_of_release ON visit (release, day) WHERE release <> '';
