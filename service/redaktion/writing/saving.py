"""Saving from the writing page: by its buttons, and by the page itself while somebody writes."""

from collections.abc import Callable
from typing import Any

from starlette.responses import JSONResponse, Response

from feeds import wording
from releases import merging, writing
from releases.errors import InvalidDocument
from releases.model import Document, Release
from releases.store import drafts
from releases.store.tx import Tx
from releases.writing import Kept, Read
from service.redaktion.publishing.words import FIELDS
from service.redaktion.rendering import HEADERS
from service.redaktion.visit import Form, Visit
from service.redaktion.writing import fields, picking, pictures, sheet, wrong
from service.redaktion.writing.sheet import Sheet

_NEXT = {"forhandsgranska": "forhandsgranska", "granska": "granska"}
# Where the page goes on after something was added, instead of at its top.
_PLACES = {"kontakt": "kontakter", "bild": "bilder", "lank": "lankar"}


async def show(visit: Visit) -> Response:
    """Show the writing page of a release."""
    release = await visit.read(drafts.get, visit.newsroom, visit.path["release"])
    return await sheet.page(visit, Sheet(form=fields.shown(release.draft), release=release))


async def save(visit: Visit) -> Response:
    """Save the draft; join it with what somebody else has saved meanwhile, or ask."""
    read = _read(visit.form)

    def f(tx: Tx, draft: Document) -> Kept:
        return writing.keep(tx, visit.newsroom, visit.path["release"], draft, visit.who, read)

    return await _kept(visit, f)


async def create(visit: Visit) -> Response:
    """Save a draft for the first time; sent twice (a double click), it makes one release."""
    wanted = visit.form.get("key")

    def f(tx: Tx, draft: Document) -> Kept:
        return writing.begin(tx, visit.newsroom, wanted, draft, visit.who)

    return await _kept(visit, f)


async def _kept(visit: Visit, f: Callable[[Tx, Document], Kept]) -> Response:
    form = visit.form
    try:
        form = await picking.picked(visit, await pictures.taken(visit))
        kept = await visit.write(f, fields.read(form))
    except InvalidDocument as refused:
        found = wrong.problems(refused, visit.say)
        if _is_asked_by_page(visit):
            return _json({"problems": found}, 422)
        release = await _release(visit)
        return await sheet.page(
            visit, Sheet(form=form, release=release, read=_read(form), problems=found)
        )
    if _is_asked_by_page(visit):
        return _json(_saved(visit, kept), 200 if kept.is_saved else 409)
    if not kept.is_saved:
        assert kept.merged is not None  # noqa: S101 - what is not saved clashed
        mine = fields.shown(kept.merged.document)
        return await sheet.page(visit, Sheet(form=mine, release=kept.release, merged=kept.merged))
    return _onward(visit, kept.release, joined=bool(kept.merged and kept.merged.theirs))


async def _release(visit: Visit) -> Release | None:
    wanted = visit.path.get("release")
    return await visit.read(drafts.get, visit.newsroom, wanted) if wanted else None


def _read(form: Form) -> Read:
    return Read(
        form.number("version"),
        {name: form.get(f"was.{name}") for name in merging.FIELDS},
        tuple(name for name in merging.FIELDS if form.get(f"take.{name}") == "theirs"),
    )


def _saved(visit: Visit, kept: Kept) -> dict[str, Any]:
    """Tell the page what came of saving, and what to send next time."""
    release, merged = kept.release, kept.merged
    told: dict[str, Any] = {
        "url": visit.url("r", release.id),
        "at": wording.clock(release.changed_at),
        "who": visit.called(release.changed_by),
        "own": release.changed_by == visit.who,
    }
    if merged is None:
        return told | {"version": release.version, "was": merging.marks(release.draft)}
    labels = [visit.say(FIELDS[name]) for name in merged.clashing or merged.theirs]
    told["fields"] = labels
    # The page still shows the old text of those fields: its marks of them stay as they are, and
    # so does its version, so that its next save is joined and never covers them.
    marks = merging.marks(release.draft)
    kept_marks = {name: mark for name, mark in marks.items() if name not in merged.theirs}
    return told | ({} if merged.clashing else {"was": kept_marks})


def _onward(visit: Visit, release: Release, *, joined: bool = False) -> Response:
    at = wording.clock(release.changed_at)
    said = (
        visit.say("Sparat kl. {at}. Någon annan har också ändrat; båda ändringarna är med.", at=at)
        if joined
        else visit.say("Sparat kl. {at}.", at=at)
    )
    wish = visit.form.get("do")
    if wish in _NEXT:
        return visit.go("r", release.id, _NEXT[wish])
    place = f"#{_PLACES[wish]}" if wish in _PLACES else ""
    return visit.go("r", f"{release.id}{place}", said=said)


def _is_asked_by_page(visit: Visit) -> bool:
    return "application/json" in visit.request.headers.get("accept", "")


def _json(value: dict[str, Any], status: int) -> Response:
    return JSONResponse(value, status, HEADERS)
