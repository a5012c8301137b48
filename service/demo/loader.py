"""Filling an empty database with the demo: as if it had been written over the past weeks."""

import io
from datetime import datetime, timedelta

import msgspec

from releases.desk import access, approval, media, newsroom_settings
from releases.desk import drafts as desk_drafts
from releases.desk.media import Words
from releases.model import Document, DraftRef, Image, Media
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import drafts, newsrooms, tokens
from releases.store.engine import Store
from releases.store.tokens import Scope
from releases.store.tx import Tx, TxAt
from releases.timeline import Action
from releases.times import Moment, truncate_instant
from service.clock.guarded import Clock
from service.demo import content, pictures, staff
from service.demo.shapes import DemoChange, DemoRelease
from service.media.files import MediaFiles
from service.media.uploads import write_file
from service.pages.press_room import DemoHints

WHO = Actor("demo", is_machine=True)
TOKEN = "demo"  # noqa: S105 - a name, not a secret
NOW = timedelta(0)


def fill(store: Store, files: MediaFiles, clock: Clock) -> DemoHints | None:
    """Fill an empty database and return what to look at; None where it holds something else.

    On a database filled before, only the demo's token is made anew.
    """
    present = {room.slug for room in store.reading(newsrooms.everyone).result()}
    ours = {demo.newsroom.slug for demo in content.NEWSROOMS}
    start = truncate_instant(clock.now())
    due = next(release for release in content.releases(start) if release.published > NOW)
    if not present:
        store.writing(_fill, files, start).result()
    elif not ours <= present:
        return None
    token = store.writing(_token, due.newsroom).result()
    store.writing(staff.fill, WHO).result()
    upcoming = start + due.published if not present else None
    return DemoHints(due.newsroom, token, upcoming, staff.PEOPLE)


def _fill(tx: Tx, files: MediaFiles, start: datetime) -> None:
    releases = sorted(content.releases(start), key=lambda release: release.published)
    first = start + releases[0].published
    for demo in content.NEWSROOMS:
        newsroom_settings.add_newsroom(TxAt(tx, first), demo.newsroom, WHO)
    changes: list[tuple[datetime, DraftRef, DemoChange]] = []
    for release in releases:
        made = _publish(tx, files, release, start)
        changes += [(start + change.after, made, change) for change in release.then]
    for when, ref, change in sorted(changes, key=lambda change: change[0]):
        _change(TxAt(tx, min(when, start)), ref, change, when)


def _publish(tx: Tx, files: MediaFiles, planned: DemoRelease, start: datetime) -> DraftRef:
    at = start + planned.published
    then = TxAt(tx, min(at, start))
    document = planned.document
    if planned.picture and document.images:
        stored = _picture(then, files, planned.newsroom, planned.picture, document.images[0])
        document = _with_picture(document, stored.id)
    release = desk_drafts.create(then, planned.newsroom, validate(document), WHO)
    approval.approve(then, release.ref, _order(Action.PUBLISH, at), WHO)
    return release.ref


def _change(tx: Tx, ref: DraftRef, change: DemoChange, when: datetime) -> None:
    if change.document is not None:
        release = drafts.get(tx, ref)
        images = release.draft.images
        changed = msgspec.structs.replace(change.document, images=images)
        desk_drafts.save(tx, ref, validate(changed), WHO, release.version)
    order = approval.Order(
        change.action, Moment(when, day_only=False), change.significance, change.note
    )
    approval.approve(tx, ref, order, WHO)


def _order(action: Action, at: datetime) -> approval.Order:
    return approval.Order(action, Moment(at, day_only=False))


def _picture(tx: Tx, files: MediaFiles, newsroom: str, name: str, image: Image) -> Media:
    words = Words(alt=image.alt, caption=image.caption, credit=image.credit)
    stored = write_file(files, newsroom, io.BytesIO(pictures.picture(name)), words)
    return media.add(tx, stored, WHO)


def _with_picture(document: Document, media_id: str) -> Document:
    first = msgspec.structs.replace(document.images[0], media=media_id)
    return msgspec.structs.replace(document, images=(first, *document.images[1:]))


def _token(tx: Tx, newsroom: str) -> str:
    tokens.revoke(tx, newsroom, TOKEN)
    return access.add_token(tx, newsroom, TOKEN, Scope.PUBLISH, WHO)
