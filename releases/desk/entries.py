"""What is planned, moved and cancelled; and the entry's way into log, clock, outbox and audit.

What an entry may say is settled before: `releases.desk.approval` for new ones.
"""

import msgspec

from releases import timeline
from releases.errors import ClockInDoubt, FieldError, NotFound
from releases.model import DraftRef, new_id
from releases.rules.roles import Actor
from releases.store import audit, clock, drafts, log, outbox
from releases.store.tx import Tx
from releases.timeline import Entry
from releases.times import Moment


def cancel(tx: Tx, ref: DraftRef, entry_id: str, actor: Actor) -> None:
    """Take back an entry that has not taken effect; raises `NotFound` or `EntryRefused`."""
    drafts.get(tx, ref)
    timeline.cancel(log.entries(tx, ref.release), entry_id, tx.now)
    strike(tx, ref, entry_id, actor)


def move(tx: Tx, ref: DraftRef, entry_id: str, at: Moment, actor: Actor) -> Entry:
    """Give a future entry another instant: cancel and append in this one transaction."""
    drafts.get(tx, ref)
    lines = log.lines(tx, ref.release)
    entries = tuple(line.entry for line in lines if line.cancelled_at is None)
    gone = next((entry for entry in entries if entry.id == entry_id), None)
    if gone is None:
        raise NotFound(what="entry in the log of this release")
    check_moment(tx, at)
    moved = msgspec.structs.replace(
        gone,
        id=new_id(),
        number=len(lines) + 1,
        at=at.at,
        day_only=at.day_only,
        made_at=tx.now,
        made_by=actor.who,
        replaces=(entry_id,),
    )
    timeline.move(entries, entry_id, moved, tx.now)
    strike(tx, ref, entry_id, actor)
    write(tx, ref.newsroom, moved)
    audit.note(tx, actor, "entry.move", ref, entry=moved.id, at=moved.at)
    return moved


def check_moment(tx: Tx, moment: Moment) -> None:
    """Raise `FieldError` or `ClockInDoubt` for a moment at which nothing can be published."""
    if moment.day_only and moment.at > tx.now:
        raise FieldError("at", "date_alone")
    if not moment.day_only and clock.is_doubtful(tx, moment.at):
        raise ClockInDoubt("at", "clock_in_doubt")


def write(tx: Tx, newsroom: str, entry: Entry) -> None:
    """Add an entry that `releases.timeline` has allowed, with the announcements it owes."""
    log.write(tx, newsroom, entry)
    clock.mark(tx, entry)
    outbox.owe_purges(tx, newsroom, entry)
    if entry.announce:
        outbox.owe(tx, entry.id, outbox.sinks(tx, newsroom), entry.effective)


def strike(tx: Tx, ref: DraftRef, entry_id: str, actor: Actor) -> None:
    """Cancel an entry that `releases.timeline` has let go, with the announcements it owed."""
    log.cancel(tx, ref, entry_id, actor.who)
    outbox.forgive(tx, entry_id)
    drafts.touch(tx, ref.release, actor.who)
    audit.note(tx, actor, "entry.cancel", ref, entry=entry_id)
