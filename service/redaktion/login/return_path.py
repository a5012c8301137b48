"""Where signing in leads: to the page that was wanted, or to the form that came along."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from releases.rules.roles import Session
from service.redaktion.login import preserved_form
from service.redaktion.request import SEE_OTHER, Visit

# Characters of a path and its query that is led back to: a note takes six times its letters.
LONGEST = 16_000
# Characters of such a path within another address, or within a cookie.
IN_ADDRESS = 2_000


def redirect_back(visit: Visit, session: Session | None, wanted: str) -> Response:
    """Return to what was wanted, or to the form that came along through signing in."""
    kept = preserved_form.unseal_form(visit.form)
    if kept is None or session is None:
        return RedirectResponse(wanted, SEE_OTHER)
    return preserved_form.offer_form(visit, session, kept.path, kept.fields)


def own_path(wanted: str, longest: int = LONGEST) -> str:
    """Return a path of the desk to go to after signing in; anything else becomes its start."""
    if len(wanted) > longest:
        return "/redaktion/"
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/redaktion/"
    own = wanted.startswith("/redaktion/") and not parts.netloc and "\\" not in wanted
    return wanted if own and wanted.isprintable() else "/redaktion/"
