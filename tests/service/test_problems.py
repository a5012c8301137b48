"""What is refused is told in problem details: whole sentences for people, codes for programs."""

import re
from pathlib import Path

import msgspec
import pytest

from tests.service.app_server import ROOM, Press

API = f"/api/v1/newsrooms/{ROOM}"
DOCUMENTED = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.fixture
def token(press: Press) -> str:
    return press.token()


def test_the_documented_refusal_is_what_comes(press: Press, token: str) -> None:
    sent = {"title": "Ny buss", "contacts": [{"emails": ["presschef"]}]}
    answer = press.api("POST", f"{API}/releases", token, sent)
    shown = re.search(
        r'```json\n(\{"type": "about:blank".*?)\n```', DOCUMENTED.read_text(), re.DOTALL
    )
    assert shown
    assert answer.json() == msgspec.json.decode(shown[1])


@pytest.mark.parametrize(
    ("method", "path", "content", "status", "code"),
    [
        ("GET", "releases/none", None, 404, "no_release"),
        ("GET", "nowhere", None, 404, "no_address"),
        ("PATCH", "releases", None, 405, "no_method"),
        ("POST", "tokens", {"name": "t", "scope": "read"}, 404, "no_address"),
    ],
)
def test_what_is_refused_as_a_whole_has_its_code(
    press: Press, token: str, method: str, path: str, content: object, status: int, code: str
) -> None:
    answer = press.api(method, f"{API}/{path}", token, content)
    told = answer.json()
    assert (answer.status, told["code"]) == (status, code)
    assert "errors" not in told


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ({"title": ""}, [("title", "title_needed")]),
        (
            {"title": "x" * 301, "language": "?"},
            [("title", "too_long"), ("language", "language_malformed")],
        ),
        ({"titel": "x"}, [("titel", "field_unknown")]),
        ({"title": 1}, [("title", "value_malformed")]),
    ],
)
def test_what_is_wrong_with_fields_has_a_code_each(
    press: Press, token: str, content: object, faults: list[tuple[str, str]]
) -> None:
    told = press.api("POST", f"{API}/releases", token, content).json()
    assert [(error["field"], error["code"]) for error in told["errors"]] == faults
    assert "code" not in told


def test_an_unknown_parameter_has_its_code(press: Press, token: str) -> None:
    told = press.api("GET", f"{API}/releases?a=1", token).json()
    assert [(error["field"], error["code"]) for error in told["errors"]] == [
        ("a", "parameter_unknown")
    ]
