-- The schema as it is after migration 0220, for databases that begin in PostgreSQL. `current.sql` says
-- what each table is for; here stands what PostgreSQL says otherwise: triggers, full text, the order
-- of a primary key. It has landed and never changes.

-- What full text takes as words: what parts them becomes a space, so that no address, number or
-- hyphenated word is read as one of PostgreSQL's own kinds of token.
CREATE FUNCTION only_words(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        -- Between two readings of a text stands a word that no text has.
        replace($1, U&'\E000', 'xe000x'),
        U&'[\0001-\002F\003A-\0040\005B-\0060\007B-\00A9\00AB-\00B1\00B4\00B6-\00B8\00BB\00BF\00D7'
        '\00F7\2000-\206F\20A0-\20CF\2190-\2BFF\3000-\3003\3008-\3020]+' COLLATE "C",
        ' ', 'g'
    )
$$;

-- What never happens to a row; the argument says why.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END
$$;

-- What has a log is never removed: its releases and revisions stay.
CREATE FUNCTION refuse_where_logged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept TEXT := CASE TG_TABLE_NAME WHEN 'release' THEN to_jsonb(OLD) ->> 'id'
        ELSE to_jsonb(OLD) ->> 'release' END;
BEGIN
    IF EXISTS (SELECT 1 FROM entry WHERE entry.release = kept) THEN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END
$$;

-- Times that a wrong clock wrote are put right once `misdated` keeps them as they were written.
CREATE FUNCTION refuse_unless_misdated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM misdated WHERE misdated.entry = OLD.id) THEN
        RAISE EXCEPTION 'an entry never changes' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$;

-- Every process that listens hears at once that something public may have changed.
CREATE FUNCTION tell_of_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('pressrum', NEW.version::TEXT);
    RETURN NULL;
END
$$;

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
);

CREATE TABLE setting (
    newsroom TEXT PRIMARY KEY REFERENCES newsroom (slug),
    accent TEXT NOT NULL,
    four_eyes INTEGER NOT NULL,
    feedback INTEGER NOT NULL,
    guidance TEXT NOT NULL,
    keep_days INTEGER NOT NULL
);

CREATE TABLE offered_kind (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (newsroom, kind)
);

CREATE TABLE template (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    document TEXT NOT NULL,
    contacts TEXT NOT NULL,
    PRIMARY KEY (newsroom, id)
);

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phones TEXT NOT NULL,
    emails TEXT NOT NULL,
    until_ms INTEGER
);

CREATE INDEX contact_of_newsroom ON contact (newsroom, name, id);

CREATE INDEX contact_by_end ON contact (until_ms) WHERE until_ms IS NOT NULL;

CREATE TABLE release (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    draft TEXT NOT NULL,
    version INTEGER NOT NULL,
    submitted_version INTEGER,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    logged INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX release_by_change ON release (newsroom, changed_ms, id);

CREATE INDEX release_in_draft ON release (newsroom, changed_ms, id) WHERE logged = 0;

CREATE INDEX release_submitted ON release (newsroom, changed_ms, id)
WHERE submitted_version IS NOT NULL;

CREATE TABLE release_text (
    release TEXT PRIMARY KEY REFERENCES release (id),
    text TEXT NOT NULL,
    words tsvector GENERATED ALWAYS AS (to_tsvector('simple', only_words(text))) STORED
);

CREATE INDEX release_text_words ON release_text USING gin (words);

CREATE TABLE revision (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    number INTEGER NOT NULL,
    document TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (release, number)
);

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
);

CREATE INDEX submission_returned ON submission (newsroom, returned_ms)
WHERE returned_ms IS NOT NULL;

CREATE TABLE preview (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    revision TEXT NOT NULL REFERENCES revision (id),
    sha256 TEXT NOT NULL UNIQUE,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    revoked_ms INTEGER
);

CREATE INDEX preview_of_release ON preview (release, made_ms);

CREATE TABLE source (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    source TEXT NOT NULL,
    item TEXT NOT NULL,
    release TEXT NOT NULL REFERENCES release (id),
    item_sha256 TEXT NOT NULL,
    draft_sha256 TEXT NOT NULL,
    PRIMARY KEY (newsroom, item, source)
);

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
    sequence INTEGER NOT NULL DEFAULT 0,
    replaces TEXT NOT NULL DEFAULT '[]',
    UNIQUE (release, number),
    CHECK (cancelled_ms < effective_ms)
);

