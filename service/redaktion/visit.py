"""One request to the desk: who comes, in which newsroom, with which role."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from releases.people import Person, Role, Session
from releases.store.tx import Tx
from service.redaktion import rendering
from service.wiring import House

P = ParamSpec("P")
T = TypeVar("T")

SEE_OTHER = 303
# More digits than any number of the desk has, and few enough to count with.
_NUMBER = re.compile(r"[0-9]{1,9}")


class Upload(msgspec.Struct, frozen=True):
    """A file sent with a form."""

    name: str
    type: str
    data: bytes


class Form(msgspec.Struct, frozen=True):
    """The fields of a submitted form as text; a field sent several times keeps every value."""

    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, Upload], ...] = ()

    def get(self, name: str, otherwise: str = "") -> str:
        return next((value for key, value in self.fields if key == name), otherwise)

    def number(self, name: str) -> int:
        """Return a whole number that is typed, 0 for anything else and beyond nine digits."""
        typed = self.get(name).strip()
        return int(typed) if _NUMBER.fullmatch(typed) else 0

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.fields if key == name)

    def file(self, name: str) -> Upload | None:
        return next((file for key, file in self.files if key == name and file.data), None)

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self.fields)


class Visit(msgspec.Struct, frozen=True):
    """What a desk handler works with.

    `session` is None before signing in; `newsroom` and `role` are set where the path names a
    newsroom, and the door has checked that the role is enough. `names` are those of the newsroom's
    people, by what their deeds stand under.
    """

    request: Request
    house: House
    session: Session | None
    newsroom: str = ""
    role: Role | None = None
    form: Form = Form()
    names: Mapping[str, str] = {}

    @property
    def who(self) -> str:
        """The name under which deeds of this visit stand in log and audit."""
        return self.person.who

    @property
    def person(self) -> Person:
        """Who comes; the door has let nobody else in."""
        assert self.session is not None  # noqa: S101 - the door lets nobody else in here
        return self.session.person

    @property
    def session_id(self) -> str:
        """The id of the session, empty without one."""
        return self.session.id if self.session else ""

    @property
    def address(self) -> str:
        """The network address the request comes from, empty where there is none."""
        return self.request.client.host if self.request.client else ""

    def called(self, who: str) -> str:
        """Return the name of somebody who works here; others are called what their deeds say."""
        return self.names.get(who, who)

    def say(self, text: str, **values: object) -> str:
        """Return a Swedish text of the desk in the language of the visitor."""
        language = self.session.person.language if self.session else "sv"
        return rendering.translator(language)(text, **values)

    @property
    def path(self) -> dict[str, str]:
        return self.request.path_params

    async def read(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` on one snapshot."""
        return await self.house.store.read(f, *args, **kwargs)

    async def write(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` as one transaction."""
        return await self.house.store.write(f, *args, **kwargs)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page of `service/templates/redaktion`."""
        return rendering.page(self, template, status, values)

    def url(self, *parts: str) -> str:
        """Return a path of the desk, below this visit's newsroom where there is one."""
        return "/".join(("/redaktion", *([self.newsroom] if self.newsroom else []), *parts))

    def go(self, *parts: str, said: str = "") -> Response:
        """Return a redirect to a path of the desk; `said` is a message the next page shows."""
        response = RedirectResponse(self.url(*parts), SEE_OTHER)
        if said:
            rendering.remember(self, response, said)
        return response
