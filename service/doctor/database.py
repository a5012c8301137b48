"""The doctor: what an operator should know, one line a subject."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Concatenate, ParamSpec

import msgspec

from feeds import syndication
from feeds.item import FEED_ITEMS
from feeds.links import Links
from releases.errors import MediaRefused, StoreRefused
from releases.model import Media
from releases.public import Selection
from releases.store import clock as clocks
from releases.store import ended_webhooks, listings, newsrooms, outbox, people
from releases.store import media as media_store
from releases.store.engine import Database, Store
from releases.store.tx import Tx
from releases.times import from_millis, utc_text
from service.clock.guarded import Clock
from service.clock.report import report
from service.doctor import backups
from service.media.files import compare
from service.media.store import MediaStore
from service.security.vault import Vault

P = ParamSpec("P")

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
    store: Store, clock: Clock, links: Links, media: MediaStore, vault: Vault
) -> list[Finding]:
    """Return what was found about engine, file, clock, outbox, feeds, pictures and who signs in."""
    return [
        Finding("engine", store.version()),
        _whole(store),
        *_examine(store, "clock", _clock, clock),
        *_examine(store, "outbox", _outbox),
        *_examine(store, "feeds", _feeds, clock.now(), links),
        *_media(store, clock.now(), media),
        *_examine(store, "second factors", _second_factors, vault),
    ]


def damage(database: Database, why: str) -> Finding:
    """Return what to do about a database that is no whole one."""
    if not isinstance(database, Path):
        said = f"{why} Stop the service, then restore the server's own backup (docs/scaling.md)."
        return Finding("database", said, well=False)
    newest = backups.newest(database)
    file = newest or "FILE"
    beside = "" if newest else "; no backup lies beside it"
    said = f"{why} Stop the service, then: pressrum restore {file} --replace{beside}"
    return Finding("database", said, well=False)


def _whole(store: Store) -> Finding:
    try:
        store.verify()
    except StoreRefused as error:
        return damage(store.place, str(error))
    return Finding("database", f"{store.place} is whole")


def _examine(
    store: Store,
    subject: str,
    f: Callable[Concatenate[Tx, P], list[Finding]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> list[Finding]:
    """Return what `f` finds; where the database cannot be read, that."""
    try:
        return store.reading(f, *args, **kwargs).result()
    except (StoreRefused, ValueError) as error:
        said = " ".join(str(error).split())
        return [Finding(subject, f"cannot be examined: {said}", well=False)]


def _clock(tx: Tx, clock: Clock) -> list[Finding]:
    base, _ = clocks.read(tx)
    told = report(base, clock.gap() // timedelta(milliseconds=1))
    said = told.said
    if told.is_well and base is not None and base.parted is not None:
        said = f"{said}; the last time it was not was at {utc_text(from_millis(base.parted))}"
    return [
        Finding("clock", said, well=told.is_well),
        *(
            Finding(
                "misdated",
                f"entry {wrong.entry} of release {wrong.release} in {wrong.newsroom} was written "
                f"while the clock was {_span(wrong.gap_ms)}"
                f"{', and is dated again' * wrong.redated}",
            )
            for wrong in clocks.list_misdated(tx)[:LISTED]
        ),
    ]


def _span(gap_ms: int) -> str:
    return f"{abs(gap_ms) // 1_000} s {'ahead' if gap_ms > 0 else 'behind'}"


def _outbox(tx: Tx) -> list[Finding]:
    counted = outbox.counts(tx)
    said = ", ".join(f"{counted.get(state, 0)} {state}" for state in ("owed", "done", "dead"))
    dead = [
        Finding(
            "dead letter",
            f"{letter.sink.name} was not told of entry {letter.entry} of release {letter.release} "
            f"in {letter.newsroom} after {letter.attempts} attempts: "
            f"{letter.error.phrase if letter.error else ''}",
            well=False,
        )
        for letter in outbox.dead_letters(tx)
    ]
    ended = [
        Finding(
            "ended webhook",
            f"{webhook.name} of {webhook.newsroom} answered 410 Gone at {utc_text(webhook.ended)} "
            "and is told nothing since; remove it, or: pressrum webhook resume "
            f"--newsroom {webhook.newsroom} {webhook.id}",
            well=False,
        )
        for webhook in ended_webhooks.list_all(tx)
        if webhook.ended is not None
    ]
    return [Finding("outbox", said), *dead, *ended]


def _feeds(tx: Tx, now: datetime, links: Links) -> list[Finding]:
    findings: list[Finding] = []
    for room in newsrooms.everyone(tx):
        listing = listings.listing(tx, Selection(newsroom=room.slug), now, FEED_ITEMS, notices=True)
        failed = {*syndication.atom(listing, links).failed, *syndication.rss(listing, links).failed}
        findings += [
            Finding(
                "unrenderable", f"release {feed} is left out of {room.slug}'s feeds", well=False
            )
            for feed in sorted(failed)
        ]
        findings.append(Finding("feed", f"{room.slug}: {len(listing.items) - len(failed)} items"))
    return findings


def _media(store: Store, now: datetime, media: MediaStore) -> list[Finding]:
    """Compare what the database knows of with what is kept, outside its snapshot."""
    stored: list[Media] = []
    findings = _examine(store, "pictures", _stored_media, now, stored)
    try:
        if media.is_remote:
            media.check()
            findings.append(Finding("media store", f"{media.address()} answers us, and us alone"))
        found = compare(media, stored, now - STRAY)
    except MediaRefused as error:
        return [*findings, Finding("media store", str(error), well=False)]
    said = f"{len(stored)} pictures and attachments, {len(found.missing)} files missing"
    return [
        Finding("pictures", said),
        *(
            Finding("lost file", f"{media.address(name)} is not there", well=False)
            for name in found.missing
        ),
        *(
            Finding("damaged file", f"{media.address(name)} has not its length", well=False)
            for name in found.damaged
        ),
        *findings,
        *(
            Finding(
                "stray file",
                f"{media.address(name)} is over a day old and of no picture: remove it",
            )
            for name in found.strays[:LISTED]
        ),
    ]


def _stored_media(tx: Tx, now: datetime, stored: list[Media]) -> list[Finding]:
    """Return what is of no use, and add all that there is to `stored`."""
    stored += media_store.everything(tx)
    return [
        Finding("unused", f"{file.id} of {file.newsroom} is over 30 days old and in no release")
        for file in media_store.list_unused(tx, now - UNUSED, LISTED)
    ]


def _second_factors(tx: Tx, vault: Vault) -> list[Finding]:
    enrolled = people.with_second_factor(tx)
    lost = [person.email for person in enrolled if vault.opened(person.totp, person.id) is None]
    sealed = sum(vault.keeps(person.totp) for person in enrolled)
    said = f"{sealed} sealed" if vault.seals else "none sealed: there is no PRESSRUM_SECRET"
    return [
        Finding("second factors", f"{len(enrolled)} in use, {said}"),
        *(
            Finding("lost second factor", f"PRESSRUM_SECRET does not open {person}'s", well=False)
            for person in lost
        ),
    ]
