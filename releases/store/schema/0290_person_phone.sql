-- expands
-- The number of somebody who may approve, for colleagues to ring at night; empty where none is given.

ALTER TABLE person ADD COLUMN phone TEXT NOT NULL DEFAULT '';
