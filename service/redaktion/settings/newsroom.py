"""What a newsroom says of itself, its logo, and how it works."""

from io import BytesIO

import msgspec
from starlette.responses import Response

from feeds.links import file_name
from releases.desk import newsroom_settings
from releases.desk.media import Words
from releases.errors import FieldError, InvalidDocument
from releases.model import Newsroom
from releases.rules import four_eyes
from releases.rules.fault_collector import Faults
from releases.rules.roles import Actor, Role
from releases.store import newsrooms, people, settings
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.text.places import COUNTIES, place_name
from service.media.uploads import Keeping, store_upload
from service.redaktion.error_messages import by_field, describe
from service.redaktion.request import Form, Upload, Visit

# The colour that embeds have of themselves, and that the form shows until another is picked.
_OURS = "#005a68"
_TEXTS = ("name", "language", "county", "site", "logo_alt")
# The first bytes of what is an attachment and no picture.
_PDF = b"%PDF"


async def show(visit: Visit) -> Response:
    """Show the form."""
    room, choices = await visit.read(_read, visit.newsroom)
    return await _page(visit, room, room, choices)


async def save(visit: Visit) -> Response:
    """Store the form, or show it again with what is wrong."""
    before, chosen = await visit.read(_read, visit.newsroom)
    room, choices = _read_form(visit, before, chosen)
    upload = visit.form.file("logo")
    if "remove_logo" in visit.form:
        room = msgspec.structs.replace(room, logo="")
    try:
        if upload is not None:
            room = msgspec.structs.replace(room, logo=await _logo(visit, upload))
        await visit.write(_write, room, choices, visit.actor)
    except InvalidDocument as refused:
        return await _page(visit, before, room, choices, by_field(visit, refused))
    except FieldError as error:
        return await _page(visit, before, room, choices, {"logo": describe(visit, error)})
    return visit.go("installningar", said=visit.say("Sparat."))


async def _page(
    visit: Visit,
    before: Newsroom,
    room: Newsroom,
    choices: RoomSettings,
    problems: dict[str, str] | None = None,
) -> Response:
    """Show the form as typed; `before` is what is stored, and what readers see of it."""
    members = await visit.read(people.members, visit.newsroom)
    return visit.page(
        "settings_newsroom.html",
        422 if problems else 200,
        room=room,
        choices=choices,
        accent=choices.accent or _OURS,
        logo=visit.services.links.logo(before),
        new_logo=room.logo not in ("", before.logo),
        counties=[("", visit.say("Inget län")), *_counties(before.county)],
        problems=problems or {},
        approvers=[person.name for person in four_eyes.list_active(members, Role.EDITOR)],
        hindrance=four_eyes.find_hindrance(members),
    )


def _counties(own: str) -> list[tuple[str, str]]:
    """Return the counties with their names; a code that is none of them stays, if it is stored."""
    return [(code, place_name(code)) for code in dict.fromkeys((*COUNTIES, own)) if code]


def _read_form(
    visit: Visit, before: Newsroom, chosen: RoomSettings
) -> tuple[Newsroom, RoomSettings]:
    form = visit.form
    texts = {name: form.get(name).strip() for name in _TEXTS}
    # A file can be chosen again only by hand: what was received goes along with the form.
    logo = form.get("kept_logo", before.logo)
    room = msgspec.structs.replace(before, about=form.get("about"), logo=logo, **texts)
    choices = RoomSettings(
        newsroom=visit.newsroom,
        accent=_accent(form, chosen),
        four_eyes="four_eyes" in form,
        feedback="feedback" in form,
        guidance=form.get("guidance"),
        keep_days=form.number("keep_days"),
    )
    return room, choices


def _accent(form: Form, chosen: RoomSettings) -> str:
    """Return the colour if it is wanted: the box is ticked, or another one than shown is picked."""
    picked = form.get("accent").strip()
    another = picked.lower() not in ("", chosen.accent or _OURS)
    return picked if another or "own_accent" in form else ""


async def _logo(visit: Visit, upload: Upload) -> str:
    """Keep a logo among the newsroom's pictures and return its name; raises `FieldError`."""
    if upload.data.startswith(_PDF):
        raise FieldError("logo", "logo_is_no_picture")
    words = Words(alt=visit.say("Logotyp"), title=visit.say("Logotyp"))
    logo = BytesIO(upload.data)
    return file_name(
        await store_upload(
            visit.services.store,
            visit.services.media,
            visit.services.image_pool,
            visit.newsroom,
            logo,
            words,
            visit.actor,
            Keeping(visit.services.settings.original_most, is_logo=True),
        )
    )


def _read(tx: Tx, slug: str) -> tuple[Newsroom, RoomSettings]:
    return newsrooms.get(tx, slug), settings.get(tx, slug)


def _write(tx: Tx, room: Newsroom, choices: RoomSettings, actor: Actor) -> None:
    """Store both or neither, naming the faults of both at once."""
    faults = Faults()
    faults.check(lambda: newsroom_settings.set_newsroom(tx, room, actor), None)
    faults.check(lambda: newsroom_settings.change(tx, choices, actor), None)
    faults.end()