CREATE INDEX entry_by_sequence ON entry (sequence, effective_ms) WHERE cancelled_ms IS NULL;

CREATE INDEX entry_by_effect ON entry (effective_ms, sequence);

CREATE TABLE misdated (
    entry TEXT PRIMARY KEY REFERENCES entry (id),
    noted_ms INTEGER NOT NULL,
    gap_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
);

CREATE TABLE pulse (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    latest_ms INTEGER NOT NULL
);

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
);

CREATE INDEX period_by_instant ON period (since_ms);

CREATE INDEX period_of_newsroom ON period (newsroom, since_ms, release);

CREATE INDEX period_by_publication
ON period (newsroom, published_ms, release, since_ms, until_ms);

CREATE INDEX period_notices ON period (newsroom, since_ms) WHERE notable = 1;

CREATE INDEX period_notices_everywhere ON period (since_ms) WHERE notable = 1;

CREATE INDEX period_withdrawn ON period (newsroom, since_ms) WHERE withdrawn = 1;

CREATE TABLE facet (
    newsroom TEXT NOT NULL,
    key TEXT NOT NULL,
    published_ms INTEGER NOT NULL,
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (newsroom, key, published_ms, release, since_ms)
);

CREATE INDEX facet_of_newsroom
ON facet (newsroom, key, published_ms DESC, release, since_ms, until_ms);

CREATE INDEX facet_everywhere ON facet (key, published_ms DESC, release, since_ms, until_ms);

CREATE INDEX facet_of_release ON facet (release);

CREATE TABLE search (
    place INTEGER PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    keys TEXT NOT NULL,
    words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', only_words(title)), 'A')
        || setweight(to_tsvector('simple', only_words(text)), 'B')
        || setweight(to_tsvector('swedish', only_words(title)), 'C')
        || setweight(to_tsvector('swedish', only_words(text)), 'D')
    ) STORED,
    marks text[] GENERATED ALWAYS AS (string_to_array(keys, ' ')) STORED
);

CREATE INDEX search_words ON search USING gin (words, marks);

CREATE INDEX search_of_release ON search (release);

CREATE TABLE media (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    alt TEXT NOT NULL DEFAULT '',
    caption TEXT NOT NULL DEFAULT '',
    credit TEXT NOT NULL DEFAULT '',
    focus_x INTEGER,
    focus_y INTEGER
);

CREATE INDEX media_of_newsroom ON media (newsroom, made_ms, id);

CREATE TABLE rendition (
    media TEXT NOT NULL REFERENCES media (id),
    width INTEGER NOT NULL,
    type TEXT NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (media, width, type)
);

CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    removed_ms INTEGER,
    ended_ms INTEGER
);

CREATE TABLE hub (
    url TEXT PRIMARY KEY
);

CREATE TABLE cache (
    url TEXT PRIMARY KEY
);

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
    newsroom TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    instant_ms INTEGER NOT NULL DEFAULT 0,
    UNIQUE (entry, sink)
);

CREATE INDEX announcement_owed ON announcement (next_ms) WHERE state = 'owed';

CREATE INDEX announcement_fresh ON announcement (sink, attempts, instant_ms)
WHERE state = 'owed';

CREATE INDEX announcement_again ON announcement (sink, next_ms) WHERE state = 'owed';

CREATE INDEX announcement_held ON announcement (owner, sink) WHERE owner <> '';

CREATE INDEX announcement_dead ON announcement (sink, next_ms) WHERE state = 'dead';

CREATE INDEX announcement_by_sink ON announcement (sink, next_ms);

CREATE INDEX announcement_of_newsroom ON announcement (newsroom, sink, next_ms);

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT NOT NULL,
    totp TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    disabled_ms INTEGER,
    totp_step INTEGER NOT NULL DEFAULT 0,
    must_choose INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE membership (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    PRIMARY KEY (person, newsroom)
);

CREATE TABLE invitation (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (person, newsroom)
);

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
);

CREATE INDEX session_of_person ON session (person);

CREATE TABLE half_way (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    attempts INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
);

CREATE TABLE recovery (
    person TEXT NOT NULL REFERENCES person (id),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (person, sha256)
);

