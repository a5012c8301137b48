-- An entry says which ones it was put in place of. Until then that was guessed: what took the place
-- of a cancelled entry was written at the instant it was cancelled, by the same person, as the same
-- action; where several were, with the same text if one had it, else the first.

ALTER TABLE entry ADD COLUMN replaces TEXT NOT NULL DEFAULT '[]';

DROP TRIGGER entry_cancels_once;

UPDATE entry SET replaces = pair.gone FROM (
    SELECT later, json_group_array(gone) AS gone FROM (
        SELECT gone.id AS gone, later.id AS later,
        row_number() OVER (
            PARTITION BY gone.id ORDER BY gone.revision = later.revision DESC, later.number
        ) AS choice
        FROM entry AS gone JOIN entry AS later
        ON later.release = gone.release AND later.number > gone.number
        AND later.action = gone.action
        AND later.made_ms = gone.cancelled_ms AND later.made_by = gone.cancelled_by
        ORDER BY gone.number
    ) AS candidate
    WHERE choice = 1 GROUP BY later
) AS pair
WHERE pair.later = entry.id;

CREATE TRIGGER entry_cancels_once BEFORE UPDATE ON entry WHEN OLD.cancelled_ms IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a cancelled entry stays cancelled'); END;

DROP TRIGGER entry_only_cancels;

CREATE TRIGGER entry_only_cancels
BEFORE UPDATE OF id, release, number, revision, action, made_by, significance, note, announce,
replaces ON entry
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
