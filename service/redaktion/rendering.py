"""Desk pages from templates: one environment, Swedish texts, English where a person chose it."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from babel.messages.pofile import read_po
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from feeds import wording
from feeds.links import Links
from releases import phones
from releases.model import Kind
from releases.people import Role
from releases.store.desklist import DeskState
from releases.timeline import Action
from releases.times import STOCKHOLM, local_text, utc_text
from service.pages_rendering import static_url
from service.redaktion import cookies
from service.redaktion.publishing import spelled, words

if TYPE_CHECKING:
    from service.redaktion.visit import Visit

MESSAGE_MOST = 300
LANGUAGES = {"sv": "Svenska", "en": "English"}
ROLE_LABELS = {Role.AUTHOR: "Skribent", Role.EDITOR: "Redaktör", Role.ADMIN: "Administratör"}


def _english() -> dict[str, str]:
    """Return the English of every Swedish text of the desk that has one."""
    source = files("service.redaktion").joinpath("en.po").read_bytes()
    catalog = read_po(BytesIO(source), locale="en")
    return {
        str(message.id): str(message.string) for message in catalog if message.id and message.string
    }


_ENGLISH = _english()


def last_day(end: datetime, language: str) -> str:
    """Write the last day before an end that falls on midnight."""
    return wording.day(end - timedelta(hours=1), language)


_ENVIRONMENT = Environment(
    loader=PackageLoader("service", "templates/redaktion"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.globals.update(
    Action=Action,
    DeskState=DeskState,
    Kind=Kind,
    LANGUAGES=LANGUAGES,
    Role=Role,
    STOCKHOLM=STOCKHOLM,
    action_labels=words.ACTIONS,
    clock=wording.clock,
    clock_value=spelled.clock_value,
    kind_labels=wording.KIND_LABELS,
    local_text=local_text,
    moment=wording.moment,
    month_name=spelled.month_name,
    last_day=last_day,
    role_labels=ROLE_LABELS,
    phone=phones.shown,
    state_labels=words.STATES,
    until=spelled.until,
    utc_text=utc_text,
    weekday=spelled.weekday,
)


_ENVIRONMENT.filters["phone"] = phones.shown


def prepare() -> None:
    """Compile every desk page's template, which its first rendering would else do."""
    for name in _ENVIRONMENT.list_templates():
        _ENVIRONMENT.get_template(name)


def translator(language: str) -> Callable[..., str]:
    """Return the function that gives a Swedish text in a desk language, `{names}` filled in."""
    words: Mapping[str, str] = _ENGLISH if language == "en" else {}

    def say(text: str, **values: object) -> str:
        said = words.get(text, text)
        return said.format(**values) if values else said

    return say


def page(visit: "Visit", template: str, status: int, values: Mapping[str, Any]) -> Response:
    """Return a desk page; never stored, never framed, no script or style of others."""
    session = visit.session
    language = session.person.language if session else "sv"
    links: Links = visit.house.links
    said = unquote(cookies.read(visit.request, visit.house.settings, cookies.MESSAGE))
    body = _ENVIRONMENT.get_template(template).render(
        _=translator(language),
        language=language,
        visit=visit,
        session=session,
        csrf=session.csrf if session else "",
        menu_of=_menu_of(visit),
        links=links,
        static=lambda name: static_url(links, name),
        now=visit.house.clock.now(),
        said=said[:MESSAGE_MOST],
        **values,
    )
    response = Response(body, status, HEADERS | _policy(links), "text/html; charset=utf-8")
    if said:
        cookies.drop(response, visit.house.settings, cookies.MESSAGE)
    if visit.role and visit.newsroom != _remembered(visit):
        cookies.write(response, visit.house.settings, cookies.ROOM, visit.newsroom)
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
    last, mine = _remembered(visit), session.memberships
    if session.role_in(last):
        return last
    return mine[0].newsroom if len(mine) == 1 else ""


def _remembered(visit: "Visit") -> str:
    return cookies.read(visit.request, visit.house.settings, cookies.ROOM)


def remember(visit: "Visit", response: Response, said: str) -> None:
    """Keep a message for the next page the browser shows."""
    cookies.write(response, visit.house.settings, cookies.MESSAGE, quote(said[:MESSAGE_MOST]))


HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}


def _policy(links: Links) -> dict[str, str]:
    own = f"'self' {links.base}"
    policy = (
        f"default-src 'none'; script-src {own}; style-src {own}; img-src {own} blob:; "
        f"connect-src {own}; frame-src {own}; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return {"Content-Security-Policy": policy}
