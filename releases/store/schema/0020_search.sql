-- What readers may search; its full-text index is made by the engine (sqlite_schema.py).

CREATE TABLE search (
    place INTEGER PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    keys TEXT NOT NULL
) STRICT;

CREATE INDEX search_of_release ON search (release);
