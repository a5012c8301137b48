-- Releases, revisions, the publication log, and what is derived from it.

CREATE TABLE pulse (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    latest_ms INTEGER NOT NULL
) STRICT;

INSERT INTO pulse (id, version, latest_ms) VALUES (1, 0, 0);

CREATE TABLE newsroom (
    slug TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    language TEXT NOT NULL,
    county TEXT NOT NULL,
    site TEXT NOT NULL,
    logo TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    draft TEXT NOT NULL,
    version INTEGER NOT NULL,
    submitted_version INTEGER,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    changed_by TEXT NOT NULL
) STRICT;

CREATE INDEX release_by_change ON release (newsroom, changed_ms, id);

CREATE TABLE release_text (
    release TEXT PRIMARY KEY REFERENCES release (id),
    text TEXT NOT NULL
) STRICT;

CREATE TABLE revision (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    number INTEGER NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (release, number)
) STRICT;

CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision is never removed'); END;

CREATE TABLE entry (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    number INTEGER NOT NULL,
    revision TEXT NOT NULL REFERENCES revision (id),
    action TEXT NOT NULL CHECK (action IN ('publish', 'correct', 'withdraw')),
    at_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    effective_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    significance TEXT NOT NULL CHECK (significance IN ('major', 'minor')),
    note TEXT NOT NULL,
    announce INTEGER NOT NULL,
    day_only INTEGER NOT NULL,
    cancelled_ms INTEGER,
    cancelled_by TEXT,
    UNIQUE (release, number),
    CHECK (cancelled_ms < effective_ms)
) STRICT;

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

CREATE TRIGGER entry_only_cancels
BEFORE UPDATE OF id, release, number, revision, action, at_ms, made_ms, effective_ms, made_by,
significance, note, announce, day_only ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;

CREATE TRIGGER entry_cancels_once BEFORE UPDATE ON entry WHEN OLD.cancelled_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a cancelled entry stays cancelled'); END;

CREATE TABLE period (
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    newsroom TEXT NOT NULL,
    entry TEXT NOT NULL REFERENCES entry (id),
    published_ms INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    notable INTEGER NOT NULL,
    PRIMARY KEY (release, since_ms)
) STRICT, WITHOUT ROWID;

CREATE INDEX period_by_instant ON period (since_ms);

CREATE INDEX period_of_newsroom ON period (newsroom, since_ms, release);

CREATE INDEX period_notices ON period (newsroom, since_ms) WHERE notable = 1;

CREATE INDEX period_notices_everywhere ON period (since_ms) WHERE notable = 1;

CREATE TABLE facet (
    newsroom TEXT NOT NULL,
    key TEXT NOT NULL,
    published_ms INTEGER NOT NULL,
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (newsroom, key, published_ms DESC, release, since_ms)
) STRICT, WITHOUT ROWID;

CREATE INDEX facet_everywhere ON facet (key, published_ms DESC, release, since_ms, until_ms);

CREATE INDEX facet_of_release ON facet (release);

CREATE TABLE media (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    removed_ms INTEGER
) STRICT;

CREATE TABLE announcement (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL REFERENCES entry (id),
    sink TEXT NOT NULL,
    next_ms INTEGER NOT NULL,
    leased_ms INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('owed', 'done', 'dead', 'cancelled')),
    error TEXT NOT NULL,
    settled_ms INTEGER,
    UNIQUE (entry, sink)
) STRICT;

CREATE INDEX announcement_owed ON announcement (next_ms) WHERE state = 'owed';

CREATE TABLE token (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'publish')),
    sha256 TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    revoked_ms INTEGER
) STRICT;

CREATE TABLE answered (
    token TEXT NOT NULL REFERENCES token (id),
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    entry TEXT NOT NULL REFERENCES entry (id),
    made_ms INTEGER NOT NULL,
    PRIMARY KEY (token, key)
) STRICT;

CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    newsroom TEXT NOT NULL,
    release TEXT,
    detail TEXT NOT NULL
) STRICT;

CREATE INDEX audit_by_time ON audit (newsroom, at_ms);

CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END;
