"""The desk's cookies, never on public paths: session, next message, last newsroom, login elsewhere.

`__Host-` (RFC 6265bis section 4.1.3.2) ties a cookie to this host and to TLS. Over plain http, as
on a developer's machine, browsers refuse that prefix, so there it is left out.
"""

from starlette.requests import Request
from starlette.responses import Response

from service.config import Settings

SESSION = "pressrum-session"
MESSAGE = "pressrum-said"
ROOM = "pressrum-room"
ELSEWHERE = "pressrum-elsewhere"
PATH = "/"


def name(settings: Settings, cookie: str) -> str:
    """Return a cookie's name for this service."""
    return f"__Host-{cookie}" if _is_secure(settings) else cookie


def _is_secure(settings: Settings) -> bool:
    """Tell whether browsers reach the service over TLS."""
    return settings.base_url.startswith("https://")


def read(request: Request, settings: Settings, cookie: str) -> str:
    """Return a cookie's value, empty without one."""
    return request.cookies.get(name(settings, cookie), "")


def write(response: Response, settings: Settings, cookie: str, value: str) -> None:
    """Set a cookie for this host that scripts cannot read."""
    response.set_cookie(
        name(settings, cookie),
        value,
        path=PATH,
        secure=_is_secure(settings),
        httponly=True,
        samesite="lax",
    )


def drop(response: Response, settings: Settings, cookie: str) -> None:
    """Remove a cookie."""
    response.delete_cookie(
        name(settings, cookie),
        path=PATH,
        secure=_is_secure(settings),
        httponly=True,
        samesite="lax",
    )
