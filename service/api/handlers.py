"""The operations of the API: decode, authorise, one transaction, tell."""

import hashlib
from dataclasses import dataclass

import msgspec
from starlette.requests import Request

from feeds.links import Links
from releases import access, desk, discarding, submitting
from releases.errors import NotFound, VersionConflict
from releases.model import Document, Release
from releases.store import desklist, drafts, listings, log, outbox, tokens
from releases.store.desklist import DeskCursor, DeskState
from releases.store.tokens import Scope, Token
from releases.store.tx import Tx
from releases.times import parse, utc_text
from service import places
from service.api import decoding, wire
from service.api.answers import Answer
from service.auth import authorise
from service.sinks import outgoing, webhook
from service.wiring import house

LISTED = 50


@dataclass(frozen=True)
class _Path:
    newsroom: str
    release: str


def _path(request: Request) -> _Path:
    return _Path(request.path_params["newsroom"], request.path_params.get("release", ""))


async def create_release(request: Request) -> Answer:
    """Start a release with a first draft."""
    token = await authorise(request, Scope.WRITE)
    draft = await decoding.body(request, Document)
    links = house(request).links

    def f(tx: Tx) -> wire.ReleaseShown:
        return _shown(tx, desk.create(tx, token.newsroom, draft, token.who), links)

    made = await house(request).store.write(f)
    headers = {
        "Location": links.api(f"v1/newsrooms/{made.newsroom}/releases/{made.id}"),
        "ETag": f'"{made.version}"',
    }
    return Answer(made, 201, headers)


async def list_releases(request: Request) -> Answer:
    """List the newsroom's releases, drafts too, latest changed first."""
    await authorise(request, Scope.READ)
    asked = decoding.query(request, ("state", "q", "cursor"))
    state = decoding.choice(asked, "state", DeskState)
    before = decoding.cursor(asked, "cursor")
    cursor = DeskCursor(*before) if before else None
    parts = house(request)
    found = await parts.store.read(
        desklist.page,
        _path(request).newsroom,
        parts.clock.now(),
        LISTED,
        state,
        asked.get("q", ""),
        cursor,
    )
    listed = tuple(
        wire.ListedRelease(
            id=item.release.id,
            state=item.state,
            version=item.release.version,
            title=item.release.draft.title,
            kind=item.release.draft.kind.value,
            changed_at=utc_text(item.release.changed_at),
            changed_by=item.release.changed_by,
        )
        for item in found.items
    )
    older = found.older
    following = places.written(older.changed, older.release) if older else None
    return Answer(wire.ReleaseList(listed, following))


async def read_release(request: Request) -> Answer:
    """Read a release: draft, revisions and log. The ETag is the draft's version."""
    await authorise(request, Scope.READ)
    decoding.query(request, ())
    path, parts = _path(request), house(request)

    def f(tx: Tx) -> wire.ReleaseShown:
        return _shown(tx, drafts.get(tx, path.newsroom, path.release), parts.links)

    return _tagged(await parts.store.read(f))


async def replace_draft(request: Request) -> Answer:
    """Replace the draft; If-Match names the version it was read as."""
    token = await authorise(request, Scope.WRITE)
    path, parts = _path(request), house(request)
    wanted = decoding.if_match(request)
    draft = await decoding.body(request, Document)

    def f(tx: Tx) -> wire.ReleaseShown:
        version = _version(tx, path, wanted)
        saved = desk.save(tx, path.newsroom, path.release, draft, token.who, version)
        return _shown(tx, saved, parts.links)

    return _tagged(await parts.store.write(f))


async def discard_draft(request: Request) -> Answer:
    """Throw away a release whose log is empty; If-Match names the version that is meant.

    One of which anything was ever approved stays, also where that was cancelled: 409.
    """
    token = await authorise(request, Scope.WRITE)
    path = _path(request)
    wanted = decoding.if_match(request)

    def f(tx: Tx) -> None:
        version = _version(tx, path, wanted)
        discarding.discard(tx, path.newsroom, path.release, token.who, version)

    await house(request).store.write(f)
    return Answer(None, 204)


async def submit_draft(request: Request) -> Answer:
    """Ask for approval of the draft as it stands; If-Match names the version."""
    token = await authorise(request, Scope.WRITE)
    path, parts = _path(request), house(request)
    wanted = decoding.if_match(request)

    def f(tx: Tx) -> wire.ReleaseShown:
        version = _version(tx, path, wanted)
        submitted = submitting.submit(tx, path.newsroom, path.release, token.who, version)
        return _shown(tx, submitted, parts.links)

    return _tagged(await parts.store.write(f))


