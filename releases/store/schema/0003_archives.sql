-- A month of a newsroom is one range of an index.

CREATE INDEX period_by_publication
ON period (newsroom, published_ms, release, since_ms, until_ms);
