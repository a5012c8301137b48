"""The operations of the API: decode, authorise, one transaction, tell."""

import hashlib

import msgspec
from starlette.requests import Request

from feeds.links import Links
from releases.desk import approval, entries
from releases.desk import drafts as desk_drafts
from releases.errors import NotFound
from releases.model import DraftRef, Release
from releases.store import desklist, drafts, listings, log, tokens
from releases.store.desklist import DeskCursor, DeskState
from releases.store.tokens import Scope
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import parse, utc_text
from service import heavy_checks, wiring
from service.api import decoding, wire
from service.api.bearer_auth import authorise
from service.api.responses import ApiResponse
from service.public import cursors


def _ref(request: Request) -> DraftRef:
    return DraftRef(request.path_params["newsroom"], request.path_params["release"])


async def create_release(request: Request) -> ApiResponse:
    """Start a release with a first draft.

    Nothing of it is public until an entry publishes it. `Location` is where the release is read.
    """
    token = await authorise(request, Scope.WRITE)
    draft = await heavy_checks.check(wiring.services(request), await decoding.document(request))
    links = wiring.services(request).links

    def f(tx: Tx) -> wire.ReleaseShown:
        return _to_wire(tx, desk_drafts.create(tx, token.newsroom, draft, token.actor), links)

    made = await wiring.services(request).store.write(f)
    headers = {
        "Location": links.api(f"v1/newsrooms/{made.newsroom}/releases/{made.id}"),
        "ETag": f'"{made.version}"',
    }
    return ApiResponse(made, 201, headers)


async def list_releases(request: Request) -> ApiResponse:
    """List the newsroom's releases, drafts too, latest changed first.

    Each tells where it stands; `next` continues the list, and is null at its end.
    """
    token = await authorise(request, Scope.READ)
    asked = decoding.query(request, ("state", "q", "cursor", "limit", "offset"))
    limit, offset = decoding.page(asked)
    state = decoding.choice(asked, "state", DeskState)
    before = decoding.cursor(asked, "cursor")
    cursor = DeskCursor(*before) if before else None
    services = wiring.services(request)
    page = await services.store.read(
        desklist.page,
        token.newsroom,
        services.clock.now(),
        limit,
        state,
        asked.get("q", ""),
        cursor,
        offset,
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
        for item in page.items
    )
    older = page.older
    following = cursors.format_cursor(older.changed, older.release) if older else None
    return ApiResponse(wire.ReleaseList(listed, following))


async def read_release(request: Request) -> ApiResponse:
    """Read a release: draft, revisions and log.

    The ETag is the draft's version, which changes to it name in If-Match.
    """
    await authorise(request, Scope.READ)
    decoding.query(request, ())
    ref, services = _ref(request), wiring.services(request)

    def f(tx: Tx) -> wire.ReleaseShown:
        return _to_wire(tx, drafts.get(tx, ref), services.links)

    return _with_etag(await services.store.read(f))


async def replace_draft(request: Request) -> ApiResponse:
    """Replace the draft; If-Match names the version it was read as.

    The whole document is sent. Where somebody else has changed it meanwhile: 412, and nothing is
    lost. What is public stays as it is until an entry corrects it.
    """
    token = await authorise(request, Scope.WRITE)
    ref, services = _ref(request), wiring.services(request)
    wanted = decoding.if_match(request)
    draft = await heavy_checks.check(services, await decoding.document(request))

    def f(tx: Tx) -> wire.ReleaseShown:
        version = _version(tx, ref, wanted)
        saved = desk_drafts.save(tx, ref, draft, token.actor, version)
        return _to_wire(tx, saved, services.links)

    return _with_etag(await services.store.write(f))


async def discard_draft(request: Request) -> ApiResponse:
    """Throw away a release whose log is empty; If-Match names the version that is meant.

    One of which anything was ever approved stays, also where that was cancelled: 409.
    """
    token = await authorise(request, Scope.WRITE)
    ref = _ref(request)
    wanted = decoding.if_match(request)

    def f(tx: Tx) -> None:
        version = _version(tx, ref, wanted)
        desk_drafts.discard(tx, ref, token.actor, version)

    await wiring.services(request).store.write(f)
    return ApiResponse(None, 204)


