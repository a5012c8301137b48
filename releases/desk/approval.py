"""Approval, one way for desk, API and commands: what makes a draft public, corrects, withdraws.

Rules are asked of `releases.timeline` and of pure functions; this module gathers what they need
and writes what they allow, in the caller's transaction. Whether the caller may approve at all is
settled before (service.redaktion.guard, service.api.bearer_auth).
"""

from datetime import datetime, timedelta

import msgspec

from releases import timeline
from releases.desk import entries as desk_entries
from releases.desk import four_eyes, media
from releases.errors import (
    EntryRefused,
    NotFound,
    PersonalNumbers,
    Unchanged,
    UnfilledPlaceholders,
    VersionConflict,
)
from releases.intake.record import Caution
from releases.model import Document, DraftRef, Release, new_id
from releases.rules import personal_data, placeholders
from releases.rules.roles import Actor
from releases.store import audit, drafts, log, templates
from releases.store import media as media_store
from releases.store.log import LogLine
from releases.store.tx import Tx
from releases.text.clean import clean
from releases.timeline import Action, Entry, Significance, State
from releases.times import Moment

NOTE = 2_000
# A date shown that lies further back than this is an import, and imports are silent.
BACKDATED = timedelta(hours=1)
# So many placeholders are named.
NAMED = 5


class Order(msgspec.Struct, frozen=True):
    """What an approval asks for. `at` None means now; `announce` None means unless backdated.

    `overridden` says that the personal identity numbers in it were seen and may be published,
    `unfilled` that its placeholders were.
    `version` is the draft that was looked at, None the draft as it stands. `replaces` are the ids
    of entries to come that are cancelled in the same step.
    """

    action: Action
    at: Moment | None = None
    significance: Significance = Significance.MAJOR
    note: str = ""
    announce: bool | None = None
    overridden: bool = False
    version: int | None = None
    replaces: tuple[str, ...] = ()
    unfilled: bool = False


def approve(tx: Tx, ref: DraftRef, order: Order, actor: Actor) -> Entry:
    """Append an entry to the publication log: publish, correct or withdraw, now or at an instant.

    The draft as it stands becomes the entry's revision (a withdrawal keeps the one in force). Of
    `order.replaces`, what has taken effect meanwhile stays.
    Raises `VersionConflict` where the draft has changed since, `FourEyes` where the newsroom wants
    somebody else to approve, `EntryRefused` where the log forbids it (`Unchanged` for a correction
    that corrects nothing), `FieldError` for a date that is no instant, `InvalidDocument` where the
    draft names a file that is not there, `NotFound`, and `PersonalNumbers` or
    `UnfilledPlaceholders` where what would be public holds some and that was not overridden (which
    is audited).
    """
    release = drafts.get(tx, ref)
    if order.version not in (None, release.version):
        raise VersionConflict(release.version)
    four_eyes.check(tx, ref, order.action, actor)
    lines = log.lines(tx, ref.release)
    order = msgspec.structs.replace(order, replaces=_replaced(lines, order, tx.now))
    entries = (line.entry for line in lines if line.cancelled_at is None)
    kept = tuple(entry for entry in entries if entry.id not in order.replaces)
    if order.at is not None:
        desk_entries.check_moment(tx, order.at)
    before = timeline.state(kept, max(order.at.at, tx.now) if order.at else tx.now)
    if order.action is Action.CORRECT:
        _refuse_unchanged(tx, release, before)
    numbers = _numbers(tx, release, order)
    unfilled = _unfilled(tx, release, order)
    revision = _revision(tx, release, order.action, before, actor)
    entry = entry_of(tx, release, order, revision, actor)
    timeline.append(kept, entry)
    for replace in order.replaces:
        desk_entries.strike(tx, ref, replace, actor)
    desk_entries.write(tx, ref.newsroom, entry)
    if order.action is not Action.WITHDRAW:
        drafts.settle(tx, ref.release)
    drafts.touch(tx, ref.release, actor.who)
    audit.note(tx, actor, f"entry.{entry.action}", ref, entry=entry.id, at=entry.at)
    if numbers:
        audit.note(tx, actor, "release.override", ref, entry=entry.id, numbers=numbers)
    if unfilled:
        audit.note(tx, actor, "release.unfilled", ref, entry=entry.id, placeholders=unfilled)
    return entry


