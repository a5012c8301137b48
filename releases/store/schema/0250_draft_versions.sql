-- expands
-- What people saved of a draft, to be looked at, compared and restored. Programs that do not know
-- of them discard drafts too: versions go with their release by themselves.

CREATE TABLE draft_version (
    release TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    begun_ms INTEGER NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    sealed INTEGER NOT NULL,
    files TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (release, number)
) STRICT;

CREATE INDEX draft_version_with_files ON draft_version (files) WHERE files <> '';
