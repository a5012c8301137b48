"""Förkasta ändringarna: the draft goes back to what was last approved, after one question."""

import asyncio

import msgspec
from starlette.responses import Response

from releases.desk import draft_versions
from releases.desk.draft_versions import Approved
from releases.errors import VersionConflict
from releases.model import Release
from releases.rules import draft_diff
from releases.store import desklist, drafts
from releases.store.desklist import DeskState
from releases.store.tx import Tx
from service.redaktion.labels import FIELDS
from service.redaktion.request import Visit


class RevertQuestion(msgspec.Struct, frozen=True):
    """The draft, and what it would go back to."""

    release: Release
    state: DeskState
    approved: Approved


async def ask(visit: Visit) -> Response:
    """Show what would be discarded, and ask."""
    return await _page(visit)


async def revert(visit: Visit) -> Response:
    """Discard the changes that were shown; where there are others since, ask again."""
    version = visit.form.number("version")
    try:
        after = await visit.write(draft_versions.revert, visit.ref, visit.actor, version)
    except VersionConflict:
        return await _page(visit, changed=True)
    said = visit.say("Ändringarna är förkastade. De finns kvar bland versionerna.")
    return visit.go("r", after.id, said=said)


async def _page(visit: Visit, *, changed: bool = False) -> Response:
    found = await visit.read(_question, visit)
    changes = await asyncio.to_thread(draft_diff.changes, found.approved.text, found.release.draft)
    return visit.page(
        "revert.html",
        409 if changed else 200,
        found=found,
        changed=changed,
        changes=changes,
        fields=FIELDS,
    )


def _question(tx: Tx, visit: Visit) -> RevertQuestion:
    release = drafts.get(tx, visit.ref)
    return RevertQuestion(
        release,
        desklist.state_of(tx, release, tx.now),
        draft_versions.find_revertible(tx, release),
    )
