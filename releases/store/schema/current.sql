-- The schema of today, to be read: what the migrations beside this file make, by subject.
--
-- Every database that is opened is compared with it, and a test compares it with what the
-- migrations make; a migration that changes the schema changes this file too. Columns added later
-- stand last in their tables, as SQLite keeps them.
--
--   …_ms        an instant, in milliseconds since 1970, UTC; NULL: it has not happened
--   …_by, who   a person's e-mail, "token:name" or the name of a command
--   sha256      in hexadecimal; of a secret, it is all that is kept
--   0 and 1     no and yes


-- 1. Newsrooms and what they choose

-- A publisher. `logo` names a stored picture ("{id}.png") or a URL elsewhere.
CREATE TABLE newsroom (
    slug TEXT PRIMARY KEY, -- its place in every URL; never changes
    name TEXT NOT NULL,
    about TEXT NOT NULL, -- the closing text of releases that have none of their own
    language TEXT NOT NULL,
    county TEXT NOT NULL,
    site TEXT NOT NULL,
    logo TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL, -- what its public pages show beside releases
    press_contacts TEXT NOT NULL DEFAULT '[]', -- JSON list, in the order they are shown
    logo_alt TEXT NOT NULL DEFAULT '' -- the logo in words
) STRICT;

-- How a newsroom works; without a row, the defaults.
CREATE TABLE setting (
    newsroom TEXT PRIMARY KEY REFERENCES newsroom (slug),
    accent TEXT NOT NULL, -- the colour of its embeds, #rrggbb
    four_eyes INTEGER NOT NULL, -- nobody publishes what they wrote themselves
    feedback INTEGER NOT NULL, -- readers may comment
    guidance TEXT NOT NULL, -- where readers turn with questions of care
    keep_days INTEGER NOT NULL -- how long comments are kept
) STRICT;

-- The kinds of release a newsroom offers, in order; without rows, all.
CREATE TABLE offered_kind (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (newsroom, kind)
) STRICT, WITHOUT ROWID;

-- Documents that drafts start from. `contacts` is a JSON list of ids in the directory.
CREATE TABLE template (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    document TEXT NOT NULL,
    contacts TEXT NOT NULL,
    PRIMARY KEY (newsroom, id)
) STRICT, WITHOUT ROWID;

-- The contact directory. `phones` and `emails` are JSON lists.
CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phones TEXT NOT NULL,
    emails TEXT NOT NULL,
    until_ms INTEGER -- from when no page shows their numbers and addresses
) STRICT;

CREATE INDEX contact_of_newsroom ON contact (newsroom, name, id);

CREATE INDEX contact_by_end ON contact (until_ms) WHERE until_ms IS NOT NULL;


-- 2. Releases: drafts, revisions, the way to approval

-- A document's life under one permanent id, with its working draft.
CREATE TABLE release (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    draft TEXT NOT NULL, -- the document as canonical JSON
    version INTEGER NOT NULL, -- of the draft, for optimistic locking
    submitted_version INTEGER, -- the version that waits for approval
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    logged INTEGER NOT NULL DEFAULT 0 -- derived: has rows in period
) STRICT;

CREATE INDEX release_by_change ON release (newsroom, changed_ms, id);

CREATE INDEX release_in_draft ON release (newsroom, changed_ms, id) WHERE logged = 0;

CREATE INDEX release_submitted ON release (newsroom, changed_ms, id)
WHERE submitted_version IS NOT NULL;