async def append_entry(request: Request) -> Answer:
    """Publish, correct or withdraw, now or at an instant.

    With an Idempotency-Key the same request sent again answers with the same entry. If-Match may
    name the version of the draft that is meant.
    """
    token = await authorise(request, Scope.PUBLISH)
    path, parts = _path(request), house(request)
    wanted = decoding.if_match(request) if "if-match" in request.headers else None
    asked = await decoding.body(request, wire.EntryOrder)
    order = desk.Order(
        action=asked.action,
        at=parse(asked.at) if asked.at is not None else None,
        significance=asked.significance,
        note=asked.note,
        announce=asked.announce,
        overridden=asked.override_personal_numbers,
    )
    key = decoding.idempotency_key(request)
    fingerprint = hashlib.sha256(msgspec.json.encode((path.release, asked))).hexdigest()

    def f(tx: Tx) -> tuple[wire.EntryShown, bool]:
        known = tokens.answered(tx, token.id, key, fingerprint) if key else None
        if known is not None:
            return _entry(tx, path, known), True
        current = drafts.get(tx, path.newsroom, path.release).version
        if wanted is not None and wanted != current:
            raise VersionConflict(current)
        entry = desk.approve(tx, path.newsroom, path.release, order, token.who)
        if key:
            tokens.remember(tx, token.id, key, fingerprint, entry.id)
        return wire.entry_shown(entry), False

    shown, repeated = await parts.store.write(f)
    parts.scheduler.rearm()
    headers = {"Location": _entry_url(parts.links, path, shown.id)}
    if repeated:
        headers["Idempotency-Replayed"] = "true"
    return Answer(shown, 201, headers)


async def move_entry(request: Request) -> Answer:
    """Give a future entry another instant: cancel and append in one transaction."""
    token = await authorise(request, Scope.PUBLISH)
    path, parts = _path(request), house(request)
    asked = await decoding.body(request, wire.Move)
    at, gone = parse(asked.at), request.path_params["entry"]
    moved = await parts.store.write(desk.move, path.newsroom, path.release, gone, at, token.who)
    parts.scheduler.rearm()
    headers = {"Location": _entry_url(parts.links, path, moved.id)}
    return Answer(wire.entry_shown(moved), 200, headers)


async def cancel_entry(request: Request) -> Answer:
    """Take back an entry that has not taken effect."""
    token = await authorise(request, Scope.PUBLISH)
    path = _path(request)
    entry = request.path_params["entry"]
    await house(request).store.write(desk.cancel, path.newsroom, path.release, entry, token.who)
    return Answer(None, 204)


async def add_webhook(request: Request) -> Answer:
    """Register an address that is told of publications; its signing secret is told once."""
    token = await authorise(request, Scope.PUBLISH)
    asked = await decoding.body(request, wire.NewWebhook)
    url = outgoing.checked_url(asked.url)
    made = await house(request).store.write(_add_webhook, token, url)
    return Answer(wire.webhook_shown(made, secret=True), 201)


async def list_webhooks(request: Request) -> Answer:
    """List the newsroom's webhooks."""
    token = await authorise(request, Scope.READ)
    found = await house(request).store.read(outbox.webhooks, token.newsroom)
    return Answer(wire.WebhookList(tuple(wire.webhook_shown(each) for each in found)))


async def remove_webhook(request: Request) -> Answer:
    """Remove a webhook; what it was still owed is cancelled."""
    token = await authorise(request, Scope.PUBLISH)
    gone = request.path_params["webhook"]
    await house(request).store.write(access.remove_webhook, token.newsroom, gone, token.who)
    return Answer(None, 204)


def _add_webhook(tx: Tx, token: Token, url: str) -> outbox.Webhook:
    return access.add_webhook(tx, token.newsroom, url, webhook.new_secret(), token.who)


def _shown(tx: Tx, release: Release, links: Links) -> wire.ReleaseShown:
    try:
        url = links.release(listings.release(tx, release.newsroom, release.id, tx.now))
    except NotFound:
        url = None
    return wire.release_shown(
        release,
        desklist.state_of(tx, release, tx.now),
        url,
        drafts.revisions(tx, release.id),
        log.lines(tx, release.id),
    )


def _version(tx: Tx, path: _Path, wanted: int | None) -> int:
    """Return the version a change is made to: the one If-Match named, for `*` the current one."""
    current = drafts.get(tx, path.newsroom, path.release).version
    return current if wanted is None else wanted


def _entry(tx: Tx, path: _Path, entry_id: str) -> wire.EntryShown:
    for line in log.lines(tx, path.release):
        if line.entry.id == entry_id:
            return wire.entry_shown(line.entry, line)
    raise NotFound("There is no such entry in the log of this release.")


def _entry_url(links: Links, path: _Path, entry: str) -> str:
    return links.api(f"v1/newsrooms/{path.newsroom}/releases/{path.release}/entries/{entry}")


def _tagged(shown: wire.ReleaseShown) -> Answer:
    return Answer(shown, 200, {"ETag": f'"{shown.version}"'})
