"""The library of a newsroom's pictures: found by words, looked at, described anew, replaced."""

from io import BytesIO
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from feeds import wording
from feeds.picture import thumbnail
from releases.desk.media import Words
from releases.errors import FieldError, InvalidDocument, NotFound
from releases.model import Media
from releases.rules.roles import Role
from releases.store import media as media_store
from releases.store import picture_library
from releases.store.picture_library import PicturePage, PictureUse
from releases.store.tx import Tx
from service.media import uploads
from service.public import cursors
from service.redaktion.error_messages import by_field
from service.redaktion.preview_responses import ShownLinks
from service.redaktion.request import Form, Visit
from service.redaktion.writing.saving import SOUGHT_MOST

LISTED = 24
_WORDS = ("alt", "caption", "credit", "creator", "copyright_notice", "usage_terms")


class ShownPicture(msgspec.Struct, frozen=True):
    """A picture of the newsroom, what stands in its place if anything, and who uses it."""

    stored: Media
    successor: str | None
    uses: tuple[PictureUse, ...]


async def listed(visit: Visit) -> Response:
    """Show the newsroom's pictures, newest first."""
    asked = visit.query.get("q", "").strip()[:SOUGHT_MOST]
    before = cursors.parse_cursor(visit.query.get("before", ""))

    def f(tx: Tx) -> tuple[PicturePage, frozenset[str]]:
        page = picture_library.search(tx, visit.newsroom, asked, LISTED, before)
        return page, picture_library.used(tx, (each.id for each in page.pictures))

    page, used = await visit.read(f)
    chosen = {"q": asked} if asked else {}
    older = None
    if page.older:
        older = urlencode({**chosen, "before": cursors.format_cursor(*page.older)})
    return visit.page(
        "library.html",
        pictures=page.pictures,
        used=used,
        asked=asked,
        older=older,
        first=urlencode(chosen) if before else None,
        shown_links=_links(visit),
        thumbnail=thumbnail,
    )


async def show(visit: Visit) -> Response:
    """Show a picture: what is said of it, where it is used, and what can be done about it."""
    return await _page(visit, {})


async def change(visit: Visit) -> Response:
    """Keep other words of a picture, or another picture in its place."""
    form = visit.form
    shown = await visit.read(_find, visit)
    if shown.successor:
        return visit.go("bilder", shown.successor)
    words = msgspec.structs.replace(
        Words(focus=shown.stored.focus), **{name: form.get(name) for name in _WORDS}
    )
    file = form.file("file")
    try:
        if form.get("do") != "replace":
            made = await _change_words(visit, shown.stored, words)
        elif file is None:
            raise FieldError("file", "file_needed")  # noqa: TRY301 - told beside its field
        else:
            made = await _replace(visit, shown.stored, file.data, form)
    except InvalidDocument as refused:
        return await _page(visit, by_field(visit, refused), form)
    except FieldError as refused:
        return await _page(visit, by_field(visit, InvalidDocument([refused])), form)
    drafts = sum(use.is_draft for use in shown.uses)
    told = visit.say("Sparat. Bilden är utbytt i {count} texter.", count=drafts)
    return visit.go("bilder", made.id, said=told if drafts else visit.say("Sparat."))


async def _change_words(visit: Visit, stored: Media, words: Words) -> Media:
    services = visit.services
    return await uploads.change_words(
        services.store, services.media, services.image_pool, stored, words, visit.actor
    )


async def _replace(visit: Visit, stored: Media, body: bytes, form: Form) -> Media:
    services = visit.services
    words = Words(alt=form.get("alt"), caption=form.get("caption"), credit=form.get("credit"))
    keeping = uploads.Keeping(services.settings.original_most, replaces=stored.id)
    return await uploads.store_upload(
        services.store,
        services.media,
        services.image_pool,
        visit.newsroom,
        BytesIO(body),
        words,
        visit.actor,
        keeping,
    )


async def _page(visit: Visit, problems: dict[str, str], form: Form | None = None) -> Response:
    shown = await visit.read(_find, visit)
    is_replacing = form is not None and form.get("do") == "replace"
    kept = {name: getattr(shown.stored, name) for name in _WORDS}
    typed = {name: form.get(name) for name in _WORDS} if form else kept
    return visit.page(
        "picture.html",
        422 if problems else 200,
        shown=shown,
        words=kept if is_replacing else typed,
        replacing=typed if is_replacing else {},
        problems={} if is_replacing else problems,
        replace_problems=problems if is_replacing else {},
        shown_links=_links(visit),
        size_of=wording.picture_kind,
        can_correct=visit.role in (Role.EDITOR, Role.ADMIN),
    )


def _find(tx: Tx, visit: Visit) -> ShownPicture:
    name = visit.path["media"]
    stored = media_store.by_id(tx, (name,)).get(name)
    if stored is None or stored.newsroom != visit.newsroom or not stored.is_picture:
        raise NotFound(what="picture")
    return ShownPicture(
        stored,
        picture_library.successor(tx, name),
        picture_library.uses(tx, visit.newsroom, name, tx.now),
    )


def _links(visit: Visit) -> ShownLinks:
    return ShownLinks(visit.services.links.base, visit.url("media"))
