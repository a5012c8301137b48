-- Each sink is served by itself, what took effect last first, by whoever holds the claim (owner).

ALTER TABLE announcement ADD COLUMN owner TEXT NOT NULL DEFAULT '';

ALTER TABLE announcement ADD COLUMN instant_ms INTEGER NOT NULL DEFAULT 0;

UPDATE announcement SET instant_ms = (
    SELECT entry.effective_ms FROM entry WHERE entry.id = announcement.entry
);

UPDATE announcement SET leased_ms = 0 WHERE state = 'owed';

CREATE INDEX announcement_fresh ON announcement (sink, attempts, instant_ms)
WHERE state = 'owed';

CREATE INDEX announcement_again ON announcement (sink, next_ms) WHERE state = 'owed';

CREATE INDEX announcement_held ON announcement (owner, sink) WHERE owner <> '';
