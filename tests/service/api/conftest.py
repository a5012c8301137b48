"""A token, a draft, and orders for its log, as a client of the API sends them."""

from typing import Any

import pytest

from tests.service.app_server import ROOM, HttpResponse, Press

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"


@pytest.fixture
def token(press: Press) -> str:
    return press.token()


@pytest.fixture
def release(press: Press, token: str) -> str:
    """The path of a release with a draft."""
    made = press.api("POST", RELEASES, token, {"title": "Ny bro över Mellanån"})
    return f"{RELEASES}/{made.json()['id']}"


@pytest.fixture
def order(press: Press, token: str, release: str) -> Any:
    def send(action: str, **content: Any) -> HttpResponse:
        headers = content.pop("headers", {})
        return press.api(
            "POST", release + "/entries", token, {"action": action} | content, **headers
        )

    return send
