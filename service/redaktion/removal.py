"""One question before something ends: it names what does.

The first form gets the question, which sends the same form again with a confirmation.
"""

import msgspec
from starlette.responses import Response

from service.redaktion.request import Visit

_CONFIRM = "confirm"


class Removal(msgspec.Struct, frozen=True):
    """What is asked, what it is about, what ends with it, and what the button says.

    `way_back` are the parts of the address of the page that somebody returns to.
    """

    question: str
    name: str
    ends: tuple[str, ...]
    button: str
    way_back: tuple[str, ...]


def is_confirmed(visit: Visit) -> bool:
    """Tell whether the question has been answered."""
    return visit.form.get(_CONFIRM) == "1"


def ask(visit: Visit, removal: Removal) -> Response:
    """Return the question, whose form is the one that was sent, with a confirmation."""
    own = ("csrf", _CONFIRM)
    sent = [pair for pair in visit.form.fields if pair[0] not in own]
    return visit.page("removal.html", removal=removal, sent=sent, confirm=_CONFIRM)
