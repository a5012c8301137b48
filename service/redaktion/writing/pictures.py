"""Pictures and attachments sent with the writing page, and how the desk looks at any file."""

from collections.abc import Iterable
from io import BytesIO

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
