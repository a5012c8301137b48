"""Where journalists reach the newsroom, in the order its page shows them: one form of all rows."""

from enum import StrEnum

from starlette.responses import Response

from releases.desk import newsroom_settings
from releases.errors import InvalidDocument
from releases.model import PressContact
from releases.rules.validation import PRESS_CONTACTS
from releases.store import newsrooms
from service.redaktion.error_messages import by_field
from service.redaktion.request import Form, Visit

PARTS = ("name", "phone", "email", "hours")
_EMPTY = PressContact("")


class RowChange(StrEnum):
    """What a button does with its row, beside saving all that is typed: `raise-2`."""

    RAISE = "raise"
    REMOVE = "remove"


async def show(visit: Visit) -> Response:
    """Show the rows, and an empty one for the next."""
    room = await visit.read(newsrooms.get, visit.newsroom)
    return _page(visit, room.press_contacts)


async def save(visit: Visit) -> Response:
    """Store all rows as typed, after the move or removal asked for; or say what is wrong."""
    rows = _ordered(_read_rows(visit.form), visit.form.get("do"))
    typed = tuple(row for row in rows if row != _EMPTY)
    try:
        await visit.write(newsroom_settings.set_press_contacts, visit.newsroom, typed, visit.actor)
    except InvalidDocument as refused:
        return _page(visit, typed, by_field(visit, refused))
    return visit.go("installningar", "presskontakter", said=visit.say("Sparat."))


def _read_rows(form: Form) -> list[PressContact]:
    columns = (form.all(part) for part in PARTS)
    return [PressContact(*(text.strip() for text in row)) for row in zip(*columns, strict=False)]


def _ordered(rows: list[PressContact], wanted: str) -> list[PressContact]:
    change, _, at = wanted.partition("-")
    row = int(at) if at in map(str, range(len(rows))) else -1
    if row < 0:
        return rows
    if change == RowChange.REMOVE:
        return rows[:row] + rows[row + 1 :]
    if change == RowChange.RAISE and row:
        return [*rows[: row - 1], rows[row], rows[row - 1], *rows[row + 1 :]]
    return rows


def _page(
    visit: Visit, rows: tuple[PressContact, ...], problems: dict[str, str] | None = None
) -> Response:
    return visit.page(
        "settings_press_contacts.html",
        422 if problems else 200,
        rows=rows if len(rows) >= PRESS_CONTACTS else (*rows, _EMPTY),
        stored=len(rows),
        problems=problems or {},
    )
