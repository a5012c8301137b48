-- Which release came from which item of which feed.

CREATE TABLE source (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    source TEXT NOT NULL,
    item TEXT NOT NULL,
    release TEXT NOT NULL REFERENCES release (id),
    item_sha256 TEXT NOT NULL,
    draft_sha256 TEXT NOT NULL,
    PRIMARY KEY (newsroom, item, source)
) STRICT, WITHOUT ROWID;
