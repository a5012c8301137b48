-- expands
-- Pictures are found by their words, and known to be used in drafts; one may stand in another's place.
-- Programs that do not know of it discard drafts too: what a draft uses goes with it by itself.

ALTER TABLE media ADD COLUMN words TEXT NOT NULL DEFAULT '';

CREATE TABLE draft_media (
    media TEXT NOT NULL,
    release TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
    PRIMARY KEY (media, release)
) STRICT, WITHOUT ROWID;

CREATE INDEX draft_media_of_release ON draft_media (release);

CREATE TABLE replaced_media (
    media TEXT PRIMARY KEY REFERENCES media (id),
    successor TEXT NOT NULL REFERENCES media (id),
    made_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX replaced_media_by_successor ON replaced_media (successor);
