"""The schema, one numbered step after another. A step that has been released is never edited.

Portable DDL: TEXT, INTEGER, instants as milliseconds UTC. Statements are parted by a semicolon
and a blank line. `period` and `facet` are derived from `entry` by `releases.timeline.states`
whenever a release's log changes, so that a public list is one index range scan.
"""

from releases.store.announcing_steps import ANNOUNCED
from releases.store.desk_steps import DELIVERIES, LOGOS, SHELL
from releases.store.flow_steps import DISCARDABLE, SUBMISSIONS
from releases.store.people_steps import INVITED
from releases.store.publishing_steps import PUBLISHING
from releases.store.spine import SPINE
from releases.store.template_steps import TEMPLATES

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("0001_spine", SPINE),
    (
        "0002_renditions",
        """
ALTER TABLE media ADD COLUMN title TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN alt TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN caption TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN credit TEXT NOT NULL DEFAULT '';

ALTER TABLE media ADD COLUMN focus_x INTEGER;

ALTER TABLE media ADD COLUMN focus_y INTEGER;

CREATE INDEX media_of_newsroom ON media (newsroom, made_ms, id);

CREATE TABLE rendition (
    media TEXT NOT NULL REFERENCES media (id),
    width INTEGER NOT NULL,
    type TEXT NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (media, width, type)
) STRICT, WITHOUT ROWID
""",
    ),
    (
        "0003_archives",
        """
CREATE INDEX period_by_publication
ON period (newsroom, published_ms, release, since_ms, until_ms)
""",
    ),
    (
        "0004_hubs",
        """
CREATE TABLE hub (
    url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID
""",
    ),
    (
        "0010_people",
        """
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    password TEXT NOT NULL,
    totp TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    disabled_ms INTEGER
) STRICT;

CREATE TABLE membership (
    person TEXT NOT NULL REFERENCES person (id),
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    role TEXT NOT NULL CHECK (role IN ('author', 'editor', 'admin')),
    PRIMARY KEY (person, newsroom)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    seen_ms INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_person ON session (person)
""",
    ),
    (
        "0005_sources",
        """
CREATE TABLE source (
    newsroom TEXT NOT NULL REFERENCES newsroom (slug),
    source TEXT NOT NULL,
    item TEXT NOT NULL,
    release TEXT NOT NULL REFERENCES release (id),
    item_sha256 TEXT NOT NULL,
    draft_sha256 TEXT NOT NULL,
    PRIMARY KEY (newsroom, item, source)
) STRICT, WITHOUT ROWID
""",
    ),
    (
        "0020_search",
        """
CREATE TABLE search (
    place INTEGER PRIMARY KEY,
    release TEXT NOT NULL REFERENCES release (id),
    since_ms INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    keys TEXT NOT NULL
) STRICT;

CREATE INDEX search_of_release ON search (release)
""",
    ),
    ("0030_desk_shell", SHELL),
    ("0031_desk_deliveries", DELIVERIES),
    (
        "0040_caches",
        """
CREATE TABLE cache (
    url TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID
""",
    ),
    ("0060_publishing", PUBLISHING),
    ("0070_templates", TEMPLATES),
    ("0080_logos", LOGOS),
    ("0090_announced", ANNOUNCED),
    # A release restored with a cancelled publication once stayed findable.
    (
        "0100_found",
        """
DELETE FROM search WHERE NOT EXISTS (
    SELECT 1 FROM period
    WHERE period.release = search.release AND period.since_ms = search.since_ms
);

UPDATE release SET logged = 0 WHERE logged = 1 AND id NOT IN (SELECT release FROM period)
""",
    ),
    ("0110_invited", INVITED),
    ("0120_submissions", SUBMISSIONS),
    ("0121_discardable", DISCARDABLE),
)
