"""What must never be done by itself after signing in: it is asked about again, as it was chosen.

A form that publishes is not kept to be sent once more. The page that asked comes back instead.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import msgspec

from service.redaktion.request import Visit

_UNSENT = "unsent"
_VERSION = "version"


class RepeatedQuestion(msgspec.Struct, frozen=True):
    """A page that asks before something is done.

    `ask(visit)` is its path for a form that was sent to answer it, `fields` are those of the form
    that it shows as chosen, `place` is where on it one was, and `undone` says in Swedish that
    nothing has been done.
    """

    ask: Callable[[Visit], str]
    fields: tuple[str, ...]
    undone: str
    place: str = ""

    def address(self, visit: Visit) -> str:
        """Return where to ask again, with what was chosen."""
        chosen = [(name, value) for name, value in visit.form.fields if name in self.fields]
        version = visit.form.number(_VERSION)
        chosen += [(_VERSION, str(version))] if version else []
        place = f"#{self.place}" if self.place else ""
        return f"{self.ask(visit)}?{urlencode([*chosen, (_UNSENT, '1')])}{place}"

    def describe(self, visit: Visit, version: int = 0) -> str:
        """Return what the page says that asks again, "" where it asks for the first time.

        `version` is that of the text as it stands.
        """
        if visit.query.get(_UNSENT) != "1":
            return ""
        said = [visit.say(self.undone), visit.say("Du hade blivit utloggad.")]
        if version and visit.query.get(_VERSION) not in (None, str(version)):
            said.append(visit.say("Texten har ändrats sedan dess."))
        said.append(visit.say("Läs igenom och bekräfta igen."))
        return " ".join(said)
