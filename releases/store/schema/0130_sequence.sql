-- The order in which the log was written, whatever instants its entries state.
-- What is older than this step has 0: it was written before anything that has a number.

ALTER TABLE entry ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;

CREATE INDEX entry_by_sequence ON entry (sequence, effective_ms) WHERE cancelled_ms IS NULL;

CREATE INDEX entry_by_effect ON entry (effective_ms, sequence);
