"""Signing in with the organisation's account, at an OpenID provider."""

from datetime import timedelta

import msgspec
import structlog
from starlette.responses import RedirectResponse, Response

from releases.desk import members
from releases.errors import NotFound
from releases.store import people
from service.config import Oidc
from service.redaktion.login import cookies, return_path, sign_in
from service.redaktion.request import SEE_OTHER, Visit
from service.security import oidc, signed_tokens

log = structlog.get_logger()

PURPOSE = "oidc"
PATIENCE = timedelta(minutes=10)


async def leave(visit: Visit) -> Response:
    """Send the browser to the provider; what its answer must fit goes along in a cookie."""
    wanted = return_path.own_path(visit.query.get("next", ""), return_path.IN_ADDRESS)
    settings = visit.services.settings
    try:
        url, begun = await oidc.begin(_provider(visit), _back(visit), wanted)
    except oidc.NotSignedIn as error:
        log.warning("oidc.unreached", why=str(error))
        return sign_in.render_form(visit, wanted, 503, problem="elsewhere")
    text = msgspec.json.encode(begun).decode()
    response = RedirectResponse(url, SEE_OTHER)
    token = signed_tokens.sign_token(settings.secret, PURPOSE, text, visit.services.clock.now())
    cookies.write(response, settings, cookies.ELSEWHERE, token)
    return response


async def return_from(visit: Visit) -> Response:
    """Begin a session of the person whose verified address the provider gives, if there is one."""
    provider, settings, now = _provider(visit), visit.services.settings, visit.services.clock.now()
    token = cookies.read(visit.request, settings, cookies.ELSEWHERE)
    verified = signed_tokens.verify_token(settings.secret, PURPOSE, token, now, PATIENCE)
    if verified is None:
        return _refuse(visit, "no login was under way")
    begun = msgspec.json.decode(verified[0], type=oidc.Begun)
    try:
        email = await oidc.finish(provider, _back(visit), begun, visit.request.query_params, now)
    except oidc.NotSignedIn as error:
        return _refuse(visit, str(error))
    person = await visit.read(people.find, email)
    if person is None or person.is_disabled:
        return _refuse(visit, "nobody here has that address")
    if person.must_choose:
        # Whoever signs in there needs none here, and least of all one that others have seen.
        person = await visit.write(members.drop_password, person.id)
    response = await sign_in.begin(visit, person, begun.wanted)
    cookies.drop(response, settings, cookies.ELSEWHERE)
    return response


def _refuse(visit: Visit, why: str) -> Response:
    log.warning("oidc.refused", why=why)
    response = sign_in.render_form(visit, "/redaktion/", 422, problem="elsewhere")
    cookies.drop(response, visit.services.settings, cookies.ELSEWHERE)
    return response


def _provider(visit: Visit) -> Oidc:
    if visit.services.settings.oidc is None:
        raise NotFound("no_openid")
    return visit.services.settings.oidc


def _back(visit: Visit) -> str:
    return f"{visit.services.links.base}/redaktion/logga-in/organisation/svar"
