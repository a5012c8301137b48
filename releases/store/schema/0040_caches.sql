-- The shared caches that are purged.

CREATE TABLE cache (
    url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
