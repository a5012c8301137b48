"""Saving from the writing page: by its buttons, and by the page itself while somebody writes."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

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
from service.redaktion.request import Form, Visit, remember
from service.redaktion.writing import directory_contacts, fields, form_page, pictures
from service.redaktion.writing.form_page import Sheet

# The most characters of words that pictures are looked for by.
SOUGHT_MOST = 200
_NEXT = {"preview": "forhandsgranska", "review": "granska"}
# Where the page goes on after something was added, instead of at its top.
_PLACES = {"contact": "kontakter", "picture": "bilder", "link": "lankar"}
# What a page sends that has a text the server never got: it is shown, and saved by nobody yet.
_RESTORE = "restore"


async def show(visit: Visit) -> Response:
    """Show the writing page of a release."""
    release = await visit.read(drafts.get, visit.ref)
    sought = visit.query.get("bilder", "")[:SOUGHT_MOST]
    form = fields.to_fields(release.draft)
    return await form_page.page(visit, Sheet(form=form, release=release, sought=sought))


async def save(visit: Visit) -> Response:
    """Save the draft; join it with what somebody else has saved meanwhile, or ask."""
    read = _read(visit.form)

    def f(tx: Tx, draft: CheckedDocument) -> SaveResult:
        return saving.keep(
            tx, visit.ref, draft, visit.actor, read, is_automatic=_is_automatic(visit)
        )

    return await _save(visit, f)


async def create(visit: Visit) -> Response:
    """Save a draft for the first time; sent twice (a double click), it makes one release."""
    wanted = DraftRef(visit.newsroom, visit.form.get("key"))

    def f(tx: Tx, draft: CheckedDocument) -> SaveResult:
        return saving.begin(tx, wanted, draft, visit.actor, is_automatic=_is_automatic(visit))

    return await _save(visit, f)


async def _save(visit: Visit, f: Callable[[Tx, CheckedDocument], SaveResult]) -> Response:
    form = visit.form
    if form.get("do") == _RESTORE:
        return await _restore(visit)
    try:
        form = await pictures.add_picked(visit, pictures.move(await pictures.add_upload(visit)))
        form = await directory_contacts.add_ticked(visit, form)
        draft = await _validate(visit, form)
        kept = await visit.write(f, draft)
    except InvalidDocument as refused:
        errors = by_field(visit, refused)
        if _is_asked_by_page(visit):
            return _json({"problems": errors}, 422)
        release = await _release(visit)
        return await form_page.page(
            visit, Sheet(form=form, release=release, read=_read(form), problems=errors)
        )
    if _is_asked_by_page(visit):
        return _answer_page(visit, kept, draft)
    if not kept.is_saved:
        assert kept.merged is not None  # noqa: S101 - what is not saved clashed
        mine = fields.to_fields(kept.merged.document)
        return await form_page.page(
            visit, Sheet(form=mine, release=kept.release, merged=kept.merged)
        )
    where, said = _onward(visit, kept)
    return visit.go(*where, said=said)


async def _restore(visit: Visit) -> Response:
    """Show what was typed as it was sent, with what its writer began from."""
    release = await _release(visit)
    read = _read(visit.form) if release else None
    sheet = Sheet(form=visit.form, release=release, read=read, is_restored=True)
    return await form_page.page(visit, sheet)


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


def _answer_page(visit: Visit, kept: SaveResult, draft: CheckedDocument) -> Response:
    """Answer a page that saves, with where its button leads if one was pressed."""
    told = _describe_save(visit, kept, draft)
    if not kept.is_saved:
        return _json(told, 409)
    if not visit.form.get("do"):
        return _json(told, 200)
    where, said = _onward(visit, kept)
    response = _json(told | {"next": visit.url(*where)}, 200)
    if said:
        remember(visit, response, said)
    return response


def _describe_save(visit: Visit, kept: SaveResult, draft: CheckedDocument) -> dict[str, Any]:
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
    changed = merged.clashing or (*merged.theirs, *merged.joined)
    told["fields"] = [visit.say(FIELDS[name]) for name in changed]
    told["other"] = visit.called(kept.other) if kept.other != visit.actor.who else ""
    # The page still shows its own text: that is what its next save has begun from. Its version
    # stays as it is, so that this save is joined, too, and never covers what others wrote.
    return told | ({} if merged.clashing else {"was": merge.marks(draft)})


def _onward(visit: Visit, kept: SaveResult) -> tuple[tuple[str, ...], str]:
    """Return where a button leads once the draft is saved, and what is said there."""
    release, merged, wish = kept.release, kept.merged, visit.form.get("do")
    if wish in _NEXT:
        return ("r", release.id, _NEXT[wish]), ""
    at = wording.clock(release.changed_at, visit.language)
    said = (
        visit.say(
            "Sparat kl. {at}. Någon annan har också ändrat texten. Båda ändringarna är med.", at=at
        )
        if merged and (merged.theirs or merged.joined)
        else visit.say("Sparat kl. {at}.", at=at)
    )
    place = f"#{_PLACES[wish]}" if wish in _PLACES else ""
    if wish.startswith("image-"):
        place = "#bilder"
    if wish == "pictures":
        place = f"?{urlencode({'bilder': visit.form.get('picture.q')})}#bilder"
    return ("r", f"{release.id}{place}"), said


def _is_automatic(visit: Visit) -> bool:
    """Tell whether the page saves by itself, with none of its buttons pressed."""
    return _is_asked_by_page(visit) and not visit.form.get("do")


def _is_asked_by_page(visit: Visit) -> bool:
    return "application/json" in visit.request.headers.get("accept", "")


def _json(value: dict[str, Any], status: int) -> Response:
    return JSONResponse(value, status, HEADERS)
