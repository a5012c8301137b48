-- Hubs and caches serve every newsroom: the log of one must not walk through those of the others.

ALTER TABLE announcement ADD COLUMN newsroom TEXT NOT NULL DEFAULT '';

UPDATE announcement SET newsroom = (
    SELECT release.newsroom FROM entry JOIN release ON release.id = entry.release
    WHERE entry.id = announcement.entry
);

CREATE INDEX announcement_of_newsroom ON announcement (newsroom, sink, next_ms);
