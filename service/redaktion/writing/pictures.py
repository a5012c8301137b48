"""Pictures and attachments sent with the writing page, and how the desk looks at any file."""

import re
from collections.abc import Iterable
from io import BytesIO

import msgspec
from starlette.responses import Response

from releases.desk.media import Words
from releases.errors import FieldError, InvalidDocument, NotFound
from releases.model import Media
from releases.store import media as media_store
from releases.store.tx import Tx
from service.media import uploads
from service.public import media as public_media
from service.redaktion.request import Form, Visit
from service.redaktion.writing import fields, focal_points

PICKED_MOST = 40
_MOVE = re.compile(r"image-(up|down)-(\d{1,3})")


async def add_upload(visit: Visit) -> Form:
    """Keep the file that came with the form, if any, and return the form with a row for it.

    Raises `InvalidDocument` naming fields of `picture`.
    """
    form = visit.form
    file = form.file("picture")
    if file is None:
        return form
    words = Words(
        title=form.get("picture.title").strip() or file.name.rpartition(".")[0],
        alt=form.get("picture.alt"),
        caption=form.get("picture.caption"),
        credit=form.get("picture.credit"),
    )
    try:
        stored = await uploads.store_upload(
            visit.services.store,
            visit.services.media,
            visit.services.image_pool,
            visit.newsroom,
            BytesIO(file.data),
            words,
            visit.actor,
            uploads.Keeping(visit.services.settings.original_most),
        )
    except InvalidDocument as refused:
        faults = [fault.rename(f"picture.{fault.field}") for fault in refused.errors]
        raise InvalidDocument(faults) from None
    except FieldError as error:
        raise InvalidDocument([error.rename("picture.file")]) from None
    return fields.with_fields(form, *_row(stored))


async def add_picked(visit: Visit, form: Form) -> Form:
    """Return the form with a row for each picture of the library ticked that it has none of yet."""
    there = set(form.all("image.media"))
    wanted = [name for name in form.all("picture.pick") if name not in there][:PICKED_MOST]
    if not wanted:
        return form
    found = await visit.read(media_store.by_id, wanted)
    added = (
        pair
        for name in wanted
        if name in found and found[name].newsroom == visit.newsroom and found[name].is_picture
        for pair in _row(found[name])
    )
    left = tuple(pair for pair in form.fields if pair[0] != "picture.pick")
    return fields.with_fields(msgspec.structs.replace(form, fields=left), *added)


def move(form: Form) -> Form:
    """Return the form with one picture before or after its neighbour, where a button says so."""
    asked = _MOVE.fullmatch(form.get("do"))
    if asked is None:
        return form
    here = int(asked[2])
    return fields.swap_rows(form, fields.IMAGE, here, here + (-1 if asked[1] == "up" else 1))


async def file(visit: Visit) -> Response:
    """Show a file of the newsroom to who works there, whether it is public or not."""
    stored = await visit.read(_find, visit.newsroom, public_media.id_of(visit.path["file"]))
    # The bytes of an id never change, but who may see them does.
    headers = {"Cache-Control": "private, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return public_media.serve_file(visit.services, stored, visit.path["file"], headers)


def _row(stored: Media) -> Iterable[tuple[str, str]]:
    if not stored.is_picture:
        return zip(fields.ATTACHMENT, (stored.id, stored.title), strict=True)
    words = (stored.id, stored.alt, stored.caption, stored.credit)
    return zip(fields.IMAGE, (*words, *focal_points.percent(None)), strict=True)


def _find(tx: Tx, newsroom: str, media: str) -> Media:
    found = media_store.by_id(tx, (media,)).get(media)
    if found is None or found.newsroom != newsroom:
        raise NotFound(what="picture or attachment")
    return found
