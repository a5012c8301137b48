-- What releases begin from: the kinds a newsroom offers, its templates.

CREATE TABLE offered_kind (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (newsroom, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE template (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    purpose TEXT NOT NULL,
    document TEXT NOT NULL,
    contacts TEXT NOT NULL,
    PRIMARY KEY (newsroom, id)
) STRICT, WITHOUT ROWID;
