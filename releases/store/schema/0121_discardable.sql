-- Revisions made for preview links alone go with their draft; what was approved stays for ever.

DROP TRIGGER revision_is_kept;

CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision
WHEN EXISTS (SELECT 1 FROM entry WHERE entry.release = OLD.release)
BEGIN SELECT RAISE(ABORT, 'a revision of what was approved is never removed'); END;

CREATE TRIGGER release_is_kept BEFORE DELETE ON release
WHEN EXISTS (SELECT 1 FROM entry WHERE entry.release = OLD.id)
BEGIN SELECT RAISE(ABORT, 'a release with a log is never removed'); END;
