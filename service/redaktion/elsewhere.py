"""Signing in with the organisation's account, at an OpenID provider."""

from datetime import timedelta

import msgspec
import structlog
from starlette.responses import RedirectResponse, Response

from releases import staff
from releases.errors import NotFound
from releases.store import people
from service import oidc, signatures
from service.config import Oidc
from service.redaktion import cookies, onward, signing
from service.redaktion.visit import SEE_OTHER, Visit

log = structlog.get_logger()

PURPOSE = "oidc"
PATIENCE = timedelta(minutes=10)


async def leave(visit: Visit) -> Response:
    """Send the browser to the provider; what its answer must fit goes along in a cookie."""
    wanted = onward.own_path(visit.request.query_params.get("till", ""))
    settings = visit.house.settings
    try:
        url, begun = await oidc.begin(_provider(visit), _back(visit), wanted)
    except oidc.NotSignedIn as error:
        log.warning("oidc.unreached", why=str(error))
        return signing.asked(visit, wanted, 503, problem="elsewhere")
    text = msgspec.json.encode(begun).decode()
    response = RedirectResponse(url, SEE_OTHER)
    token = signatures.signed(settings.secret, PURPOSE, text, visit.house.clock.now())
    cookies.write(response, settings, cookies.ELSEWHERE, token)
    return response


async def return_from(visit: Visit) -> Response:
    """Begin a session of the person whose verified address the provider gives, if there is one."""
    provider, settings, now = _provider(visit), visit.house.settings, visit.house.clock.now()
    token = cookies.read(visit.request, settings, cookies.ELSEWHERE)
    found = signatures.opened(settings.secret, PURPOSE, token, now, PATIENCE)
    if found is None:
        return _refused(visit, "no login was under way")
    begun = msgspec.json.decode(found[0], type=oidc.Begun)
    try:
        email = await oidc.finish(provider, _back(visit), begun, visit.request.query_params, now)
    except oidc.NotSignedIn as error:
        return _refused(visit, str(error))
    person = await visit.read(people.find, email)
    if person is None or person.is_disabled:
        return _refused(visit, "nobody here has that address")
    if person.must_choose:
        # Whoever signs in there needs none here, and least of all one that others have seen.
        person = await visit.write(staff.drop_password, person.id)
    response = await signing.begin(visit, person, begun.wanted)
    cookies.drop(response, settings, cookies.ELSEWHERE)
    return response


def _refused(visit: Visit, why: str) -> Response:
    log.warning("oidc.refused", why=why)
    response = signing.asked(visit, "/redaktion/", 422, problem="elsewhere")
    cookies.drop(response, visit.house.settings, cookies.ELSEWHERE)
    return response


def _provider(visit: Visit) -> Oidc:
    if visit.house.settings.oidc is None:
        raise NotFound("There is no signing in elsewhere.")
    return visit.house.settings.oidc


def _back(visit: Visit) -> str:
    return f"{visit.house.links.base}/redaktion/logga-in/organisation/svar"
