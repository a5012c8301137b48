-- A release restored with a cancelled publication once stayed findable.

DELETE FROM search WHERE NOT EXISTS (
    SELECT 1 FROM period
    WHERE period.release = search.release AND period.since_ms = search.since_ms
);

UPDATE release SET logged = 0 WHERE logged = 1 AND id NOT IN (SELECT release FROM period);
