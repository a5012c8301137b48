"""Doors: who may enter which page of the desk, and the checks made before any handler runs.

A route of the desk is a row with a need. Signing in, role, newsroom, origin and form token are
checked here and nowhere else, so that a page cannot forget them.
"""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from urllib.parse import quote, urlsplit

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from releases.errors import Refusal, StoreRefused
from releases.rules.roles import Role, Session
from releases.store import people
from releases.store.tx import Tx
from service import wiring
from service.problems import of_refusal
from service.redaktion import form_parsing
from service.redaktion.error_messages import describe
from service.redaktion.form_parsing import NotTaken
from service.redaktion.login import cookies, new_password, preserved_form, return_path, sign_in
from service.redaktion.login.repeated_question import RepeatedQuestion
from service.redaktion.request import SEE_OTHER, Form, Visit

Handler = Callable[[Visit], Awaitable[Response]]

log = structlog.get_logger()

SAFE = ("GET", "HEAD")


class Permission(StrEnum):
    """What it takes to enter: nothing, a session, or a role in the newsroom of the path."""

    NOBODY = "nobody"
    SESSION = "session"
    AUTHOR = "author"
    EDITOR = "editor"
    ADMIN = "admin"


class DeskRoute(msgspec.Struct, frozen=True):
    """A page of the desk: its path below /redaktion, a handler a method, and the need of each.

    With `keeps`, what is typed there outlives the session
    (`service.redaktion.login.preserved_form`); what may only be done once somebody has seen what
    it is answers a `question`, which is asked again. Whoever has yet to choose a password enters
    only the doors `before_choosing`.
    """

    path: str
    handlers: Mapping[str, tuple[Handler, Permission]]
    keeps: bool = False
    question: RepeatedQuestion | None = None
    before_choosing: bool = False

    def route(self) -> Route:
        """Return the door as a route."""

        async def endpoint(request: Request) -> Response:
            method = "GET" if request.method == "HEAD" else request.method
            try:
                response = await _enter(request, self, *self.handlers[method])
            except NotTaken as refused:
                response = refused.page
            if response.status_code == SEE_OTHER and method not in SAFE and _is_fetched(request):
                response = _named(response)
            # Whatever is behind a door, where it leads on too, depends on who comes.
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return Route(f"/redaktion{self.path}", endpoint, methods=list(self.handlers))


class _Visitor(msgspec.Struct, frozen=True):
    """Who comes: without a session, nobody. `names` are those who work in the newsroom."""

    session: Session | None = None
    names: Mapping[str, str] = msgspec.field(default_factory=dict)
    is_to_be_noted: bool = False


def _visitor(tx: Tx, token: str, newsroom: str) -> _Visitor:
    # All at once: each reading is a way to the database and back.
    session = people.session(tx, token)
    if session is None:
        return _Visitor()
    names = people.names(tx, newsroom) if session.role_in(newsroom) else {}
    return _Visitor(session, names, people.needs_noting(session, tx.now))


async def _enter(request: Request, door: DeskRoute, handler: Handler, need: Permission) -> Response:
    services = wiring.services(request)
    token = cookies.read(request, services.settings, cookies.SESSION)
    newsroom = request.path_params.get("newsroom", "")
    visitor = await services.store.read(_visitor, token, newsroom) if token else _Visitor()
    session = visitor.session
    role = session.role_in(newsroom) if session else None
    visit = Visit(request, services, session, newsroom, role, names=visitor.names)
    if need is not Permission.NOBODY:
        if session is None:
            return await _without_session(visit, door)
        if need is not Permission.SESSION and (role is None or not role.covers(Role(need.value))):
            return _forbidden(visit, knows_newsroom=role is not None)
        if visitor.is_to_be_noted:
            await _note(visit, session)
    if request.method not in SAFE:
        if not _same_origin(request, services.settings.base_url):
            return visit.page("refused.html", 403, why="origin")
        form = await form_parsing.form(visit)
        if session is not None and not _genuine(session, form, request):
            return _stale(msgspec.structs.replace(visit, form=form), session, door)
        visit = msgspec.structs.replace(visit, form=form)
    chosen = need is Permission.NOBODY or door.before_choosing or not visit.person.must_choose
    try:
        return await handler(visit) if chosen else _without_choice(visit, door)
    except Refusal as error:
        return _refuse(visit, error, keeps=door.keeps)


def _refuse(visit: Visit, error: Refusal, *, keeps: bool) -> Response:
    """Say what is refused; what was typed and could not be stored is given back where kept."""
    problem, request = of_refusal(error), visit.request
    if isinstance(error, StoreRefused):
        log.error("store.refused", why=str(error))
        if keeps and visit.session and request.method not in SAFE and not _is_fetched(request):
            fields = visit.form.fields
            return preserved_form.offer_form(
                visit, visit.session, request.url.path, fields, problem.status, "store"
            )
    return visit.page("refused.html", problem.status, why="refusal", message=describe(visit, error))


