"""Where signing in leads: to the page that was wanted, or to the form that came along."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from releases.people import Session
from service.redaktion import keeping
from service.redaktion.visit import SEE_OTHER, Visit


def led_on(visit: Visit, session: Session | None, wanted: str) -> Response:
    """Return to what was wanted, or to the form that came along through signing in."""
    kept = keeping.opened(visit.form)
    if kept is None or session is None:
        return RedirectResponse(wanted, SEE_OTHER)
    return keeping.given_back(visit, session, kept.path, kept.fields)


def own_path(wanted: str) -> str:
    """Return a path of the desk to go to after signing in; anything else becomes its start."""
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/redaktion/"
    own = wanted.startswith("/redaktion/") and not parts.netloc and "\\" not in wanted
    return wanted if own and wanted.isprintable() else "/redaktion/"
