"""The writes: everything a communicator does to a release, each one transaction, each audited.

Rules are asked of `releases.timeline` and `releases.checks`; this module gathers what they need,
and writes what they allow. Whether the caller may act at all is settled before (service.auth).
"""

from datetime import datetime, timedelta

import msgspec

from releases import foureyes, holdings, stopping, timeline
from releases.checks import checked, checked_newsroom
from releases.errors import EntryRefused, FieldError, NotFound, PersonalNumbers, VersionConflict
from releases.model import Document, Newsroom, Release, new_id
from releases.store import audit, drafts, log, newsrooms, outbox
from releases.store.tx import Tx
from releases.text import clean
from releases.timeline import Action, Entry, Significance
from releases.times import Moment

NOTE = 2_000
# A date shown that lies further back than this is an import, and imports are silent.
BACKDATED = timedelta(hours=1)


class Order(msgspec.Struct, frozen=True):
    """What an approval asks for. `at` None means now; `announce` None means unless backdated.

    `overridden` says that the personal identity numbers in it were seen and may be published.
    """

    action: Action
    at: Moment | None = None
    significance: Significance = Significance.MAJOR
    note: str = ""
    announce: bool | None = None
    overridden: bool = False


def add_newsroom(tx: Tx, newsroom: Newsroom, who: str) -> Newsroom:
    """Open a press room; raises `InvalidDocument` or `AlreadyExists`.

    Its logo may be a file that is yet to be stored: files come after the newsroom they belong to.
    """
    sound = checked_newsroom(newsroom)
    newsrooms.add(tx, sound)
    audit.note(tx, who, "newsroom.add", sound.slug)
    return sound


def set_newsroom(tx: Tx, newsroom: Newsroom, who: str) -> Newsroom:
    """Replace what a press room says of itself; raises `InvalidDocument` or `NotFound`."""
    before, sound = newsrooms.get(tx, newsroom.slug), checked_newsroom(newsroom)
    if sound.logo != before.logo:
        holdings.refuse_unknown_logo(tx, sound)
    newsrooms.replace(tx, sound)
    audit.note(tx, who, "newsroom.set", sound.slug)
    return sound


def create(
    tx: Tx, newsroom: str, draft: Document, who: str, release_id: str | None = None
) -> Release:
    """Start a release with its first draft; raises `InvalidDocument` or `NotFound`."""
    newsrooms.get(tx, newsroom)
    release = drafts.add(tx, newsroom, checked(draft), who, release_id)
    audit.note(tx, who, "release.create", newsroom, release.id)
    return release


def save(
    tx: Tx, newsroom: str, release_id: str, draft: Document, who: str, version: int
) -> Release:
    """Replace the draft read as `version`; raises `VersionConflict` if it has changed since."""
    before = drafts.get(tx, newsroom, release_id)
    after = drafts.replace(tx, before, checked(draft), who, version)
    audit.note(tx, who, "release.save", newsroom, release_id, version=after.version)
    return after


def submit(tx: Tx, newsroom: str, release_id: str, who: str, version: int) -> Release:
    """Ask for approval of the draft as it stands at `version`; a later save takes that back."""
    release = drafts.get(tx, newsroom, release_id)
    if release.version != version:
        raise VersionConflict(release.version)
    drafts.mark_submitted(tx, release_id, version)
    audit.note(tx, who, "release.submit", newsroom, release_id, version=version)
    return drafts.get(tx, newsroom, release_id)


def approve(
    tx: Tx, newsroom: str, release_id: str, order: Order, who: str, *, instead_of: str | None = None
) -> Entry:
    """Append an entry to the publication log: publish, correct or withdraw, now or at an instant.

    The draft as it stands becomes the entry's revision (a withdrawal keeps the one in force).
    The future entry `instead_of` is cancelled in the same step.
    Raises `EntryRefused` where the log forbids it, `FieldError` for a date that is no instant,
    `InvalidDocument` where the draft names a file that is not there, `FourEyes` where the
    newsroom wants somebody else to approve, `PersonalNumbers` where what would be public holds
    some and that was not overridden (which is audited).
    """
    release = drafts.get(tx, newsroom, release_id)
    foureyes.check(tx, newsroom, release_id, order.action, who)
    numbers = _numbers(release, order)
    entries = log.entries(tx, release_id)
    entry = _entry(tx, release, entries, order, who)
    if instead_of is None:
        timeline.append(entries, entry)
    else:
        timeline.move(entries, instead_of, entry, tx.now)
        _cancel(tx, newsroom, release_id, instead_of, who)
    _write(tx, newsroom, entry)
    if order.action is not Action.WITHDRAW:
        drafts.settle(tx, release_id)
    drafts.touch(tx, release_id, who)
    audit.note(tx, who, f"entry.{entry.action}", newsroom, release_id, entry=entry.id, at=entry.at)
    if numbers:
        audit.note(
            tx, who, "release.override", newsroom, release_id, entry=entry.id, numbers=numbers
        )
    return entry


