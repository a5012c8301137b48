-- expands
-- Pictures keep the file that was uploaded, in all its pixels, and who made them and how they may be used.

CREATE TABLE original (
    media TEXT PRIMARY KEY REFERENCES media (id),
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE media ADD COLUMN creator TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN copyright_notice TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN usage_terms TEXT NOT NULL DEFAULT '';
