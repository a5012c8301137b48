"""Refusals -> HTTP, once: problem details (RFC 9457) for machines, Swedish pages for people."""

from typing import Any

import msgspec
import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from releases import errors
from releases.times import utc_text
from service import pages, policy
from service.wiring import house

log = structlog.get_logger()

TYPE = "application/problem+json"


class Problem(Exception):
    """An answer other than success, as problem details."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        faults: list[dict[str, Any]] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(detail or title)
        self.status = status
        self.title = title
        self.detail = detail
        self.faults = faults or []
        self.headers = headers or {}


def bad_query(field: str, message: str) -> Problem:
    """Return the refusal of a query parameter."""
    return Problem(400, "Bad request", f"{field}: {message}", [_fault(field, message)])


def of_refusal(error: errors.Refusal) -> Problem:
    """Return what a refusal of the rules means in HTTP."""
    match error:
        case errors.ImpossibleTime():
            valid = [{"at": utc_text(at), "at_local": at.isoformat()} for at in error.valid]
            fault = {**_fault(error.field, error.message), "valid": valid}
            return Problem(422, "Impossible time", str(error), [fault])
        case errors.FieldError():
            refused = isinstance(error, errors.EntryRefused)
            status, title = (409, "The log refuses") if refused else (422, "Invalid field")
            return Problem(status, title, str(error), [_fault(error.field, error.message)])
        case errors.InvalidDocument():
            faults = [_fault(each.field, each.message) for each in error.errors]
            return Problem(422, "Invalid document", str(error), faults)
        case errors.VersionConflict():
            headers = {"ETag": f'"{error.current}"'}
            return Problem(412, "Version conflict", str(error), headers=headers)
    status, title = next(
        (found for kind, found in _OTHERS.items() if isinstance(error, kind)), (503, "Unavailable")
    )
    return Problem(status, title, str(error))


def answer(problem: Problem) -> Response:
    """Return a problem as `application/problem+json`; never stored by caches."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": problem.title,
        "status": problem.status,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.faults:
        body["errors"] = problem.faults
    headers = {
        **problem.headers,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": "*",
    }
    return Response(msgspec.json.encode(body), problem.status, headers, TYPE)


async def on_problem(request: Request, error: Exception) -> Response:
    """Answer a `Problem` raised by a handler."""
    assert isinstance(error, Problem)  # noqa: S101 - registered for this class alone
    return _shown(request, error)


async def on_refusal(request: Request, error: Exception) -> Response:
    """Answer a refusal of the rules."""
    assert isinstance(error, errors.Refusal)  # noqa: S101 - registered for this class alone
    if isinstance(error, errors.StoreRefused):
        log.error("store.refused", why=str(error))
    return _shown(request, of_refusal(error))


async def on_http(request: Request, error: Exception) -> Response:
    """Answer what routing itself refuses: unknown path, method, oversize body."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for this class alone
    headers = dict(error.headers or {})
    details = {
        413: "The body is too large.",
        404: "There is nothing at this address.",
        405: f"This address answers {headers.get('Allow', '')}.",
    }
    titles = {413: "Content too large", 404: "Not found", 405: "Method not allowed"}
    status = error.status_code
    title = titles.get(status, error.detail)
    return _shown(request, Problem(status, title, details.get(status, ""), headers=headers))


def _shown(request: Request, problem: Problem) -> Response:
    if not _person(request):
        return answer(problem)
    title, message = _SWEDISH.get(problem.status, _SWEDISH[400])
    links = house(request).links
    body = pages.error(problem.status, title, message, links)
    headers = {
        **problem.headers,
        **{name.decode(): value.decode() for name, value in policy.page(links)},
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, problem.status, headers, "text/html; charset=utf-8")


def _person(request: Request) -> bool:
    """Tell whether somebody looks at this in a browser: a page, not a feed and not the API."""
    for_machines = request.url.path.startswith("/api/") or "form" in request.path_params
    return not for_machines and "text/html" in request.headers.get("accept", "")


def _fault(field: str, message: str) -> dict[str, Any]:
    return {"field": field, "message": message}


_OTHERS: dict[type[errors.Refusal], tuple[int, str]] = {
    errors.NotFound: (404, "Not found"),
    errors.AlreadyExists: (409, "Conflict"),
    errors.NotWaiting: (409, "Conflict"),
    errors.HasHistory: (409, "Conflict"),
    errors.IdempotencyConflict: (409, "Conflict"),
    errors.Forbidden: (403, "Forbidden"),
}
_SWEDISH = {
    400: ("Adressen gick inte att förstå", "Något i adressen är felskrivet eller okänt."),
    404: ("Sidan finns inte", "Adressen kan vara felskriven, eller så har sidan aldrig funnits."),
    405: ("Det går inte här", "Sidan kan bara läsas."),
    413: ("För mycket på en gång", "Det som skickades är större än vad som tas emot."),
    503: ("Tillfälligt fel", "Tjänsten kan inte svara just nu. Försök igen om en stund."),
}
