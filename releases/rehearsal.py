"""What readers would see: a draft as if it were approved. Reads the log, writes nothing."""

from datetime import datetime

import msgspec

from releases import timeline
from releases.checks import checked
from releases.errors import NotFound
from releases.model import Document, Release, Revision, fingerprint
from releases.reading import PublicRelease
from releases.store import directory, drafts, log, media, newsrooms, translations
from releases.store.translations import Shown
from releases.store.tx import Tx
from releases.timeline import Action, Entry, Significance

# No id of ours has these signs: what is only rehearsed is never taken for what stands in the log.
_REHEARSED = "*"


class Wish(msgspec.Struct, frozen=True):
    """An approval thought of: publish or correct at an instant, with what readers are told."""

    at: datetime
    significance: Significance = Significance.MAJOR
    note: str = ""


def action_at(entries: tuple[Entry, ...], at: datetime) -> Action:
    """Return what approving a draft does at an instant: correct what is public, else publish."""
    found = timeline.state(entries, at)
    return Action.PUBLISH if found is None or found.withdrawn else Action.CORRECT


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
    at = max(wish.at, tx.now)
    entry = Entry(
        id=_REHEARSED,
        release=release.id,
        number=len(log.lines(tx, release.id)) + 1,
        revision=_REHEARSED,
        action=action_at(kept, at),
        at=at,
        made_at=tx.now,
        significance=wish.significance,
        note=wish.note,
    )
    return _shown(tx, release, timeline.append(kept, entry), checked(release.draft), at)


def rehearse_revision(tx: Tx, revision: str) -> PublicRelease:
    """Return a revision as readers would see it if it were published now and alone."""
    found = drafts.revisions_by_id(tx, (revision,)).get(revision)
    if found is None:
        raise NotFound("There is no such revision.")
    return _alone(tx, drafts.named(tx, found.release), found.document)


def rehearse_document(tx: Tx, newsroom: str, document: Document) -> PublicRelease:
    """Return a document of no release yet as readers would see it if it were published now."""
    release = Release(
        _REHEARSED, newsroom, document, 0, created_at=tx.now, changed_at=tx.now, changed_by=""
    )
    return _alone(tx, release, document)


def _alone(tx: Tx, release: Release, document: Document) -> PublicRelease:
    entry = Entry(
        id=_REHEARSED,
        release=release.id,
        number=1,
        revision=_REHEARSED,
        action=Action.PUBLISH,
        at=tx.now,
        made_at=tx.now,
    )
    return _shown(tx, release, (entry,), document, tx.now)


def _shown(
    tx: Tx, release: Release, entries: tuple[Entry, ...], document: Document, t: datetime
) -> PublicRelease:
    state = timeline.state(entries, t)
    if state is None:
        raise NotFound("Nothing would be public then.")
    room = newsrooms.get(tx, release.newsroom)
    stored = media.by_id(tx, document.files)
    shown = {release.id: Shown(room.slug, document)}
    return PublicRelease(
        state=state,
        revision=Revision(
            _REHEARSED, release.id, 0, document, fingerprint(document), tx.now, release.changed_by
        ),
        newsroom=room,
        media=tuple(
            stored[name]
            for name in document.files
            if name in stored and stored[name].newsroom == room.slug
        ),
        translations=translations.of(tx, shown, t).get(release.id, ()),
        lapsed=directory.lapsed_in(tx, {room.slug}, t).get(room.slug, frozenset()),
    )