async def _note(visit: Visit, session: Session) -> None:
    try:
        await visit.write(people.note_seen, session.id)
    except StoreRefused as error:
        # Nobody is kept out, and no form lost, because a date cannot be written.
        log.warning("session.unnoted", why=str(error))


async def _without_session(visit: Visit, door: DeskRoute) -> Response:
    """Ask to sign in; what was typed goes along where the door keeps it, or asks about it again."""
    request = visit.request
    if request.method in SAFE or not (door.keeps or door.question):
        return _to_sign_in(visit)
    if not _same_origin(request, visit.services.settings.base_url):
        return visit.page("refused.html", 403, why="origin")
    if _is_fetched(request):
        return _SIGNED_OUT
    sent = await form_parsing.form(visit)
    if door.question:
        wanted = door.question.address(msgspec.structs.replace(visit, form=sent))
        undone = door.question.undone
        return sign_in.render_form(visit, return_path.own_path(wanted), 403, undone=undone)
    form = preserved_form.seal_form(request.url.path, sent)
    if len(form.get(preserved_form.FIELD)) > form_parsing.KEPT_MOST:
        raise form_parsing.too_large(visit)
    asking = msgspec.structs.replace(visit, form=form)
    return sign_in.render_form(asking, request.url.path, 403, problem="kept")


def _stale(visit: Visit, session: Session, door: DeskRoute) -> Response:
    """Answer a form of an earlier session: given back to be sent once more, where it is kept."""
    if door.question:
        return RedirectResponse(door.question.address(visit), SEE_OTHER)
    if not door.keeps:
        return visit.page("refused.html", 403, why="token")
    if _is_fetched(visit.request):
        return _SIGNED_OUT
    return preserved_form.offer_form(visit, session, visit.request.url.path, visit.form.fields, 403)


def _without_choice(visit: Visit, door: DeskRoute) -> Response:
    """Ask for a password of one's own; what was typed goes along where the door keeps it."""
    request = visit.request
    if _is_fetched(request):
        return _SIGNED_OUT
    if request.method in SAFE:
        return RedirectResponse(f"/redaktion/konto/valj-losenord?next={_here(request)}", SEE_OTHER)
    form = preserved_form.seal_form(request.url.path, visit.form) if door.keeps else Form()
    wanted = door.question.address(visit) if door.question else "/redaktion/"
    asking = msgspec.structs.replace(visit, form=form)
    return new_password.render_form(asking, visit.session, wanted, 403)


def _named(redirect: Response) -> Response:
    """Return a redirect as a value: a script that followed it would use up its message."""
    answer = JSONResponse({"next": redirect.headers["location"]})
    answer.raw_headers += [each for each in redirect.raw_headers if each[0] == b"set-cookie"]
    return answer


def _is_fetched(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


_SIGNED_OUT = JSONResponse({"signed_out": True}, 403)


def _to_sign_in(visit: Visit) -> Response:
    request = visit.request
    if request.method not in SAFE:
        return RedirectResponse("/redaktion/logga-in", SEE_OTHER)
    wanted = _wanted(request)
    if len(wanted) > return_path.IN_ADDRESS:
        # A note, for one: it does not fit into another address.
        return sign_in.render_form(visit, return_path.own_path(wanted), 403)
    return RedirectResponse(f"/redaktion/logga-in?next={_here(request)}", SEE_OTHER)


def _here(request: Request) -> str:
    """Return what was asked for, as a value of a query."""
    wanted = _wanted(request)
    return quote(wanted, safe="") if len(wanted) <= return_path.IN_ADDRESS else ""


def _wanted(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def _forbidden(visit: Visit, *, knows_newsroom: bool) -> Response:
    # Whether a newsroom exists is public; what is in it is not told to those without a role.
    if not knows_newsroom:
        return visit.page("refused.html", 404, why="missing")
    return visit.page("refused.html", 403, why="role")


def _same_origin(request: Request, base_url: str) -> bool:
    """Tell whether a form comes from our own pages: Fetch Metadata, else Origin."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    # The desk may be used under another name of the same host (localhost and 127.0.0.1).
    own = {urlsplit(base_url).netloc, request.headers.get("host", "")}
    try:
        return urlsplit(origin).netloc in own
    except ValueError:
        return False


def _genuine(session: Session, form: Form, request: Request) -> bool:
    sent = form.get("csrf") or request.headers.get("x-csrf-token", "")
    return hmac.compare_digest(sent.encode(), session.csrf.encode())
