"""What somebody typed outlives their session: it goes along through signing in, and comes back.

The fields travel in the pages themselves, hidden, so that nothing is stored for who is not known.
They are packed there: spelled out as HTML a text of quotation marks would be five times as long.
"""

import base64
import binascii
from collections.abc import Iterable

import msgspec
from starlette.responses import Response

from releases.rules.roles import Session
from service.redaktion.request import Form, Visit

FIELD = "kept"
# What a new session brings anew.
_OWN = ("csrf", FIELD)


class PreservedForm(msgspec.Struct, frozen=True):
    """A form that was sent without a session: where to, and its fields."""

    path: str
    fields: tuple[tuple[str, str], ...]


def seal_form(path: str, form: Form) -> Form:
    """Return a form whose one field holds another form; files cannot go along."""
    kept = PreservedForm(path, tuple(pair for pair in form.fields if pair[0] not in _OWN))
    return Form(((FIELD, base64.urlsafe_b64encode(msgspec.msgpack.encode(kept)).decode()),))


def unseal_form(form: Form) -> PreservedForm | None:
    """Return the form that came along, None where there is none that leads to the desk."""
    try:
        packed = base64.b64decode(form.get(FIELD), b"-_", validate=True)
        kept = msgspec.msgpack.decode(packed, type=PreservedForm)
    except (binascii.Error, ValueError, msgspec.DecodeError):
        return None
    return kept if kept.path.startswith("/redaktion/") and kept.path.isprintable() else None


def offer_form(
    visit: Visit,
    session: Session,
    path: str,
    fields: Iterable[tuple[str, str]],
    status: int = 200,
    why: str = "session",
) -> Response:
    """Return the page that has the fields again, with one button that sends them.

    `why` is what stopped them: the "session" had ended, or the "store" took nothing.
    """
    own = msgspec.structs.replace(visit, session=session)
    kept = [pair for pair in fields if pair[0] not in _OWN]
    return own.page("kept.html", status, path=path, fields=kept, why=why)
