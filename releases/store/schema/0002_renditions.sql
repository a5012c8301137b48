-- Stored pictures in several sizes; what a document's image may leave unsaid.

ALTER TABLE media ADD COLUMN title TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN alt TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN caption TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN credit TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN focus_x INTEGER;

ALTER TABLE media ADD COLUMN focus_y INTEGER;

CREATE INDEX media_of_newsroom ON media (newsroom, made_ms, id);

CREATE TABLE rendition (
    media TEXT NOT NULL REFERENCES media (id),
    width INTEGER NOT NULL,
    type TEXT NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (media, width, type)
) STRICT, WITHOUT ROWID;