CREATE TABLE token (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'publish')),
    sha256 TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    revoked_ms INTEGER
);

CREATE TABLE answered (
    token TEXT NOT NULL REFERENCES token (id),
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    entry TEXT NOT NULL REFERENCES entry (id),
    made_ms INTEGER NOT NULL,
    PRIMARY KEY (token, key)
);

CREATE TABLE audit (
    number INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    newsroom TEXT NOT NULL,
    release TEXT,
    detail TEXT NOT NULL
);

CREATE INDEX audit_by_time ON audit (newsroom, at_ms);

CREATE INDEX audit_of_release ON audit (release, at_ms) WHERE release IS NOT NULL;

CREATE INDEX audit_by_who ON audit (newsroom, who, at_ms);

CREATE INDEX audit_by_action ON audit (newsroom, action, at_ms);

CREATE TABLE visit (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    release TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (newsroom, day, kind, release)
);

CREATE INDEX visit_of_release ON visit (release, day) WHERE release <> '';

CREATE TABLE feedback (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    release TEXT NOT NULL REFERENCES release (id),
    text TEXT NOT NULL,
    email TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'read', 'answered', 'archived')),
    made_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL
);

CREATE INDEX feedback_inbox ON feedback (newsroom, state, made_ms, id);

CREATE INDEX feedback_by_end ON feedback (until_ms);

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
);

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL
);

CREATE TABLE mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    commits INTEGER NOT NULL
);

CREATE TABLE signing_key (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TRIGGER release_is_kept BEFORE DELETE ON release FOR EACH ROW
EXECUTE FUNCTION refuse_where_logged('a release with a log is never removed');

CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON revision FOR EACH ROW
EXECUTE FUNCTION refuse('a revision never changes');

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision FOR EACH ROW
EXECUTE FUNCTION refuse_where_logged('a revision of what was approved is never removed');

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry FOR EACH ROW
EXECUTE FUNCTION refuse('an entry is never removed');

CREATE TRIGGER entry_only_cancels
BEFORE UPDATE OF id, release, number, revision, action, made_by, significance, note, announce,
replaces ON entry FOR EACH ROW EXECUTE FUNCTION refuse('an entry never changes');

CREATE TRIGGER entry_keeps_its_times BEFORE UPDATE OF at_ms, made_ms, effective_ms, day_only
ON entry FOR EACH ROW EXECUTE FUNCTION refuse_unless_misdated();

CREATE TRIGGER entry_cancels_once BEFORE UPDATE ON entry FOR EACH ROW
WHEN (OLD.cancelled_ms IS NOT NULL)
EXECUTE FUNCTION refuse('a cancelled entry stays cancelled');

CREATE TRIGGER misdated_never_changes BEFORE UPDATE ON misdated FOR EACH ROW
EXECUTE FUNCTION refuse('times as written never change');

CREATE TRIGGER misdated_is_kept BEFORE DELETE ON misdated FOR EACH ROW
EXECUTE FUNCTION refuse('times as written are kept');

CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit FOR EACH ROW
EXECUTE FUNCTION refuse('the audit never changes');

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit FOR EACH ROW
EXECUTE FUNCTION refuse('the audit is never shortened');

CREATE TRIGGER installation_never_changes BEFORE UPDATE ON installation FOR EACH ROW
EXECUTE FUNCTION refuse('the name of an installation never changes');

CREATE TRIGGER installation_is_kept BEFORE DELETE ON installation FOR EACH ROW
EXECUTE FUNCTION refuse('the name of an installation is kept');

-- No tables are emptied past the triggers either.
CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry FOR EACH STATEMENT
EXECUTE FUNCTION refuse('an entry is never removed');

CREATE TRIGGER audit_is_never_emptied BEFORE TRUNCATE ON audit FOR EACH STATEMENT
EXECUTE FUNCTION refuse('the audit is never shortened');

CREATE TRIGGER pulse_is_heard AFTER UPDATE ON pulse FOR EACH ROW
EXECUTE FUNCTION tell_of_change();

INSERT INTO pulse (id, version, latest_ms) VALUES (1, 0, 0);

INSERT INTO mark (id, name, commits)
VALUES (1, replace(gen_random_uuid()::text, '-', ''), 0);

INSERT INTO installation (id, name)
VALUES (1, left(replace(gen_random_uuid()::text, '-', ''), 20));