def entry_of(tx: Tx, release: Release, order: Order, revision: str, actor: Actor) -> Entry:
    """Return the entry that an order given now appends to the log; writes and refuses nothing.

    Raises `FieldError` for a note that cannot be shown.
    """
    moment = order.at or Moment(tx.now, day_only=False)
    backdated = moment.at < tx.now - BACKDATED
    return Entry(
        id=new_id(),
        release=release.id,
        number=len(log.lines(tx, release.id)) + 1,
        revision=revision,
        action=order.action,
        at=moment.at,
        made_at=tx.now,
        made_by=actor.who,
        significance=order.significance,
        note=clean(order.note, "note", NOTE).strip(),
        announce=not backdated if order.announce is None else order.announce,
        day_only=moment.day_only,
        replaces=order.replaces,
    )


def withdraw(tx: Tx, ref: DraftRef, order: Order, actor: Actor) -> Entry:
    """Take back what is public now, and cancel whatever was planned to follow it.

    Raises what `approve` raises; what is wrong can go at once, whatever was planned.
    """
    planned = [entry for entry in log.entries(tx, ref.release) if entry.effective > tx.now]
    planned.sort(key=lambda correction: (correction.effective, correction.number), reverse=True)
    everything = msgspec.structs.replace(
        order, replaces=tuple(correction.id for correction in planned)
    )
    return approve(tx, ref, everything, actor)


def planned_corrections(entries: tuple[Entry, ...], at: datetime) -> tuple[Entry, ...]:
    """Return the corrections that take effect after `at`, the first of them first."""
    corrections = (
        entry for entry in entries if entry.action is Action.CORRECT and entry.effective > at
    )
    return tuple(sorted(corrections, key=lambda entry: (entry.effective, entry.number)))


def conflicting_corrections(
    tx: Tx, release: Release, entries: tuple[Entry, ...], at: datetime
) -> tuple[Entry, ...]:
    """Return the planned corrections that would replace the draft, approved for `at`, again."""
    corrections = planned_corrections(entries, at)
    texts = drafts.revisions_by_id(tx, (correction.revision for correction in corrections))
    return tuple(
        correction
        for correction in corrections
        if texts[correction.revision].document != release.draft
    )


def _replaced(lines: tuple[LogLine, ...], order: Order, now: datetime) -> tuple[str, ...]:
    """Return those of `order.replaces` that are still to come and not cancelled."""
    known = {line.entry.id: line for line in lines}
    if not known.keys() >= set(order.replaces):
        raise NotFound(what="entry in the log of this release")
    return tuple(
        replaced
        for replaced in dict.fromkeys(order.replaces)
        if known[replaced].cancelled_at is None and known[replaced].entry.effective > now
    )


def _refuse_unchanged(tx: Tx, release: Release, before: State | None) -> None:
    if before is None or before.withdrawn:
        return
    document = drafts.revisions_by_id(tx, (before.revision,))[before.revision].document
    if document == release.draft:
        raise Unchanged("action", "unchanged")


def numbers_in_draft(tx: Tx, release: Release) -> tuple[Caution, ...]:
    """Return a warning for each identity number in a draft or in what is said of its files."""
    files = media_store.by_id(tx, release.draft.files).values()
    said = personal_data.in_document(release.draft) + personal_data.in_files(files)
    return tuple(dict.fromkeys(said))


def _numbers(tx: Tx, release: Release, order: Order) -> str:
    """Name what was overridden; raise `PersonalNumbers` where it was not."""
    in_draft = () if order.action is Action.WITHDRAW else numbers_in_draft(tx, release)
    numbers = in_draft + personal_data.in_text(order.note)
    if numbers and not order.overridden:
        field = "draft" if in_draft else "note"
        raise PersonalNumbers(field, "personal_number" if in_draft else "personal_number_in_note")
    return ", ".join(number.code for number in numbers)


def placeholders_in(tx: Tx, newsroom: str, document: Document) -> tuple[str, ...]:
    """Return the placeholders left in a document, those of the newsroom's own templates too."""
    own = placeholders.of_templates(templates.list_templates(tx, newsroom))
    return placeholders.find(document, own)


def _unfilled(tx: Tx, release: Release, order: Order) -> int:
    """Count what was overridden; raise `UnfilledPlaceholders` where it was not."""
    if order.action is Action.WITHDRAW:
        return 0
    left = placeholders_in(tx, release.newsroom, release.draft)
    if left and not order.unfilled:
        raise UnfilledPlaceholders("draft", "placeholder", words=", ".join(left[:NAMED]))
    return len(left)


def _revision(tx: Tx, release: Release, action: Action, before: State | None, actor: Actor) -> str:
    """Return the revision an entry points at, snapped from the draft unless it withdraws."""
    if action is not Action.WITHDRAW:
        media.refuse_unknown(tx, release.newsroom, release.draft)
        return drafts.snapshot(tx, release, actor.who).id
    if before is None:
        raise EntryRefused("action", "nothing_to_withdraw")
    return before.revision
