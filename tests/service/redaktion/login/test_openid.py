"""Signing in at an OpenID provider: only its own answer, to our question, for somebody we know."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from releases.desk import members
from releases.rules.roles import Role
from service.config import ConfigError, Oidc, from_environment
from tests.clocks import ManualClock
from tests.service.app_server import WHO, Press, run_app
from tests.service.redaktion.desk_client import SESSION, Visitor, password_hash, somebody
from tests.service.redaktion.provider import CLIENT, STRANGE_KEY, Provider, run_provider
from tests.service.redaktion.writing_forms import HOME, add_draft, current_draft, open_form

EMAIL = "vera@mellanlandet.example"
BACK = "/redaktion/logga-in/organisation/svar"
LEAVE = "/redaktion/logga-in/organisation"
SECRET = "s" * 32


class Scene:
    """A service with a provider, and a browser."""

    def __init__(self, press: Press, provider: Provider, visitor: Visitor) -> None:
        self.press = press
        self.provider = provider
        self.visitor = visitor

    def leaves(self, wanted: str = "/redaktion/konto") -> None:
        answer = self.visitor.get(f"{LEAVE}?next={wanted}")
        assert answer.status == 303
        self.provider.visited(answer.header("location") or "")

    def returns(self, **query: str) -> int:
        sent = {"code": "good", "state": self.provider.asked["state"]} | query
        pairs = "&".join(f"{name}={value}" for name, value in sent.items())
        return self.visitor.get(f"{BACK}?{pairs}").status

    def is_in(self) -> bool:
        return SESSION in self.visitor.cookies


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    clock = ManualClock()
    with run_provider(clock.now) as provider:
        oidc = Oidc(provider.issuer, CLIENT, "a secret of the client")
        with run_app(tmp_path, clock, oidc=oidc, secret=SECRET) as press:
            visitor = Visitor(press)
            yield Scene(press, provider, visitor)
            visitor.close()


def test_whom_the_provider_vouches_for_is_signed_in(scene: Scene) -> None:
    somebody(scene.press, EMAIL, Role.AUTHOR)
    assert "organisationens konto" in scene.visitor.get("/redaktion/logga-in").text
    scene.leaves()
    asked = scene.provider.asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"{scene.press.settings.base_url}{BACK}"
    assert asked["scope"].split()[0] == "openid"
    assert scene.returns() == 303
    assert scene.visitor.get("/redaktion/konto").status == 200


def test_what_was_typed_in_an_ended_session_outlives_signing_in_elsewhere(scene: Scene) -> None:
    """The provider is met in another tab, while the text stays on the page that asked."""
    press, visitor = scene.press, scene.visitor
    visitor.admitted(somebody(press, EMAIL, Role.AUTHOR))
    release = add_draft(press)
    sent = open_form(visitor, release) | {"title": "Skrivet länge", "body": "Rad ett\n\nRad två"}
    visitor.cookies.clear()
    assert visitor.post(f"{HOME}/r/{release.id}", sent).status == 403
    page = visitor.page
    assert f'target="_blank" rel="noopener" href="{LEAVE}"' in page
    carried = page.partition(f'<form method="post" action="{HOME}/r/{release.id}"')[2]
    typed = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', carried))
    lines = dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', carried))
    assert (typed["title"], lines["body"]) == ("Skrivet länge", "Rad ett\n\nRad två")
    scene.leaves()
    assert scene.returns() == 303
    again = visitor.post(f"{HOME}/r/{release.id}", typed | lines, csrf=False)
    assert again.status == 403
    assert 'value="Skrivet länge"' in again.text
    # The page that has it again has the token of the new session too.
    assert visitor.post(f"{HOME}/r/{release.id}", typed | lines).status == 303
    assert current_draft(press, release).draft.title == "Skrivet länge"
    assert current_draft(press, release).draft.body == "Rad ett\n\nRad två"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another client"},
        {"aud": "another client", "azp": CLIENT},
        {"aud": [CLIENT, "another client"], "azp": "another client"},
        {"nonce": "of another login"},
        {"iss": "https://login.example"},
        {"exp": 1},
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "true"},
        {"email": "okand@mellanlandet.example"},
        {"email": None},
    ],
)
def test_a_token_with_other_claims_signs_nobody_in(scene: Scene, claims: dict[str, Any]) -> None:
    somebody(scene.press, EMAIL, Role.AUTHOR)
    scene.leaves()
    scene.provider.claims = claims
    assert scene.returns() == 422
    assert not scene.is_in()


def test_a_token_signed_by_somebody_else_signs_nobody_in(scene: Scene) -> None:
    somebody(scene.press, EMAIL, Role.AUTHOR)
    scene.leaves()
    scene.provider.key = STRANGE_KEY
    assert scene.returns() == 422


@pytest.mark.parametrize(
    "query",
    [{"state": "another"}, {"code": "bad"}, {"error": "access_denied"}, {"iss": "https://x"}],
)
def test_an_answer_to_another_question_signs_nobody_in(scene: Scene, query: dict[str, str]) -> None:
    somebody(scene.press, EMAIL, Role.AUTHOR)
    scene.leaves()
    assert scene.returns(**query) == 422
    assert not scene.is_in()


def test_an_answer_that_nobody_here_asked_for_signs_nobody_in(scene: Scene) -> None:
    """What the answer must fit went along in a cookie: without it, changed or old, it fits none."""
    somebody(scene.press, EMAIL, Role.AUTHOR)
    scene.leaves()
    kept = dict(scene.visitor.cookies)
    scene.visitor.cookies.clear()
    assert scene.returns() == 422
    scene.visitor.cookies = {name: f"{value[:-1]}0x" for name, value in kept.items()}
    assert scene.returns() == 422
    scene.visitor.cookies = kept
    scene.press.clock.advance(timedelta(minutes=11))
    assert scene.returns() == 422


def test_a_disabled_person_stays_outside_whoever_vouches(scene: Scene) -> None:
    somebody(scene.press, EMAIL, Role.AUTHOR)
    scene.press.write(members.disable, EMAIL, WHO)
    scene.leaves()
    assert scene.returns() == 422


def test_a_provider_out_of_reach_is_told(tmp_path: Path) -> None:
    oidc = Oidc("http://127.0.0.1:9", CLIENT, "x")
    with run_app(tmp_path, ManualClock(), oidc=oidc, secret=SECRET) as press:
        refused = press.get(LEAVE)
        assert (refused.status, refused.header("retry-after")) == (503, "5")


def test_without_a_provider_there_is_no_such_page(press: Press) -> None:
    assert press.get(LEAVE).status == 404
    assert "organisationens konto" not in press.get("/redaktion/logga-in").text


def test_the_service_does_not_start_with_half_a_provider() -> None:
    whole = {
        "PRESSRUM_OIDC_ISSUER": "https://login.example/",
        "PRESSRUM_OIDC_CLIENT_ID": "c",
        "PRESSRUM_OIDC_CLIENT_SECRET": "d",
        "PRESSRUM_SECRET": SECRET,
    }
    assert from_environment(whole).oidc == Oidc("https://login.example", "c", "d")
    for name in whole:
        with pytest.raises(ConfigError, match=name):
            from_environment({key: value for key, value in whole.items() if key != name})
    with pytest.raises(ConfigError, match="https"):
        from_environment(whole | {"PRESSRUM_OIDC_ISSUER": "http://login.example"})


def test_who_signs_in_elsewhere_is_asked_for_no_password_and_the_shown_one_ends(
    scene: Scene,
) -> None:
    somebody(scene.press, EMAIL, Role.AUTHOR)
    scene.press.write(members.renew, EMAIL, password_hash(), WHO)
    scene.leaves()
    assert scene.returns() == 303
    assert scene.visitor.get("/redaktion/konto").status == 200
    scene.visitor.cookies.clear()
    assert scene.visitor.signs_in(EMAIL).status == 422