CREATE TRIGGER release_is_kept BEFORE DELETE ON release
WHEN EXISTS (SELECT 1 FROM entry WHERE entry.release = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a release with a log is never removed'); END;

-- The words of drafts, for the desk's search (full text: section 10).
CREATE TABLE release_text (
    release TEXT PRIMARY KEY REFERENCES release (id),
    text TEXT NOT NULL
) STRICT;

-- Immutable snapshots of documents: what entries and preview links point at.
CREATE TABLE revision (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    number INTEGER NOT NULL, -- counts a release's revisions from 1
    document TEXT NOT NULL, -- canonical JSON
    sha256 TEXT NOT NULL, -- of the document
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (release, number)
) STRICT;

CREATE TRIGGER revision_is_immutable BEFORE UPDATE ON revision
BEGIN SELECT RAISE(ABORT, 'a revision never changes'); END;

-- Revisions made for preview links alone go with a draft that is discarded.
CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
WHEN EXISTS (SELECT 1 FROM entry WHERE entry.release = OLD.release)
BEGIN SELECT RAISE(ABORT, 'a revision of what was approved is never removed'); END;

-- What people saved of a draft, the newest last: working copies, never public. What one person goes on
-- saving within minutes is one of them; `sealed` are those that no later save changes.
CREATE TABLE draft_version (
    release TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- counts a release's versions from 1
    version INTEGER NOT NULL, -- of the draft, after the last save that went into it
    begun_ms INTEGER NOT NULL, -- the first of those saves
    made_ms INTEGER NOT NULL, -- the last
    made_by TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    files TEXT NOT NULL, -- ids of the stored files that the document names, in spaces
    document TEXT NOT NULL, -- canonical JSON
    PRIMARY KEY (release, number)
) STRICT;

CREATE INDEX draft_version_with_files ON draft_version (files) WHERE files <> '';

-- The latest submission of a draft, and what an editor sent it back with.
CREATE TABLE submission (
    release TEXT PRIMARY KEY REFERENCES release (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    version INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    wish_ms INTEGER, -- the instant its author would like
    word TEXT NOT NULL, -- to the editors
    returned_ms INTEGER,
    returned_by TEXT,
    comment TEXT NOT NULL -- from the editor who returned it
) STRICT;

CREATE INDEX submission_returned ON submission (newsroom, returned_ms)
WHERE returned_ms IS NOT NULL;

-- Who has a writing page open; a row counts for half a minute, then it is deleted.
CREATE TABLE writer (
    release TEXT NOT NULL,
    who TEXT NOT NULL, -- what their deeds stand under
    seen_ms INTEGER NOT NULL,
    PRIMARY KEY (release, who)
) STRICT, WITHOUT ROWID;

CREATE INDEX writer_by_sign ON writer (seen_ms);

-- Links that show one revision to people outside the desk.
CREATE TABLE preview (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    revision TEXT NOT NULL REFERENCES revision (id),
    sha256 TEXT NOT NULL UNIQUE, -- of the token in the link
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    until_ms INTEGER NOT NULL,
    revoked_ms INTEGER
) STRICT;

CREATE INDEX preview_of_release ON preview (release, made_ms);

-- Which release came from which item of which feed, so that an import is done once.
CREATE TABLE source (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    source TEXT NOT NULL, -- the feed; empty where `item` is a URI
    item TEXT NOT NULL,
    release TEXT NOT NULL REFERENCES release (id),
    item_sha256 TEXT NOT NULL, -- of what the item said when it was taken in
    draft_sha256 TEXT NOT NULL, -- of the draft made of it
    PRIMARY KEY (newsroom, item, source)
) STRICT, WITHOUT ROWID;


-- 3. The publication log: the truth about what the public sees (releases/timeline.py)

-- A line of the log: from `effective_ms` on, the public sees this revision, or no longer sees it.
-- Entries are appended; one whose instant has not come may be cancelled, and that is all.
CREATE TABLE entry (
    id TEXT PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    number INTEGER NOT NULL, -- counts a release's entries from 1, in the order written
    revision TEXT NOT NULL REFERENCES revision (id),
    action TEXT NOT NULL CHECK (action IN ('publish', 'correct', 'withdraw')),
    at_ms INTEGER NOT NULL, -- the date shown
    made_ms INTEGER NOT NULL, -- when it was written
    effective_ms INTEGER NOT NULL, -- the later of the two
    made_by TEXT NOT NULL,
    significance TEXT NOT NULL CHECK (significance IN ('major', 'minor')),
    note TEXT NOT NULL, -- public
    announce INTEGER NOT NULL, -- whether subscribers are told
    day_only INTEGER NOT NULL, -- of `at_ms` only the calendar day is known
    cancelled_ms INTEGER,
    cancelled_by TEXT,
    -- The order of the whole log, whatever instants it states; 0 in what is older than this column.
    sequence INTEGER NOT NULL DEFAULT 0,
    replaces TEXT NOT NULL DEFAULT '[]', -- ids of the cancelled in whose place it was put, as JSON
    UNIQUE (release, number),
    CHECK (cancelled_ms < effective_ms)
) STRICT;

CREATE INDEX entry_by_sequence ON entry (sequence, effective_ms) WHERE cancelled_ms IS NULL;

CREATE INDEX entry_by_effect ON entry (effective_ms, sequence);

CREATE TRIGGER entry_is_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'an entry is never removed'); END;

CREATE TRIGGER entry_only_cancels
BEFORE UPDATE OF id, release, number, revision, action, made_by, significance, note, announce,
replaces ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;

-- Times that a wrong clock wrote are put right once `misdated` keeps them as they were written.
CREATE TRIGGER entry_keeps_its_times BEFORE UPDATE OF at_ms, made_ms, effective_ms, day_only
ON entry WHEN NOT EXISTS (SELECT 1 FROM misdated WHERE misdated.entry = OLD.id)
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;

CREATE TRIGGER entry_cancels_once BEFORE UPDATE ON entry WHEN OLD.cancelled_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a cancelled entry stays cancelled'); END;

-- Entries written while the wall clock was out of step, with their times as written.
CREATE TABLE misdated (
    entry TEXT PRIMARY KEY REFERENCES entry (id),
    noted_ms INTEGER NOT NULL,
    gap_ms INTEGER NOT NULL, -- by how much the wall clock was ahead; negative: behind
    at_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER misdated_never_changes BEFORE UPDATE ON misdated
BEGIN SELECT RAISE(ABORT, 'times as written never change'); END;

CREATE TRIGGER misdated_is_kept BEFORE DELETE ON misdated
BEGIN SELECT RAISE(ABORT, 'times as written are kept'); END;


-- 4. Derived from the log, written anew for a release whenever its log changes

-- What caches compare: `version` counts the changes of public output. One row.
CREATE TABLE pulse (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    latest_ms INTEGER NOT NULL -- of the last change; no later one is dated before it
) STRICT;

-- The states of releases: what the public sees of one from `since_ms` until before `until_ms`.
CREATE TABLE period (
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL, -- the end of the year 9999 where there is none
    newsroom TEXT NOT NULL,
    entry TEXT NOT NULL REFERENCES entry (id),
    published_ms INTEGER NOT NULL, -- the date shown of the first publication
    withdrawn INTEGER NOT NULL,
    notable INTEGER NOT NULL, -- subscribers who have read the release need to be told
    PRIMARY KEY (release, since_ms)
) STRICT, WITHOUT ROWID;

CREATE INDEX period_by_instant ON period (since_ms);

CREATE INDEX period_of_newsroom ON period (newsroom, since_ms, release);

CREATE INDEX period_by_publication
ON period (newsroom, published_ms, release, since_ms, until_ms);

CREATE INDEX period_notices ON period (newsroom, since_ms) WHERE notable = 1;

CREATE INDEX period_notices_everywhere ON period (since_ms) WHERE notable = 1;

CREATE INDEX period_withdrawn ON period (newsroom, since_ms) WHERE withdrawn = 1;

-- A row for each state that is not withdrawn and each filter value, so that a public list is one
-- range of an index. `key`: "" for all, else "kind:…", "lang:…", "topic:…", "place:…", "media:…"
-- or "translation:…".
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

-- The words of each state that is not withdrawn, for readers' search (full text: section 10).
CREATE TABLE search (
    place INTEGER PRIMARY KEY, -- the order of publication
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    keys TEXT NOT NULL -- newsroom and facet keys, in words of their own
) STRICT;

CREATE INDEX search_of_release ON search (release);


-- 5. Pictures and attachments: their facts; their bytes are in the media folder

-- A stored file, which never changes under its id. Sizes in bytes and pixels.
CREATE TABLE media (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL, -- 0 for what is no picture
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    alt TEXT NOT NULL DEFAULT '',
    caption TEXT NOT NULL DEFAULT '',
    credit TEXT NOT NULL DEFAULT '',
    focus_x INTEGER, -- the point that matters, in hundredths of the sides
    focus_y INTEGER,
    creator TEXT NOT NULL DEFAULT '', -- this and the next two as IPTC names them
    copyright_notice TEXT NOT NULL DEFAULT '',
    usage_terms TEXT NOT NULL DEFAULT '',
    words TEXT NOT NULL DEFAULT '' -- derived: what it is found by, in lower case
) STRICT;

CREATE INDEX media_of_newsroom ON media (newsroom, made_ms, id);

-- A picture in another size or format.
CREATE TABLE rendition (
    media TEXT NOT NULL REFERENCES media (id),
    width INTEGER NOT NULL,
    type TEXT NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (media, width, type)
) STRICT, WITHOUT ROWID;

-- The pictures that another stands in place of, which nobody stands in place of.
CREATE TABLE replaced_media (
    media TEXT PRIMARY KEY REFERENCES media (id),
    successor TEXT NOT NULL REFERENCES media (id),
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX replaced_media_by_successor ON replaced_media (successor);

-- Derived: the files that drafts name.
CREATE TABLE draft_media (
    media TEXT NOT NULL,
    release TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    PRIMARY KEY (media, release)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_media_of_release ON draft_media (release);

-- A picture in all the pixels that were uploaded; none of older pictures.
CREATE TABLE original (
    media TEXT PRIMARY KEY REFERENCES media (id),
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;


-- 6. Announcing: the sinks, and the outbox

-- A newsroom's receivers; `secret` signs what they are sent.
CREATE TABLE webhook (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    removed_ms INTEGER,
    ended_ms INTEGER -- when its receiver answered 410 Gone, until it is switched on again
) STRICT;

-- WebSub hubs, told of every newsroom.
CREATE TABLE hub (
    url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- Shared caches, purged for every newsroom.
CREATE TABLE cache (
    url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- What is owed to one sink because of one entry; `id` is sent as its idempotency key.
CREATE TABLE announcement (
    id TEXT PRIMARY KEY,
    entry TEXT NOT NULL REFERENCES entry (id),
    sink TEXT NOT NULL, -- "webhook:{id}", "websub:{url}" or "purge:{url}"
    next_ms INTEGER NOT NULL, -- when it is due, or due again
    leased_ms INTEGER NOT NULL, -- until when its owner's claim holds; 0: unclaimed
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('owed', 'done', 'dead', 'cancelled')),
    error TEXT NOT NULL,
    settled_ms INTEGER,
    newsroom TEXT NOT NULL DEFAULT '', -- the entry's
    owner TEXT NOT NULL DEFAULT '', -- the process that has claimed it
    instant_ms INTEGER NOT NULL DEFAULT 0, -- when the entry takes effect
    trace TEXT NOT NULL DEFAULT '', -- W3C traceparent of the request that it is owed because of
    UNIQUE (entry, sink)
) STRICT;

CREATE INDEX announcement_owed ON announcement (next_ms) WHERE state = 'owed';

CREATE INDEX announcement_fresh ON announcement (sink, attempts, instant_ms)
WHERE state = 'owed';

CREATE INDEX announcement_again ON announcement (sink, next_ms) WHERE state = 'owed';

CREATE INDEX announcement_held ON announcement (owner, sink) WHERE owner <> '';

CREATE INDEX announcement_dead ON announcement (sink, next_ms) WHERE state = 'dead';

CREATE INDEX announcement_by_sink ON announcement (sink, next_ms);

CREATE INDEX announcement_of_newsroom ON announcement (newsroom, sink, next_ms);


-- 7. People at the desk, programs at the API

-- Somebody who signs in.
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE, -- in lower case
    name TEXT NOT NULL,
    language TEXT NOT NULL, -- of the desk's pages
    password TEXT NOT NULL, -- an Argon2 hash; empty for who signs in elsewhere
    totp TEXT NOT NULL, -- the secret of the second factor (service/security/vault.py)
    created_ms INTEGER NOT NULL,
    disabled_ms INTEGER,
    totp_step INTEGER NOT NULL DEFAULT 0, -- the last time step used
    must_choose INTEGER NOT NULL DEFAULT 0, -- a new password at the next login
    phone TEXT NOT NULL DEFAULT '' -- for colleagues to ring, as releases.text.phones keeps it
) STRICT;

-- What a person may do in a newsroom.
CREATE TABLE membership (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    PRIMARY KEY (person, newsroom)
) STRICT, WITHOUT ROWID;

-- People with an account who were asked into one more newsroom, by a code.
CREATE TABLE invitation (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (person, newsroom)
) STRICT, WITHOUT ROWID;

-- Who is signed in. `id` is the SHA-256 of the cookie.
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_person ON session (person);

-- Logins between password and second factor. `id` is the SHA-256 of the cookie.
CREATE TABLE half_way (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    attempts INTEGER NOT NULL,
    made_ms INTEGER NOT NULL
) STRICT;

-- Unused recovery codes.
CREATE TABLE recovery (
    person TEXT NOT NULL REFERENCES person (id),
    sha256 TEXT NOT NULL,
    PRIMARY KEY (person, sha256)
) STRICT, WITHOUT ROWID;

-- What counts for a while under a limit: a login that failed or is not decided, a guess at a second
-- factor, a comment. A key has as many slots as its limit allows.
CREATE TABLE attempt (
    key TEXT NOT NULL, -- what is counted; addresses and accounts as keyed hashes
    slot INTEGER NOT NULL,
    id TEXT NOT NULL, -- of the attempt, the same under all its keys
    until_ms INTEGER NOT NULL, -- when it counts no more, and is deleted
    PRIMARY KEY (key, slot)
) STRICT, WITHOUT ROWID;

CREATE INDEX attempt_by_end ON attempt (until_ms);

-- Access tokens of the API, each for one newsroom.
CREATE TABLE token (
    id TEXT PRIMARY KEY,
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write', 'publish')),
    sha256 TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    revoked_ms INTEGER
) STRICT;

-- The entry that a request with an Idempotency-Key made, for when it is sent again.
CREATE TABLE answered (
    token TEXT NOT NULL REFERENCES token (id),
    key TEXT NOT NULL,
    request TEXT NOT NULL, -- its SHA-256
    entry TEXT NOT NULL REFERENCES entry (id),
    made_ms INTEGER NOT NULL,
    PRIMARY KEY (token, key)
) STRICT;


-- 8. What happened: deeds, visits, readers' comments

-- Who did what, written in the transaction that did it. `detail` is JSON: ids and versions.
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

CREATE INDEX audit_of_release ON audit (release, at_ms) WHERE release IS NOT NULL;

CREATE INDEX audit_by_who ON audit (newsroom, who, at_ms);

CREATE INDEX audit_by_action ON audit (newsroom, action, at_ms);

CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;

CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END;

-- Requests for public resources, summed by Stockholm day; nothing of who asked.
CREATE TABLE visit (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    day TEXT NOT NULL, -- 2018-04-03
    kind TEXT NOT NULL,
    release TEXT NOT NULL, -- empty for lists
    count INTEGER NOT NULL,
    PRIMARY KEY (newsroom, day, kind, release)
) STRICT, WITHOUT ROWID;

CREATE INDEX visit_of_release ON visit (release, day) WHERE release <> '';

-- Readers' comments, deleted at `until_ms`. `email` is empty where no answer is wanted.
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


-- 9. The database itself

-- The base of its clock: it was the instant `at_ms` when `boot_ms` had passed since a boot
-- (releases/clock.py). One row.
CREATE TABLE clock (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    boot_id TEXT NOT NULL,
    boot_ms INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    basis TEXT NOT NULL, -- why it is believed
    confirmed_by TEXT NOT NULL,
    gap_ms INTEGER NOT NULL, -- by how much the wall clock was ahead when last looked at
    parted_ms INTEGER, -- since when it is not in step
    moved_ms INTEGER NOT NULL, -- by how much instants were moved without confirmation
    moved_at_ms INTEGER,
    served_ms INTEGER NOT NULL, -- the latest instant at which the public was answered or told
    epoch INTEGER NOT NULL -- counts the moves
) STRICT;

-- Tells the installation's feeds from those of others, for ever. One row.
CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL -- random; empty where there were newsrooms before this table
) STRICT;

CREATE TRIGGER installation_never_changes BEFORE UPDATE ON installation
BEGIN SELECT RAISE(ABORT, 'the name of an installation never changes'); END;

CREATE TRIGGER installation_is_kept BEFORE DELETE ON installation
BEGIN SELECT RAISE(ABORT, 'the name of an installation is kept'); END;

-- Tells a database from an older state of itself: its name, and its commits so far. One row.
CREATE TABLE mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    commits INTEGER NOT NULL
) STRICT;

-- Keys the service makes for itself, one a purpose.
CREATE TABLE signing_key (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;


-- 10. Made by SQLite and sqlite-utils, as these versions of them spell it

-- Which migrations the database has had.
CREATE TABLE _sqlite_migrations (
    id INTEGER PRIMARY KEY,
    migration_set TEXT,
    name TEXT,
    applied_at TEXT
);

CREATE UNIQUE INDEX idx__sqlite_migrations_migration_set_name
ON _sqlite_migrations (migration_set, name);

-- The full text of drafts, and what keeps it in step.
CREATE VIRTUAL TABLE release_text_fts USING FTS5 (
    text,
    tokenize='unicode61 remove_diacritics 0',
    content=release_text
);

CREATE TRIGGER release_text_ai AFTER INSERT ON release_text BEGIN
    INSERT INTO release_text_fts (rowid, text) VALUES (new.rowid, new.text);
END;

CREATE TRIGGER release_text_ad AFTER DELETE ON release_text BEGIN
    INSERT INTO release_text_fts (release_text_fts, rowid, text)
    VALUES('delete', old.rowid, old.text);
END;

CREATE TRIGGER release_text_au AFTER UPDATE ON release_text BEGIN
    INSERT INTO release_text_fts (release_text_fts, rowid, text)
    VALUES('delete', old.rowid, old.text);
    INSERT INTO release_text_fts (rowid, text) VALUES (new.rowid, new.text);
END;

-- The full text of what is public, and what keeps it in step.
CREATE VIRTUAL TABLE search_fts USING FTS5 (
    title, text, keys,
    tokenize='unicode61 remove_diacritics 0',
    content=search
);

CREATE TRIGGER search_ai AFTER INSERT ON search BEGIN
    INSERT INTO search_fts (rowid, title, text, keys)
    VALUES (new.rowid, new.title, new.text, new.keys);
END;

CREATE TRIGGER search_ad AFTER DELETE ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, title, text, keys)
    VALUES('delete', old.rowid, old.title, old.text, old.keys);
END;

CREATE TRIGGER search_au AFTER UPDATE ON search BEGIN
    INSERT INTO search_fts (search_fts, rowid, title, text, keys)
    VALUES('delete', old.rowid, old.title, old.text, old.keys);
    INSERT INTO search_fts (rowid, title, text, keys)
    VALUES (new.rowid, new.title, new.text, new.keys);
END;
