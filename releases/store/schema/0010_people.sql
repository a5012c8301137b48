-- People, their roles in newsrooms, their sessions.

CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT NOT NULL,
    totp TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    disabled_ms INTEGER
) STRICT;

CREATE TABLE membership (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    PRIMARY KEY (person, newsroom)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_person ON session (person);