async def submit_draft(request: Request) -> ApiResponse:
    """Ask for approval of the draft as it stands; If-Match names the version.

    The newsroom's editors see it among what waits for them; a change of the draft takes it back.
    """
    token = await authorise(request, Scope.WRITE)
    ref, services = _ref(request), wiring.services(request)
    wanted = decoding.if_match(request)

    def f(tx: Tx) -> wire.ReleaseShown:
        version = _version(tx, ref, wanted)
        submitted = desk_drafts.submit(tx, ref, token.actor, version)
        return _to_wire(tx, submitted, services.links)

    return _with_etag(await services.store.write(f))


async def append_entry(request: Request) -> ApiResponse:
    """Publish, correct or withdraw, now or at an instant.

    With an Idempotency-Key the same request sent again answers with the same entry. If-Match may
    name the version of the draft that is meant.
    """
    token = await authorise(request, Scope.PUBLISH)
    ref, services = _ref(request), wiring.services(request)
    version = decoding.if_match(request) if "if-match" in request.headers else None
    asked = await decoding.body(request, wire.EntryOrder)
    order = approval.Order(
        action=asked.action,
        at=parse(asked.at) if asked.at is not None else None,
        significance=asked.significance,
        note=asked.note,
        announce=asked.announce,
        overridden=asked.override_personal_numbers,
        version=version,
        replaces=asked.replaces or (),
        unfilled=asked.override_placeholders is True,
    )
    if asked.action is not Action.WITHDRAW:
        release = await services.store.read(drafts.get, ref)
        await heavy_checks.look_for_numbers(services, release.draft)
    key = decoding.idempotency_key(request)
    fingerprint = hashlib.sha256(msgspec.json.encode((ref.release, asked))).hexdigest()

    def f(tx: Tx) -> tuple[wire.EntryShown, bool]:
        known = tokens.find_answer(tx, token.id, key, fingerprint) if key else None
        if known is not None:
            return _entry(tx, ref, known), True
        entry = approval.approve(tx, ref, order, token.actor)
        if key:
            tokens.remember(tx, token.id, key, fingerprint, entry.id)
        return wire.to_entry(entry), False

    shown, repeated = await services.store.write(f)
    services.scheduler.rearm()
    headers = {"Location": _entry_url(services.links, ref, shown.id)}
    if repeated:
        headers["Idempotency-Replayed"] = "true"
    return ApiResponse(shown, 201, headers)


async def move_entry(request: Request) -> ApiResponse:
    """Give a future entry another instant: cancel and append in one transaction.

    The answer is the new entry, which names in `replaces` the one that it was put in place of.
    """
    token = await authorise(request, Scope.PUBLISH)
    ref, services = _ref(request), wiring.services(request)
    asked = await decoding.body(request, wire.Move)
    at, gone = parse(asked.at), request.path_params["entry"]
    moved = await services.store.write(entries.move, ref, gone, at, token.actor)
    services.scheduler.rearm()
    headers = {"Location": _entry_url(services.links, ref, moved.id)}
    return ApiResponse(wire.to_entry(moved), 200, headers)


async def cancel_entry(request: Request) -> ApiResponse:
    """Take back an entry that has not taken effect.

    One that has stays for ever: 409.
    """
    token = await authorise(request, Scope.PUBLISH)
    ref = _ref(request)
    entry = request.path_params["entry"]
    await wiring.services(request).store.write(entries.cancel, ref, entry, token.actor)
    return ApiResponse(None, 204)


def _to_wire(tx: Tx, release: Release, links: Links) -> wire.ReleaseShown:
    try:
        url = links.release(listings.release(tx, release.newsroom, release.id, tx.now))
    except NotFound:
        url = None
    return wire.to_release(
        release,
        desklist.state_of(tx, release, tx.now),
        url,
        drafts.revisions(tx, release.id),
        log.lines(tx, release.id),
    )


def _version(tx: Tx, ref: DraftRef, wanted: int | None) -> int:
    """Return the version a change is made to: the one If-Match named, for `*` the current one."""
    current = drafts.get(tx, ref).version
    return current if wanted is None else wanted


def _entry(tx: Tx, ref: DraftRef, entry_id: str) -> wire.EntryShown:
    for line in log.lines(tx, ref.release):
        if line.entry.id == entry_id:
            return wire.to_entry(line.entry, line)
    raise NotFound(what="entry in the log of this release")


def _entry_url(links: Links, ref: DraftRef, entry: str) -> str:
    return links.api(f"v1/newsrooms/{ref.newsroom}/releases/{ref.release}/entries/{entry}")


def _with_etag(shown: wire.ReleaseShown) -> ApiResponse:
    return ApiResponse(shown, 200, {"ETag": f'"{shown.version}"'})
