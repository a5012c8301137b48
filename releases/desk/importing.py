"""What an import writes: items of other systems' feeds, and whole releases that come back.

All of it is silent: nothing is announced, for nothing new has happened. Instants that other
systems or other databases state are shown as they stated them, but nothing is public earlier
than it was taken in, except what was public under the same id before (`restore`).
"""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from releases import timeline
from releases.desk import approval
from releases.desk import drafts as desk_drafts
from releases.errors import AlreadyExists, Refusal, Unchanged
from releases.exchange.release_export import ExaminedStory, refuse_future
from releases.model import Document, DraftRef, Release, fingerprint
from releases.rules import personal_data
from releases.rules.roles import Actor
from releases.rules.validation import CheckedDocument
from releases.store import audit, drafts, log, newsrooms, sources, stories
from releases.store.sources import StoredItem
from releases.store.tx import Tx
from releases.timeline import Action, Significance
from releases.times import Moment

NUMBERS = "holds what looks like a personal identity number"
PLACEHOLDERS = "holds placeholders that are not filled in"


class ImportStatus(StrEnum):
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
    document: CheckedDocument
    published: Moment | None = None

    @property
    def key(self) -> sources.Key:
        return self.source, self.item


class Outcome(msgspec.Struct, frozen=True):
    """What became of an arrival: its release, and the entry where one was written."""

    name: str
    fate: ImportStatus
    release: str | None = None
    entry: timeline.Entry | None = None
    reason: str = ""


class Overrides(msgspec.Struct, frozen=True):
    """What may be published although it holds identity numbers, or placeholders."""

    numbers: bool = False
    placeholders: bool = False

    def allow(self, order: approval.Order) -> approval.Order:
        """Return the order of an approval with what was overridden."""
        return msgspec.structs.replace(order, overridden=self.numbers, unfilled=self.placeholders)


def restore(tx: Tx, story: ExaminedStory, actor: Actor) -> bool:
    """Bring a release back with every id and instant; False where it is here just so already.

    Raises `NotFound` without its newsroom, `AlreadyExists` where the id lives on as something
    else, `FieldError` for a story that cannot have happened. Announces nothing, future entries
    neither.
    """
    release = story.release
    newsrooms.get(tx, release.newsroom)
    if stories.is_taken(tx, story):
        here = stories.find(tx, release.ref)
        if here and story in (here, here.without_replacements):
            return False
        raise AlreadyExists("release_exists", release=release.id)
    refuse_future(story, tx.now)
    stories.add(tx, story)
    audit.note(
        tx,
        actor,
        "release.restore",
        release.ref,
        version=release.version,
        writer="" if _is_approved(story) else release.changed_by,
    )
    return True


def _is_approved(story: ExaminedStory) -> bool:
    """Tell whether the draft is what was approved last, so that nobody wrote in it since."""
    approved = [entry.revision for entry in story.entries if entry.action is not Action.WITHDRAW]
    texts = {revision.id: revision.document for revision in story.revisions}
    return bool(approved) and texts[approved[-1]] == story.release.draft


def take_in(
    tx: Tx,
    newsroom: str,
    arrivals: Sequence[Arrival],
    actor: Actor,
    overrides: Overrides,
    *,
    publish: bool,
) -> tuple[Outcome, ...]:
    """Take in what is new and correct what has changed; a second time nothing is left to do.

    With `publish` a new item is published at the date its feed states where that is past, else
    it waits as a draft. A changed one becomes a minor correction unless somebody has edited the
    release here. What is refused stops nothing else. What holds personal identity numbers or
    placeholders is not published unless `overrides` say so.
    """
    known = sources.find_known(tx, newsroom, (arrival.key for arrival in arrivals))
    outcomes = []
    for arrival in arrivals:
        taken = known.get(arrival.key)
        try:
            if taken is None:
                outcome = _anew(tx, newsroom, arrival, actor, overrides, publish=publish)
            else:
                outcome = _again(tx, newsroom, arrival, taken, actor, overrides)
        except Unchanged as refusal:
            release = taken.release if taken else None
            outcome = Outcome(arrival.name, ImportStatus.UNCHANGED, release, reason=str(refusal))
        except Refusal as refusal:
            outcome = Outcome(arrival.name, ImportStatus.REFUSED, reason=str(refusal))
        outcomes.append(outcome)
    return tuple(outcomes)


