"""The doctor: what an operator should know, one line a subject."""

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from feeds import syndication
from feeds.links import Links
from releases.errors import StoreRefused
from releases.reading import Selection
from releases.store import listings, newsrooms, outbox, people
from releases.store import media as media_store
from releases.store.sqlite import SqliteStore, verify
from releases.store.tx import Tx
from service.clock import Clock
from service.mediafiles import missing, strays
from service.public import FEED_ITEMS
from service.vault import Vault

# How long a picture may wait for its release before the doctor speaks of it.
UNUSED = timedelta(days=30)
LISTED = 100
# An upload takes seconds: what has lain for so long with no row is of none under way.
STRAY = timedelta(days=1)


class Finding(msgspec.Struct, frozen=True):
    """What was found about one subject; not `well` needs a person."""

    subject: str
    said: str
    well: bool = True


def examine(
    store: SqliteStore, clock: Clock, links: Links, media: Path, vault: Vault
) -> list[Finding]:
    """Return what was found about engine, file, clock, outbox, feeds, pictures and who signs in."""
    return [
        Finding("engine", store.version()),
        _whole(store),
        _clock(clock),
        *store.reading(_outbox).result(),
        *store.reading(_feeds, clock.now(), links).result(),
        *store.reading(_media, clock.now(), media).result(),
        *store.reading(_second_factors, vault).result(),
    ]


def _whole(store: SqliteStore) -> Finding:
    try:
        verify(store.path)
    except StoreRefused as error:
        return Finding("database", str(error), well=False)
    return Finding("database", f"{store.path} is whole")


def _clock(clock: Clock) -> Finding:
    ahead = clock.held().total_seconds()
    if ahead:
        return Finding("clock", f"leapt {ahead:.0f} s ahead and is held back", well=False)
    return Finding("clock", "in step")


def _outbox(tx: Tx) -> list[Finding]:
    counted = outbox.counts(tx)
    said = ", ".join(f"{counted.get(state, 0)} {state}" for state in ("owed", "done", "dead"))
    dead = [
        Finding(
            "dead letter",
            f"{each.sink} was not told of entry {each.entry} of release {each.release} in "
            f"{each.newsroom} after {each.attempts} attempts: {each.error}",
            well=False,
        )
        for each in outbox.dead_letters(tx)
    ]
    return [Finding("outbox", said), *dead]


def _feeds(tx: Tx, now: datetime, links: Links) -> list[Finding]:
    found: list[Finding] = []
    for room in newsrooms.everyone(tx):
        listing = listings.listing(tx, Selection(newsroom=room.slug), now, FEED_ITEMS, notices=True)
        failed = {*syndication.atom(listing, links).failed, *syndication.rss(listing, links).failed}
        found += [
            Finding(
                "unrenderable", f"release {each} is left out of {room.slug}'s feeds", well=False
            )
            for each in sorted(failed)
        ]
        found.append(Finding("feed", f"{room.slug}: {len(listing.items) - len(failed)} items"))
    return found


def _media(tx: Tx, now: datetime, folder: Path) -> list[Finding]:
    stored = media_store.everything(tx)
    lost = missing(folder, stored)
    unused = media_store.unused(tx, now - UNUSED, LISTED)
    return [
        Finding("pictures", f"{len(stored)} pictures and attachments, {len(lost)} files missing"),
        *(Finding("lost file", f"{folder / name} is not there", well=False) for name in lost),
        *(
            Finding("unused", f"{each.id} of {each.newsroom} is over 30 days old and in no release")
            for each in unused
        ),
        *(
            Finding("stray file", f"{folder / name} is over a day old and of no picture: remove it")
            for name in strays(folder, stored, now - STRAY)[:LISTED]
        ),
    ]


def _second_factors(tx: Tx, vault: Vault) -> list[Finding]:
    found = people.with_second_factor(tx)
    lost = [each.email for each in found if vault.opened(each.totp, each.id) is None]
    sealed = sum(vault.keeps(each.totp) for each in found)
    said = f"{sealed} sealed" if vault.seals else "none sealed: there is no PRESSRUM_SECRET"
    return [
        Finding("second factors", f"{len(found)} in use, {said}"),
        *(
            Finding("lost second factor", f"PRESSRUM_SECRET does not open {each}'s", well=False)
            for each in lost
        ),
    ]
