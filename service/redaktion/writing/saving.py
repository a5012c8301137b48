"""Saving from the writing page: by its buttons, and by the page itself while somebody writes."""

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.responses import JSONResponse, Response

from feeds import wording
from releases.desk import saving
from releases.desk.saving import DraftBasis, SaveResult
from releases.errors import InvalidDocument
from releases.model import DraftRef, Release
from releases.rules import merge
from releases.rules.validation import CheckedDocument
from releases.store import drafts
from releases.store.tx import Tx
from service import heavy_checks
from service.redaktion.error_messages import by_field
from service.redaktion.labels import FIELDS
from service.redaktion.rendering import HEADERS
from service.redaktion.request import Form, Visit
from service.redaktion.writing import directory_contacts, fields, form_page, pictures
from service.redaktion.writing.form_page import Sheet

_NEXT = {"preview": "forhandsgranska", "review": "granska"}
# Where the page goes on after something was added, instead of at its top.
_PLACES = {"contact": "kontakter", "picture": "bilder", "link": "lankar"}


async def show(visit: Visit) -> Response:
    """Show the writing page of a release."""
    release = await visit.read(drafts.get, visit.ref)
    return await form_page.page(visit, Sheet(form=fields.to_fields(release.draft), release=release))


async def save(visit: Visit) -> Response:
    """Save the draft; join it with what somebody else has saved meanwhile, or ask."""
    read = _read(visit.form)

    def f(tx: Tx, draft: CheckedDocument) -> SaveResult:
        return saving.keep(
            tx, visit.ref, draft, visit.actor, read, is_automatic=_is_asked_by_page(visit)
        )

    return await _save(visit, f)


async def create(visit: Visit) -> Response:
    """Save a draft for the first time; sent twice (a double click), it makes one release."""
    wanted = DraftRef(visit.newsroom, visit.form.get("key"))

    def f(tx: Tx, draft: CheckedDocument) -> SaveResult:
        return saving.begin(tx, wanted, draft, visit.actor, is_automatic=_is_asked_by_page(visit))

    return await _save(visit, f)


async def _save(visit: Visit, f: Callable[[Tx, CheckedDocument], SaveResult]) -> Response:
    form = visit.form
    try:
        form = await directory_contacts.add_ticked(visit, await pictures.add_upload(visit))
        kept = await visit.write(f, await _validate(visit, form))
    except InvalidDocument as refused:
        errors = by_field(visit, refused)
        if _is_asked_by_page(visit):
            return _json({"problems": errors}, 422)
        release = await _release(visit)
        return await form_page.page(
            visit, Sheet(form=form, release=release, read=_read(form), problems=errors)
        )
    if _is_asked_by_page(visit):
        return _json(_save_answer(visit, kept), 200 if kept.is_saved else 409)
    if not kept.is_saved:
        assert kept.merged is not None  # noqa: S101 - what is not saved clashed
        mine = fields.to_fields(kept.merged.document)
        return await form_page.page(
            visit, Sheet(form=mine, release=kept.release, merged=kept.merged)
        )
    return _onward(visit, kept.release, joined=bool(kept.merged and kept.merged.theirs))


async def _validate(visit: Visit, form: Form) -> CheckedDocument:
    """Return what was written, checked; what it yields to is taken as it is stored."""
    draft, yielding = fields.from_fields(form), _read(form).yielding
    release = await _release(visit) if yielding else None
    if release is not None:
        stored = {name: getattr(release.draft, name) for name in yielding}
        draft = msgspec.structs.replace(draft, **stored)
    return await heavy_checks.check(visit.services, draft)


async def _release(visit: Visit) -> Release | None:
    return await visit.read(drafts.get, visit.ref) if "release" in visit.path else None


def _read(form: Form) -> DraftBasis:
    return DraftBasis(
        form.number("version"),
        {name: form.get(f"was.{name}") for name in merge.FIELDS},
        tuple(name for name in merge.FIELDS if form.get(f"take.{name}") == "theirs"),
    )


def _save_answer(visit: Visit, kept: SaveResult) -> dict[str, Any]:
    """Tell the page what came of saving, and what to send next time."""
    release, merged = kept.release, kept.merged
    told: dict[str, Any] = {
        "url": visit.url("r", release.id),
        "at": wording.clock(release.changed_at, visit.language),
        "who": visit.called(release.changed_by),
        "own": release.changed_by == visit.actor.who,
    }
    if merged is None:
        return told | {"version": release.version, "was": merge.marks(release.draft)}
    labels = [visit.say(FIELDS[name]) for name in merged.clashing or merged.theirs]
    told["fields"] = labels
    # The page still shows the old text of those fields: its marks of them stay as they are, and
    # so does its version, so that its next save is joined and never covers them.
    marks = merge.marks(release.draft)
    kept_marks = {name: mark for name, mark in marks.items() if name not in merged.theirs}
    return told | ({} if merged.clashing else {"was": kept_marks})


def _onward(visit: Visit, release: Release, *, joined: bool = False) -> Response:
    at = wording.clock(release.changed_at, visit.language)
    said = (
        visit.say(
            "Sparat kl. {at}. Någon annan har också ändrat texten. Båda ändringarna är med.", at=at
        )
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
