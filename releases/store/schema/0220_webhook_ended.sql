-- A webhook whose receiver answers 410 Gone is told nothing until it is switched on again.

ALTER TABLE webhook ADD COLUMN ended_ms INTEGER;
