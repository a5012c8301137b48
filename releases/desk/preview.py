"""What readers would see: a draft as if it were approved. Reads the log, writes nothing."""

from datetime import datetime

import msgspec

from releases import timeline
from releases.desk import approval
from releases.desk.approval import Order
from releases.errors import NotFound
from releases.model import Document, Release, Revision, fingerprint
from releases.public import Listing, PublicRelease, Selection
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import drafts, listings, log
from releases.store.public_states import Shown
from releases.store.tx import Tx
from releases.timeline import Action, Entry, Significance
from releases.times import Moment

# No id of ours has these signs: what is only rehearsed is never taken for what stands in the log.
_REHEARSED = "*"


class Wish(msgspec.Struct, frozen=True):
    """An approval thought of: publish or correct at an instant, with what readers are told."""

    at: datetime
    significance: Significance = Significance.MAJOR
    note: str = ""


def action_at(entries: tuple[Entry, ...], at: datetime) -> Action:
    """Return what approving a draft does at an instant: correct what is public, else publish."""
    state = timeline.state(entries, at)
    return Action.PUBLISH if state is None or state.withdrawn else Action.CORRECT


def pending(entries: tuple[Entry, ...], now: datetime) -> Entry | None:
    """Return the publication that is still to come of a release that is not public yet."""
    if timeline.state(entries, now) is not None:
        return None
    return next((entry for entry in entries if entry.action is Action.PUBLISH), None)


def rehearse(tx: Tx, release: Release, wish: Wish) -> PublicRelease:
    """Return a release as readers would see it from `wish.at` on if its draft were approved so.

    A publication still to come is replaced. Raises `EntryRefused` where the log forbids it,
    `InvalidDocument` for a draft that could not be published.
    """
    entries = log.entries(tx, release.id)
    waiting = pending(entries, tx.now)
    kept = tuple(entry for entry in entries if waiting is None or entry.id != waiting.id)
    action = action_at(kept, max(wish.at, tx.now))
    order = Order(
        action,
        Moment(wish.at, day_only=False),
        wish.significance,
        wish.note,
        replaces=(waiting.id,) if waiting else (),
    )
    validate(release.draft)
    return _rehearsed(tx, release, order, kept)


def rehearse_revision(tx: Tx, revision: str) -> PublicRelease:
    """Return a revision as readers would see it if it were published now and alone."""
    found = drafts.revisions_by_id(tx, (revision,)).get(revision)
    if found is None:
        raise NotFound(what="revision")
    release = drafts.get_by_id(tx, found.release)
    alone = msgspec.structs.replace(release, draft=found.document)
    return _rehearsed(tx, alone, Order(Action.PUBLISH), ())


def rehearse_document(tx: Tx, newsroom: str, document: Document) -> PublicRelease:
    """Return a document of no release yet as readers would see it if it were published now."""
    release = Release(_REHEARSED, newsroom, document, 0, tx.now, tx.now, changed_by="")
    return _rehearsed(tx, release, Order(Action.PUBLISH), ())


def rehearse_list(tx: Tx, own: PublicRelease, count: int) -> Listing:
    """Return its newsroom's newest releases from when a rehearsed one is public, it among them."""
    t = own.state.since
    listing = listings.listing(tx, Selection(newsroom=own.newsroom.slug), t, count + 1)
    items = [own, *(item for item in listing.items if item.id != own.id)]
    items.sort(key=lambda item: item.id)
    items.sort(key=lambda item: item.state.published, reverse=True)
    return msgspec.structs.replace(listing, items=tuple(items[:count]), changed_at=t)


def _rehearsed(tx: Tx, release: Release, order: Order, entries: tuple[Entry, ...]) -> PublicRelease:
    """Return a release's draft as readers would see it if this were ordered now."""
    who, document = release.changed_by, release.draft
    entry = approval.entry_of(tx, release, order, _REHEARSED, Actor(who))
    state = timeline.state(timeline.append(entries, entry), entry.effective)
    if state is None:
        raise NotFound("nothing_public")
    sha256 = fingerprint(document)
    revision = Revision(_REHEARSED, release.id, 0, document, sha256, tx.now, who)
    shown = Shown(state, revision, release.newsroom)
    return listings.complete(tx, (shown,), entry.effective)[0]
