-- expands
-- The trace of the request that an announcement is owed because of: its W3C traceparent, or empty.

ALTER TABLE announcement ADD COLUMN trace TEXT NOT NULL DEFAULT '';
