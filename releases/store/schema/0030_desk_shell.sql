-- What the desk keeps besides releases: settings, contacts, readers' comments, second factors.

CREATE TABLE setting (
    newsroom TEXT PRIMARY KEY REFERENCES newsroom (slug),
    accent TEXT NOT NULL,
    four_eyes INTEGER NOT NULL,
    feedback INTEGER NOT NULL,
    guidance TEXT NOT NULL,
    keep_days INTEGER NOT NULL
) STRICT;

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phones TEXT NOT NULL,
    emails TEXT NOT NULL,
    until_ms INTEGER
) STRICT;

CREATE INDEX contact_of_newsroom ON contact (newsroom, name, id);

CREATE INDEX contact_by_end ON contact (until_ms) WHERE until_ms IS NOT NULL;

CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    release TEXT NOT NULL REFERENCES release (id),
    text TEXT NOT NULL,
    email TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'read', 'answered', 'archived')),
    made_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX feedback_inbox ON feedback (newsroom, state, made_ms, id);

CREATE INDEX feedback_by_end ON feedback (until_ms);

CREATE TABLE recovery (
    person TEXT NOT NULL REFERENCES person (id),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (person, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE half_way (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    attempts INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE signing_key (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE person ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;

CREATE INDEX audit_of_release ON audit (release, at_ms) WHERE release IS NOT NULL;

CREATE INDEX audit_by_who ON audit (newsroom, who, at_ms);

CREATE INDEX announcement_by_sink ON announcement (sink, next_ms);
