-- The WebSub hubs that are told.

CREATE TABLE hub (
    url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
