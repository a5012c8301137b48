-- Words are found without their accents: the full-text tables are made anew on opening, and what
-- they index is folded then (sqlite_schema.py).

DROP TRIGGER IF EXISTS search_ai;

DROP TRIGGER IF EXISTS search_ad;

DROP TRIGGER IF EXISTS search_au;

DROP TABLE IF EXISTS search_fts;

DROP TRIGGER IF EXISTS release_text_ai;

DROP TRIGGER IF EXISTS release_text_ad;

DROP TRIGGER IF EXISTS release_text_au;

DROP TABLE IF EXISTS release_text_fts;
