"""Refusals -> HTTP, once: problem details (RFC 9457) for machines, Swedish pages for people."""

from typing import Any

import msgspec
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from releases import errors
from releases.errors import FieldError, Refusal
from releases.times import iso_text, utc_text
from service import wiring
from service.cache.edition import PreconditionFailed
from service.pages import csp, press_room

log = structlog.get_logger()

TYPE = "application/problem+json"
_API = "/api/"


class Problem(Exception):
    """A refusal as HTTP answers it: with a status, a title and headers of its own."""

    def __init__(
        self, status: int, error: Refusal, title: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(str(error))
        self.status = status
        self.error = error
        self.title = title or _TITLES[status]
        self.headers = headers or {}


def bad_request(field: str, code: str, /, **values: str | int) -> Problem:
    """Return the refusal of a parameter, or of a body that holds no values at all."""
    return Problem(400, FieldError(field, code, **values))


def of_refusal(error: Refusal) -> Problem:
    """Return what a refusal of the rules means in HTTP."""
    if isinstance(error, errors.VersionConflict):
        return Problem(412, error, headers={"ETag": f'"{error.current}"'})
    if isinstance(error, errors.MediaRefused):
        # Where they are kept is the operator's, and in the log.
        return Problem(503, Refusal("media_unavailable"))
    status, title = next(
        (status for kind, status in _STATUSES.items() if isinstance(error, kind)), (503, "")
    )
    return Problem(status, error, title)


def describe(problem: Problem, path: str) -> dict[str, Any]:
    """Return the problem details of what was refused at a path (RFC 9457).

    Refusals of the API name it as their `instance`; a public address that is not there answers in
    the same bytes wherever it is.
    """
    told: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
        "detail": str(problem),
    }
    if path.startswith(_API):
        told["instance"] = path
    if faults := _faults(problem.error):
        return told | {"errors": faults}
    return told | {"code": problem.error.code}


def answer(problem: Problem, path: str) -> Response:
    """Return a problem as `application/problem+json`; never stored by caches."""
    headers = {
        **problem.headers,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
    body = msgspec.json.encode(describe(problem, path))
    return Response(body, problem.status, headers, TYPE)


async def on_problem(request: Request, error: Exception) -> Response:
    """Answer a `Problem` raised by a handler."""
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class alone
    return _html_page(request, error)


async def on_refusal(request: Request, error: Exception) -> Response:
    """Answer a refusal of the rules."""
    assert isinstance(error, Refusal)  # noqa: S101 - registered for this class alone
    if isinstance(error, errors.StoreRefused):
        log.error("store.refused", why=str(error))
    return _html_page(request, of_refusal(error))


async def on_http(request: Request, error: Exception) -> Response:
    """Answer what routing itself refuses: unknown path, method, oversize body."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    headers = dict(error.headers or {})
    if "Allow" in headers:
        # Routing keeps methods as a set, whose order is another in every process.
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    refusals = {
        404: Refusal("no_address"),
        405: Refusal("no_method", methods=headers.get("Allow", "")),
        413: Refusal("body_too_large"),
    }
    status = error.status_code
    refusal = refusals.get(status, Refusal())
    return _html_page(request, Problem(status, refusal, _TITLES.get(status, error.detail), headers))


async def on_disconnect(_: Request, error: Exception) -> Response:
    """Answer nobody: the client went away, or was too slow, before its request was whole."""
    assert isinstance(error, ClientDisconnect)  # noqa: S101 - registered for this class alone
    return Response(status_code=408, headers={"Connection": "close"})


def _html_page(request: Request, problem: Problem) -> Response:
    if not _person(request):
        return answer(problem, request.scope["raw_path"].decode("latin-1"))
    title, message = _SWEDISH.get(problem.status, _SWEDISH[400])
    links = wiring.services(request).links
    body = press_room.error(problem.status, title, message, links)
    headers = {
        **problem.headers,
        **csp.as_text(csp.page(links)),
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, problem.status, headers, "text/html; charset=utf-8")


def _person(request: Request) -> bool:
    """Tell whether somebody looks at this in a browser: a page, not a feed and not the API."""
    for_machines = request.url.path.startswith(_API) or "form" in request.path_params
    return not for_machines and "text/html" in request.headers.get("accept", "")


def _faults(error: Refusal) -> list[dict[str, Any]]:
    """Return what is wrong with fields, none of what is refused as a whole."""
    match error:
        case errors.InvalidDocument():
            return [fault for error_fault in error.errors for fault in _faults(error_fault)]
        case FieldError():
            fault: dict[str, Any] = {
                "field": error.field,
                "message": error.message,
                "code": error.code,
            }
            if isinstance(error, errors.ImpossibleTime):
                fault["valid"] = [
                    {"at": utc_text(at), "at_local": iso_text(at)} for at in error.valid
                ]
            return [fault]
    return []


_TITLES = {
    400: "Bad request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    410: "Gone",
    412: "Version conflict",
    413: "Content too large",
    415: "Unsupported media type",
    422: "Invalid field",
    428: "Precondition required",
    501: "Not implemented",
    503: "Unavailable",
}
# The first that fits; what is left is the database's.
_STATUSES: dict[type[Refusal], tuple[int, str]] = {
    errors.EntryRefused: (409, "The log refuses"),
    errors.ImpossibleTime: (422, "Impossible time"),
    errors.FieldError: (422, ""),
    errors.InvalidDocument: (422, "Invalid document"),
    errors.Gone: (410, ""),
    errors.NotFound: (404, ""),
    errors.AlreadyExists: (409, ""),
    errors.NotWaiting: (409, ""),
    errors.HasHistory: (409, ""),
    errors.IdempotencyConflict: (409, ""),
    errors.Forbidden: (403, ""),
    errors.Busy: (503, "Busy"),
    PreconditionFailed: (412, "Precondition failed"),
}
_SWEDISH = {
    400: ("Adressen gick inte att förstå", "Något i adressen är felskrivet eller okänt."),
    404: ("Sidan finns inte", "Adressen kan vara felskriven, eller så har sidan aldrig funnits."),
    405: ("Det går inte att göra", "Sidan kan bara läsas."),
    410: ("Finns inte längre", "Det som fanns på adressen är inte publicerat längre."),
    412: ("Sidan har ändrats", "Det är inte längre samma version av sidan. Ladda om den."),
    413: ("Det du skickade är för stort", "Minska mängden och försök igen."),
    503: ("Tillfälligt fel", "Tjänsten kan inte svara just nu. Försök igen om en stund."),
}