def _anew(
    tx: Tx, newsroom: str, arrival: Arrival, actor: Actor, overrides: Overrides, *, publish: bool
) -> Outcome:
    release = desk_drafts.create(tx, newsroom, arrival.document, actor)
    _remember(tx, newsroom, arrival, release)
    if not publish:
        return Outcome(arrival.name, ImportStatus.ADDED, release.id)
    moment = arrival.published
    if moment is None or moment.at >= tx.now:
        why = "states no date that can be read" if moment is None else "is dated in the future"
        return Outcome(
            arrival.name, ImportStatus.ADDED, release.id, reason=f"{why}: kept as a draft"
        )
    if stop := _stop(tx, newsroom, release.draft, overrides):
        return Outcome(
            arrival.name, ImportStatus.ADDED, release.id, reason=f"{stop}: kept as a draft"
        )
    order = overrides.allow(approval.Order(Action.PUBLISH, moment, announce=False))
    entry = approval.approve(tx, release.ref, order, actor)
    return Outcome(arrival.name, ImportStatus.ADDED, release.id, entry)


def _again(
    tx: Tx,
    newsroom: str,
    arrival: Arrival,
    taken: StoredItem,
    actor: Actor,
    overrides: Overrides,
) -> Outcome:
    """Bring up to date what was taken in before, where nobody else has had a hand in it."""
    if arrival.sha256 == taken.item_sha256:
        return Outcome(arrival.name, ImportStatus.UNCHANGED, taken.release)
    ref = DraftRef(newsroom, taken.release)
    before = drafts.get(tx, ref)
    if fingerprint(before.draft) != taken.draft_sha256:
        reason = "has changed, but the release was edited here"
        return Outcome(arrival.name, ImportStatus.LEFT, taken.release, reason=reason)
    document = arrival.document
    entries = log.entries(tx, taken.release)
    state = timeline.state(entries, tx.now)
    hindrance = ""
    if entries and (state is None or state.withdrawn):
        hindrance = "the release is withdrawn or waits to be published"
    elif state is not None:
        hindrance = _stop(tx, newsroom, document, overrides)
    if hindrance:
        reason = f"has changed, but {hindrance}"
        return Outcome(arrival.name, ImportStatus.LEFT, taken.release, reason=reason)
    if document == before.draft:
        _remember(tx, newsroom, arrival, before)
        return Outcome(arrival.name, ImportStatus.UNCHANGED, taken.release)
    after = desk_drafts.save(tx, ref, document, actor, before.version)
    _remember(tx, newsroom, arrival, after)
    if state is None:
        return Outcome(arrival.name, ImportStatus.CORRECTED, taken.release)
    order = approval.Order(Action.CORRECT, None, Significance.MINOR, announce=False)
    entry = approval.approve(tx, ref, overrides.allow(order), actor)
    return Outcome(arrival.name, ImportStatus.CORRECTED, taken.release, entry)


def _stop(tx: Tx, newsroom: str, document: Document, overrides: Overrides) -> str:
    """Return what keeps a document from being published that nobody has overridden, or ""."""
    if not overrides.numbers and personal_data.in_document(document):
        return NUMBERS
    if not overrides.placeholders and approval.placeholders_in(tx, newsroom, document):
        return PLACEHOLDERS
    return ""


def _remember(tx: Tx, newsroom: str, arrival: Arrival, release: Release) -> None:
    taken = StoredItem(*arrival.key, release.id, arrival.sha256, fingerprint(release.draft))
    sources.remember(tx, newsroom, taken)
