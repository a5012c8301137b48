"""The schema of a draft's way to approval: what goes with a submission, what may be discarded.

Numbered steps: one that has been released is never edited.
"""

SUBMISSIONS = """
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
WHERE returned_ms IS NOT NULL
"""

# Revisions made for preview links alone go with their draft; what was approved stays for ever.
DISCARDABLE = """
DROP TRIGGER revision_is_kept;

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
WHEN EXISTS (SELECT 1 FROM entry WHERE entry.release = OLD.release)
BEGIN SELECT RAISE(ABORT, 'a revision of what was approved is never removed'); END;

CREATE TRIGGER release_is_kept BEFORE DELETE ON release
WHEN EXISTS (SELECT 1 FROM entry WHERE entry.release = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a release with a log is never removed'); END
"""
