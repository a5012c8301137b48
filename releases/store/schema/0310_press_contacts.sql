-- expands
-- Where journalists reach a newsroom and when, as its page shows it, and what its logo says in words.

ALTER TABLE newsroom ADD COLUMN press_contacts TEXT NOT NULL DEFAULT '[]';

ALTER TABLE newsroom ADD COLUMN logo_alt TEXT NOT NULL DEFAULT '';