def withdraw(tx: Tx, newsroom: str, release_id: str, order: Order, who: str) -> Entry:
    """Take back what is public now, and cancel whatever was planned to follow it.

    Raises what `approve` raises; what is wrong can go at once, whatever was planned.
    """
    entries = log.entries(tx, release_id)
    planned = [entry for entry in entries if entry.effective > tx.now]
    # The last first: the log makes sense after each step.
    for entry in sorted(planned, key=lambda each: (each.effective, each.number), reverse=True):
        cancel(tx, newsroom, release_id, entry.id, who)
    return approve(tx, newsroom, release_id, order, who)


def cancel(tx: Tx, newsroom: str, release_id: str, entry_id: str, who: str) -> None:
    """Take back an entry that has not taken effect; raises `NotFound` or `EntryRefused`."""
    drafts.get(tx, newsroom, release_id)
    timeline.cancel(log.entries(tx, release_id), entry_id, tx.now)
    _cancel(tx, newsroom, release_id, entry_id, who)


def move(tx: Tx, newsroom: str, release_id: str, entry_id: str, at: Moment, who: str) -> Entry:
    """Give a future entry another instant: cancel and append in this one transaction."""
    drafts.get(tx, newsroom, release_id)
    entries = log.entries(tx, release_id)
    gone = next((entry for entry in entries if entry.id == entry_id), None)
    if gone is None:
        raise NotFound("There is no such entry in the log of this release.")
    moment = _settled(at, tx)
    moved = msgspec.structs.replace(
        gone,
        id=new_id(),
        number=_next_number(tx, release_id),
        at=moment.at,
        day_only=moment.day_only,
        made_at=tx.now,
        made_by=who,
    )
    timeline.move(entries, entry_id, moved, tx.now)
    _cancel(tx, newsroom, release_id, entry_id, who)
    _write(tx, newsroom, moved)
    audit.note(tx, who, "entry.move", newsroom, release_id, entry=moved.id, at=moved.at)
    return moved


def _entry(tx: Tx, release: Release, entries: tuple[Entry, ...], order: Order, who: str) -> Entry:
    moment = _settled(order.at, tx) if order.at else Moment(tx.now, day_only=False)
    effective = max(moment.at, tx.now)
    if order.action is Action.WITHDRAW:
        revision = _in_force(entries, effective)
    else:
        holdings.refuse_unknown(tx, release.newsroom, release.draft)
        revision = drafts.snapshot(tx, release, who).id
    backdated = moment.at < tx.now - BACKDATED
    return Entry(
        id=new_id(),
        release=release.id,
        number=_next_number(tx, release.id),
        revision=revision,
        action=order.action,
        at=moment.at,
        made_at=tx.now,
        made_by=who,
        significance=order.significance,
        note=clean(order.note, "note", NOTE).strip(),
        announce=not backdated if order.announce is None else order.announce,
        day_only=moment.day_only,
    )


def _numbers(release: Release, order: Order) -> str:
    """Name what was overridden; raise `PersonalNumbers` where it was not."""
    in_draft = () if order.action is Action.WITHDRAW else stopping.in_document(release.draft)
    found = in_draft + stopping.in_text(order.note)
    if found and not order.overridden:
        field = "draft" if in_draft else "note"
        raise PersonalNumbers(
            field, "holds what looks like a personal identity number: take it out, or override"
        )
    return ", ".join(each.code for each in found)


def _settled(moment: Moment, tx: Tx) -> Moment:
    if moment.day_only and moment.at > tx.now:
        raise FieldError("at", "a date alone names no instant to publish at: add the time of day")
    return moment


def _in_force(entries: tuple[Entry, ...], t: datetime) -> str:
    found = timeline.state(entries, t)
    if found is None:
        raise EntryRefused(
            "action", "The release is not public at that instant: nothing to withdraw."
        )
    return found.revision


def _next_number(tx: Tx, release_id: str) -> int:
    return len(log.lines(tx, release_id)) + 1


def _write(tx: Tx, newsroom: str, entry: Entry) -> None:
    log.write(tx, newsroom, entry)
    outbox.owe_purges(tx, newsroom, entry)
    if entry.announce:
        outbox.owe(tx, entry.id, outbox.sinks(tx, newsroom), entry.effective)


def _cancel(tx: Tx, newsroom: str, release_id: str, entry_id: str, who: str) -> None:
    log.cancel(tx, newsroom, release_id, entry_id, who)
    outbox.forgive(tx, entry_id)
    drafts.touch(tx, release_id, who)
    audit.note(tx, who, "entry.cancel", newsroom, release_id, entry=entry_id)
