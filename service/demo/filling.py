"""Filling an empty database with the demo: as if it had been written over the past weeks."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from releases import access, desk, holdings
from releases.holdings import Words
from releases.model import Document, Image, Media
from releases.store import drafts, newsrooms, tokens
from releases.store.sqlite import SqliteStore
from releases.store.tokens import Scope
from releases.store.tx import Row, Tx
from releases.timeline import Action
from releases.times import Moment, truncated
from service.clock import Clock
from service.demo import content, pictures, staffing
from service.demo.shapes import DemoChange, DemoRelease
from service.mediafiles import MediaFiles
from service.pages import DemoHints
from service.uploads import kept

WHO = "demo"
TOKEN = "demo"  # noqa: S105 - a name, not a secret
NOW = timedelta(0)


def fill(store: SqliteStore, files: MediaFiles, clock: Clock) -> DemoHints | None:
    """Fill an empty database and return what to look at; None where it holds something else.

    On a database filled before, only the demo's token is made anew.
    """
    present = {room.slug for room in store.reading(newsrooms.everyone).result()}
    ours = {demo.newsroom.slug for demo in content.NEWSROOMS}
    start = truncated(clock.now())
    due = next(each for each in content.releases(start) if each.published > NOW)
    if not present:
        store.writing(_fill, files, start).result()
    elif not ours <= present:
        return None
    token = store.writing(_token, due.newsroom).result()
    store.writing(staffing.fill, WHO).result()
    upcoming = start + due.published if not present else None
    return DemoHints(due.newsroom, token, upcoming, staffing.PEOPLE)


class _Then:
    """A transaction that happens at another instant than its own, for history made up at once."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._tx = tx
        self._now = now

    @property
    def now(self) -> datetime:
        return self._now

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        return self._tx.all(sql, **values)

    def one(self, sql: str, **values: object) -> Row | None:
        return self._tx.one(sql, **values)

    def run(self, sql: str, **values: object) -> int:
        return self._tx.run(sql, **values)

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        self._tx.many(sql, rows)


def _fill(tx: Tx, files: MediaFiles, start: datetime) -> None:
    releases = sorted(content.releases(start), key=lambda each: each.published)
    first = start + releases[0].published
    for demo in content.NEWSROOMS:
        desk.add_newsroom(_Then(tx, first), demo.newsroom, WHO)
    changes: list[tuple[datetime, str, DemoRelease, DemoChange]] = []
    for each in releases:
        made = _publish(tx, files, each, start)
        changes += [(start + change.after, made, each, change) for change in each.then]
    for when, release_id, each, change in sorted(changes, key=lambda found: found[0]):
        _change(_Then(tx, min(when, start)), release_id, each, change, when)


def _publish(tx: Tx, files: MediaFiles, each: DemoRelease, start: datetime) -> str:
    at = start + each.published
    then = _Then(tx, min(at, start))
    document = each.document
    if each.picture and document.images:
        stored = _picture(then, files, each.newsroom, each.picture, document.images[0])
        document = _pictured(document, stored.id)
    release = desk.create(then, each.newsroom, document, WHO)
    desk.approve(then, each.newsroom, release.id, _order(Action.PUBLISH, at), WHO)
    return release.id


def _change(tx: Tx, release_id: str, each: DemoRelease, change: DemoChange, when: datetime) -> None:
    if change.document is not None:
        release = drafts.get(tx, each.newsroom, release_id)
        images = release.draft.images
        changed = msgspec.structs.replace(change.document, images=images)
        desk.save(tx, each.newsroom, release_id, changed, WHO, release.version)
    order = desk.Order(
        change.action, Moment(when, day_only=False), change.significance, change.note
    )
    desk.approve(tx, each.newsroom, release_id, order, WHO)


def _order(action: Action, at: datetime) -> desk.Order:
    return desk.Order(action, Moment(at, day_only=False))


def _picture(tx: Tx, files: MediaFiles, newsroom: str, name: str, image: Image) -> Media:
    words = Words(alt=image.alt, caption=image.caption, credit=image.credit)
    stored = kept(files, newsroom, io.BytesIO(pictures.picture(name)), words)
    return holdings.add(tx, stored, WHO)


def _pictured(document: Document, media_id: str) -> Document:
    first = msgspec.structs.replace(document.images[0], media=media_id)
    return msgspec.structs.replace(document, images=(first, *document.images[1:]))


def _token(tx: Tx, newsroom: str) -> str:
    tokens.revoke(tx, newsroom, TOKEN)
    return access.add_token(tx, newsroom, TOKEN, Scope.PUBLISH, WHO)
