"""Radera utkastet: a draft of which nothing was ever approved is removed, after one question."""

from starlette.responses import Response

from releases.desk import drafts as desk_drafts
from releases.errors import VersionConflict
from releases.model import Release
from releases.store import drafts, log
from releases.store.tx import Tx
from service.redaktion.request import Visit


async def ask(visit: Visit) -> Response:
    """Ask whether the draft is to be thrown away."""
    return await _page(visit)


async def discard(visit: Visit) -> Response:
    """Throw the draft away that was shown; one that has changed since is asked about again."""
    version = visit.form.number("version")
    try:
        await visit.write(desk_drafts.discard, visit.ref, visit.actor, version)
    except VersionConflict:
        return await _page(visit, changed=True)
    return visit.go("", said=visit.say("Utkastet är raderat."))


async def _page(visit: Visit, *, changed: bool = False) -> Response:
    def f(tx: Tx) -> Release:
        release = drafts.get(tx, visit.ref)
        desk_drafts.check_discard(release, log.lines(tx, release.id), release.version)
        return release

    release = await visit.read(f)
    return visit.page("discard.html", 409 if changed else 200, release=release, changed=changed)
