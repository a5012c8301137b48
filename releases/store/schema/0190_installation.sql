-- What tells the feeds of one installation from those of another with the same slugs.
-- A database that has newsrooms keeps the ids that its feeds have had: its name is empty.

CREATE TABLE installation (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL
) STRICT;

INSERT INTO installation (id, name)
SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM newsroom) THEN '' ELSE lower(hex(randomblob(10))) END;

CREATE TRIGGER installation_never_changes BEFORE UPDATE ON installation
BEGIN SELECT RAISE(ABORT, 'the name of an installation never changes'); END;

CREATE TRIGGER installation_is_kept BEFORE DELETE ON installation
BEGIN SELECT RAISE(ABORT, 'the name of an installation is kept'); END;
