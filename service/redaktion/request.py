"""One request to the desk: who comes, in which newsroom, with which role."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import quote, unquote

import msgspec
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from feeds.links import Links
from releases.model import DraftRef
from releases.rules.roles import Actor, Person, Role, Session
from releases.store.tx import Tx
from service.media.uploads import MEGA
from service.pages import csp, jinja
from service.pages.static_files import static_url
from service.redaktion import former_names, rendering
from service.redaktion.login import cookies
from service.redaktion.rendering import (
    HEADERS,
    MESSAGE_MOST,
    translator,
)
from service.wiring import Services


def page(visit: "Visit", template: str, status: int, values: Mapping[str, Any]) -> Response:
    """Return a desk page; never stored, never framed, no script or style of others."""
    session, language = visit.session, visit.language
    links: Links = visit.services.links
    said = unquote(cookies.read(visit.request, visit.services.settings, cookies.MESSAGE))
    body = jinja.render(
        f"redaktion/{template}",
        links,
        _=translator(language),
        language=language,
        visit=visit,
        session=session,
        csrf=session.csrf if session else "",
        menu_of=_menu_of(visit),
        static=lambda name: static_url(links, name),
        now=visit.services.clock.now(),
        said=said[:MESSAGE_MOST],
        PICTURE_MB=visit.services.settings.original_most // MEGA,
        **values,
    )
    headers = HEADERS | csp.as_text(csp.desk(links))
    response = Response(body, status, headers, "text/html; charset=utf-8")
    if said:
        cookies.drop(response, visit.services.settings, cookies.MESSAGE)
    if visit.role and visit.newsroom != _remembered_newsroom(visit):
        cookies.write(response, visit.services.settings, cookies.ROOM, visit.newsroom)
    return response


def _menu_of(visit: "Visit") -> str:
    """Return the newsroom whose menu a page has: its own, else the last one visited, or the one.

    Empty for those who have none, or can go nowhere yet.
    """
    session = visit.session
    if session is None or session.person.must_choose:
        return ""
    if visit.role:
        return visit.newsroom
    last, mine = _remembered_newsroom(visit), session.memberships
    if session.role_in(last):
        return last
    return mine[0].newsroom if len(mine) == 1 else ""


def _remembered_newsroom(visit: "Visit") -> str:
    return cookies.read(visit.request, visit.services.settings, cookies.ROOM)


def remember(visit: "Visit", response: Response, said: str) -> None:
    """Keep a message for the next page the browser shows."""
    cookies.write(response, visit.services.settings, cookies.MESSAGE, quote(said[:MESSAGE_MOST]))


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
    services: Services
    session: Session | None
    newsroom: str = ""
    role: Role | None = None
    form: Form = Form()
    names: Mapping[str, str] = {}

    @property
    def actor(self) -> Actor:
        """Who does what this visit asks for."""
        return self.person.actor

    @property
    def ref(self) -> DraftRef:
        """The draft that the path names."""
        return DraftRef(self.newsroom, self.path["release"])

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

    @property
    def language(self) -> str:
        """The language in which the desk speaks to the visitor."""
        return self.session.person.language if self.session else "sv"

    def say(self, text: str, **values: object) -> str:
        """Return a Swedish text of the desk in the language of the visitor."""
        return rendering.translator(self.language)(text, **values)

    @property
    def path(self) -> dict[str, str]:
        return self.request.path_params

    @property
    def query(self) -> QueryParams:
        """The parameters of the address, by today's names."""
        return QueryParams(list(former_names.translate(self.request.query_params.multi_items())))

    async def read(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` on one snapshot."""
        return await self.services.store.read(f, *args, **kwargs)

    async def write(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` as one transaction."""
        return await self.services.store.write(f, *args, **kwargs)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page of `service/templates/redaktion`."""
        return page(self, template, status, values)

    def url(self, *parts: str) -> str:
        """Return a path of the desk, below this visit's newsroom where there is one."""
        return "/".join(("/redaktion", *([self.newsroom] if self.newsroom else []), *parts))

    def go(self, *parts: str, said: str = "") -> Response:
        """Return a redirect to a path of the desk; `said` is a message the next page shows."""
        return self.go_to(self.url(*parts), said=said)

    def go_to(self, address: str, *, said: str = "") -> Response:
        """Return a redirect to an address of the desk, with a message for the page there."""
        response = RedirectResponse(address, SEE_OTHER)
        if said:
            remember(self, response, said)
        return response
