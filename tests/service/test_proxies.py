"""Whose request it is: the connection's, unless it comes from a proxy that the operator named."""

import http.client
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from service.config import ConfigError, from_environment
from tests.clocks import ManualClock
from tests.service.app_server import run_app, run_listener
from tests.service.proxies import run_cache
from tests.service.redaktion.desk_client import Visitor

LOCAL = "127.0.0.1"
READER = "127.0.0.7"
INVENTED = "203.0.113.9"


async def caller(request: Request) -> Response:
    """Say whose request the service takes it to be."""
    return PlainTextResponse(request.client.host if request.client else "nobody")


@contextmanager
def telling(*proxies: str) -> Iterator[str]:
    app = Starlette(routes=[Route("/{path:path}", caller)])
    with run_listener(app, proxies=proxies) as address:
        yield address


def told(address: str, path: str = "/", said: str = INVENTED) -> str:
    """Ask from READER's address, with an X-Forwarded-For of one's own."""
    connection = http.client.HTTPConnection(
        urlsplit(address).netloc, timeout=20, source_address=(READER, 0)
    )
    try:
        connection.request("GET", path, headers={"X-Forwarded-For": said})
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def test_where_a_request_comes_from_is_not_for_it_to_say() -> None:
    with telling() as address:
        assert told(address) == READER
    with telling("127.0.0.2", "10.0.0.0/8") as address:
        assert told(address) == READER


def test_a_proxy_that_is_named_is_believed_and_what_lies_before_it_is_not() -> None:
    with telling("127.0.0.0/8") as address:
        assert told(address, said=f"{INVENTED}, 198.51.100.4") == "198.51.100.4"


@pytest.mark.parametrize("path", ["/region/", "/redaktion/logga-in"])
@pytest.mark.parametrize("kind", ["nginx", "varnish"])
def test_behind_a_cache_the_address_is_the_readers(tmp_path: Path, kind: str, path: str) -> None:
    with (
        telling(LOCAL) as origin,
        run_cache(kind, tmp_path / "cache", origin) as front,
    ):
        assert told(front.address, path) == READER


def test_no_header_gives_anybody_more_guesses(tmp_path: Path) -> None:
    with run_app(tmp_path, ManualClock()) as press:
        visitor = Visitor(press)
        answers = []
        for number in range(11):
            invented = {"X-Forwarded-For": f"203.0.113.{number}"}
            sent = {"email": "vera@mellanlandet.example", "password": "fel"}
            answers.append(visitor.post("/redaktion/logga-in", sent, headers=invented).status)
        visitor.close()
    assert answers == [422] * 10 + [429]


def test_proxies_are_addresses_and_networks() -> None:
    config = from_environment({"PRESSRUM_PROXIES": "127.0.0.1, ::1,, 10.0.0.0/24,127.0.0.1"})
    assert config.proxies == ("127.0.0.1", "::1", "10.0.0.0/24")
    assert from_environment({}).proxies == ()


@pytest.mark.parametrize("wrong", ["*", "proxy.example", "10.0.0.1/24", "0.0.0.0/0", "::/0", "a b"])
def test_a_proxy_that_is_no_address_stops_the_start(wrong: str) -> None:
    with pytest.raises(ConfigError, match=r"^PRESSRUM_PROXIES: "):
        from_environment({"PRESSRUM_PROXIES": wrong})
