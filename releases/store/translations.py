"""Which public releases say the same in other languages: named by either side, read by both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from releases.model import Document
from releases.reading import Translation
from releases.store import drafts, log
from releases.store.tx import Tx, any_of
from releases.timeline import state
from releases.times import to_millis


class Shown(msgspec.Struct, frozen=True):
    """What is public of a release: its newsroom and document."""

    newsroom: str
    document: Document


def of(tx: Tx, shown: Mapping[str, Shown], t: datetime) -> dict[str, tuple[Translation, ...]]:
    """Return the translations public at `t` of releases that are, by id, each by language.

    A language has one: the first by id. Those without translations are left out.
    """
    pairs = _pairs(tx, shown, t)
    others = _public(tx, {each for named in pairs.values() for each in named}, t)
    found: dict[str, tuple[Translation, ...]] = {}
    for release, named in pairs.items():
        own = shown[release]
        by_language: dict[str, Translation] = {}
        for each in sorted(named & others.keys()):
            other = others[each]
            language = other.document.language
            if other.newsroom == own.newsroom and language != own.document.language:
                by_language.setdefault(language, Translation(each, language, other.document.title))
        if by_language:
            found[release] = tuple(by_language[language] for language in sorted(by_language))
    return found


def _pairs(tx: Tx, shown: Mapping[str, Shown], t: datetime) -> dict[str, set[str]]:
    pairs: defaultdict[str, set[str]] = defaultdict(set)
    for release, own in shown.items():
        pairs[release].update(own.document.translations)
    inside, bound = any_of("key", (f"{log.TRANSLATION}{release}" for release in shown))
    rows = tx.all(
        f"SELECT key, release FROM facet WHERE key IN ({inside}) "
        "AND since_ms <= :t AND until_ms > :t",
        **bound,
        t=to_millis(t),
    )
    for row in rows:
        pairs[row["key"].removeprefix(log.TRANSLATION)].add(row["release"])
    return pairs


def _public(tx: Tx, ids: Iterable[str], t: datetime) -> dict[str, Shown]:
    states = (state(entries, t) for entries in log.entries_of(tx, ids).values())
    public = [each for each in states if each and not each.withdrawn]
    revisions = drafts.revisions_by_id(tx, (each.revision for each in public))
    inside, bound = any_of("id", (each.release for each in public))
    rows = tx.all(f"SELECT id, newsroom FROM release WHERE id IN ({inside})", **bound)
    homes = {row["id"]: row["newsroom"] for row in rows}
    return {
        each.release: Shown(homes[each.release], revisions[each.revision].document)
        for each in public
    }
