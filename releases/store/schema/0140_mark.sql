-- What tells a database from an older state of itself.

CREATE TABLE mark (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    commits INTEGER NOT NULL
) STRICT;
