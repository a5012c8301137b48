"""Which public releases say the same in other languages: named by either side, read by both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from releases.public import Translation
from releases.store import log
from releases.store.public_states import Shown, shown_at
from releases.store.tx import Tx, any_of
from releases.times import to_millis


def of(tx: Tx, shown: Iterable[Shown], t: datetime) -> dict[str, tuple[Translation, ...]]:
    """Return the translations public at `t` of releases as shown, by id, each by language.

    A language has one: the first by id. Those without translations are left out, and so are
    releases withdrawn.
    """
    documents = {release.state.release: release for release in shown if not release.state.withdrawn}
    pairs = _pairs(tx, documents, t)
    others = _public(tx, {each for named in pairs.values() for each in named}, t)
    translations: dict[str, tuple[Translation, ...]] = {}
    for release, named in pairs.items():
        own = documents[release]
        by_language: dict[str, Translation] = {}
        # Its own log may have it in another language than it is shown in here.
        for each in sorted(named & others.keys() - {release}):
            other = others[each]
            language = other.document.language
            if other.newsroom == own.newsroom and language != own.document.language:
                by_language.setdefault(language, Translation(each, language, other.document.title))
        if by_language:
            translations[release] = tuple(by_language[language] for language in sorted(by_language))
    return translations


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
    shown = shown_at(tx, ids, t)
    return {item.state.release: item for item in shown if not item.state.withdrawn}
