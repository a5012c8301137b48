-- Passwords to be replaced at the next login, and invitations.

ALTER TABLE person ADD COLUMN must_choose INTEGER NOT NULL DEFAULT 0;

CREATE TABLE invitation (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    sha256 TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL REFERENCES person (id),
    PRIMARY KEY (person, newsroom)
) STRICT, WITHOUT ROWID;
