"""What an import writes: items of other systems' feeds, and whole releases that come back.

All of it is silent: nothing is announced, for nothing new has happened. Instants that other
systems or other databases state are shown as they stated them, but nothing is public earlier
than it was taken in, except what was public under the same id before (`restore`).
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from releases import desk, stopping, timeline
from releases.checks import checked
from releases.errors import AlreadyExists, Refusal
from releases.exchange.story import Story, sound
from releases.model import Document, Release, fingerprint
from releases.store import audit, drafts, log, newsrooms, sources, stories
from releases.store.sources import Taken
from releases.store.tx import Tx
from releases.timeline import Action, Significance
from releases.times import Moment

NUMBERS = "holds what looks like a personal identity number"


class Fate(StrEnum):
    """What became of an item; all but the first three come with a reason."""

    ADDED = "added"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    LEFT = "left"
    REFUSED = "refused"


class Arrival(msgspec.Struct, frozen=True):
    """A document from a feed: which item of which feed it is, and a fingerprint of the item.

    `published` is None where the feed does not say when.
    """

    name: str
    source: str
    item: str
    sha256: str
    document: Document
    published: Moment | None = None

    @property
    def key(self) -> sources.Key:
        return self.source, self.item


class Outcome(msgspec.Struct, frozen=True):
    """What became of an arrival: its release, and the entry where one was written."""

    name: str
    fate: Fate
    release: str | None = None
    entry: timeline.Entry | None = None
    reason: str = ""


def restore(tx: Tx, story: Story, who: str) -> bool:
    """Bring a release back with every id and instant; False where it is here just so already.

    Raises `NotFound` without its newsroom, `AlreadyExists` where the id lives on as something
    else, `FieldError` for a story that cannot have happened. Announces nothing, future entries
    neither.
    """
    release = story.release
    newsrooms.get(tx, release.newsroom)
    if stories.is_taken(tx, story):
        if stories.find(tx, release.newsroom, release.id) == story:
            return False
        raise AlreadyExists(f"The release {release.id!r} is here already, and is not the same.")
    stories.add(tx, sound(story, tx.now))
    audit.note(tx, who, "release.restore", release.newsroom, release.id)
    return True


def take_in(
    tx: Tx, newsroom: str, arrivals: Sequence[Arrival], who: str, *, publish: bool, override: bool
) -> tuple[Outcome, ...]:
    """Take in what is new and correct what has changed; a second time nothing is left to do.

    With `publish` a new item is published at the date its feed states where that is past, else
    it waits as a draft. A changed one becomes a minor correction unless somebody has edited the
    release here. What is refused stops nothing else. What holds personal identity numbers is not
    published without `override`.
    """
    known = sources.known(tx, newsroom, (each.key for each in arrivals))
    outcomes = []
    for arrival in arrivals:
        taken = known.get(arrival.key)
        try:
            if taken is None:
                found = _anew(tx, newsroom, arrival, who, publish=publish, override=override)
            else:
                found = _again(tx, newsroom, arrival, taken, who, override=override)
        except Refusal as refusal:
            found = Outcome(arrival.name, Fate.REFUSED, reason=str(refusal))
        outcomes.append(found)
    return tuple(outcomes)


def _anew(
    tx: Tx, newsroom: str, arrival: Arrival, who: str, *, publish: bool, override: bool
) -> Outcome:
    release = desk.create(tx, newsroom, arrival.document, who)
    _remember(tx, newsroom, arrival, release)
    if not publish:
        return Outcome(arrival.name, Fate.ADDED, release.id)
    moment = arrival.published
    if moment is None or moment.at >= tx.now:
        why = "states no date" if moment is None else "is dated in the future"
        return Outcome(arrival.name, Fate.ADDED, release.id, reason=f"{why}: kept as a draft")
    if stopping.in_document(release.draft) and not override:
        return Outcome(arrival.name, Fate.ADDED, release.id, reason=f"{NUMBERS}: kept as a draft")
    order = desk.Order(Action.PUBLISH, moment, announce=False, overridden=override)
    entry = desk.approve(tx, newsroom, release.id, order, who)
    return Outcome(arrival.name, Fate.ADDED, release.id, entry)


def _again(
    tx: Tx, newsroom: str, arrival: Arrival, taken: Taken, who: str, *, override: bool
) -> Outcome:
    """Bring up to date what was taken in before, where nobody else has had a hand in it."""
    if arrival.sha256 == taken.item_sha256:
        return Outcome(arrival.name, Fate.UNCHANGED, taken.release)
    before = drafts.get(tx, newsroom, taken.release)
    if fingerprint(before.draft) != taken.draft_sha256:
        reason = "has changed, but the release was edited here"
        return Outcome(arrival.name, Fate.LEFT, taken.release, reason=reason)
    document = checked(arrival.document)
    entries = log.entries(tx, taken.release)
    state = timeline.state(entries, tx.now)
    hindrance = ""
    if entries and (state is None or state.withdrawn):
        hindrance = "the release is withdrawn or waits to be published"
    elif state is not None and stopping.in_document(document) and not override:
        hindrance = NUMBERS
    if hindrance:
        reason = f"has changed, but {hindrance}"
        return Outcome(arrival.name, Fate.LEFT, taken.release, reason=reason)
    if document == before.draft:
        _remember(tx, newsroom, arrival, before)
        return Outcome(arrival.name, Fate.UNCHANGED, taken.release)
    after = desk.save(tx, newsroom, taken.release, document, who, before.version)
    _remember(tx, newsroom, arrival, after)
    if state is None:
        return Outcome(arrival.name, Fate.CORRECTED, taken.release)
    order = desk.Order(
        Action.CORRECT, None, Significance.MINOR, announce=False, overridden=override
    )
    entry = desk.approve(tx, newsroom, taken.release, order, who)
    return Outcome(arrival.name, Fate.CORRECTED, taken.release, entry)


def _remember(tx: Tx, newsroom: str, arrival: Arrival, release: Release) -> None:
    taken = Taken(*arrival.key, release.id, arrival.sha256, fingerprint(release.draft))
    sources.remember(tx, newsroom, taken)
