"""What somebody typed outlives their session: it goes along through signing in, and comes back.

The fields travel in the pages themselves, hidden, so that nothing is stored for who is not known.
"""

from collections.abc import Iterable

import msgspec
from starlette.responses import Response

from releases.people import Session
from service.redaktion.visit import Form, Visit

FIELD = "kept"
# What a new session brings anew.
_OWN = ("csrf", FIELD)


class Kept(msgspec.Struct, frozen=True):
    """A form that was sent without a session: where to, and its fields."""

    path: str
    fields: tuple[tuple[str, str], ...]


def sealed(path: str, form: Form) -> Form:
    """Return a form whose one field holds another form; files cannot go along."""
    kept = Kept(path, tuple(pair for pair in form.fields if pair[0] not in _OWN))
    return Form(((FIELD, msgspec.json.encode(kept).decode()),))


def opened(form: Form) -> Kept | None:
    """Return the form that came along, None where there is none that leads to the desk."""
    try:
        kept = msgspec.json.decode(form.get(FIELD), type=Kept)
    except msgspec.DecodeError:
        return None
    return kept if kept.path.startswith("/redaktion/") and kept.path.isprintable() else None


def given_back(
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
