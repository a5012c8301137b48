"""The access log: off unless asked for, a line a request, and no address that tells anything."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from releases.rules.roles import Role
from service.access_log import AccessLog, network
from tests import builders as b
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, Wire, run_app, run_listener
from tests.service.processes import run_server
from tests.service.redaktion.desk_client import Visitor, somebody

FEED = f"/{ROOM}/feed.atom"


@contextmanager
def logging(folder: Path, **settings: Any) -> Iterator[tuple[Press, list[Any]]]:
    """Serve with the access log on; yield the service and the lines so far."""
    with (
        structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as lines,
        run_app(folder, ManualClock(), **({"access_log": True} | settings)) as press,
    ):
        yield press, lines


def test_it_is_off_unless_asked_for(press: Press) -> None:
    with structlog.testing.capture_logs() as lines:
        assert press.get(FEED).status == 200
        assert press.get(FEED).status == 200
    assert lines == []


def test_a_line_tells_route_status_bytes_time_and_how_it_was_made(tmp_path: Path) -> None:
    with logging(tmp_path) as (press, lines):
        built, found = press.get(FEED), press.get(FEED)
        unchanged = press.get(FEED, if_none_match=built.etag)
        live = press.get("/health/live")
    shown = [{key: line[key] for key in ("route", "status", "bytes", "cache")} for line in lines]
    route, size = "/{newsroom}/feed.{form}", len(built.body)
    assert size == len(found.body)
    assert unchanged.status == 304
    assert shown == [
        {"route": route, "status": 200, "bytes": size, "cache": "built"},
        {"route": route, "status": 200, "bytes": size, "cache": "hit"},
        {"route": route, "status": 304, "bytes": 0, "cache": "hit"},
        {"route": "/health/live", "status": 200, "bytes": len(live.body), "cache": None},
    ]
    assert all(line["method"] == "GET" and line["ms"] >= 0 for line in lines)
    assert len({line["request_id"] for line in lines}) == 4
    assert all("client" not in line for line in lines)


def test_what_is_found_after_a_look_at_the_log_is_no_building(tmp_path: Path) -> None:
    with logging(tmp_path) as (press, lines):
        press.get(FEED)
        press.token()
        press.get(FEED)
    assert [line["cache"] for line in lines] == ["built", "hit"]


def test_no_line_has_an_address_a_query_or_a_word(tmp_path: Path) -> None:
    with logging(tmp_path) as (press, lines):
        press.publish(b.document(title="Kanariefågeln"))
        page = press.get(f"/{ROOM}/search?q=kanariefågel".replace("å", "%C3%A5")).text
        assert "Kanarie" in page
        for path in (
            f"/{ROOM}/kanarieid1234567/kanariefageln?utm=kanarie",
            "/kanarie",
            "/kanarie%2F/x//y?kanarie",
            "/redaktion/forhandsgranska/kanarietoken",
            "/media/kanarie.jpg",
        ):
            press.get(path, user_agent="kanarie", referer="https://kanarie.example/")
        visitor = Visitor(press)
        visitor.signs_in("kanarie@example.se")
        visitor.admitted(somebody(press, "kanarie@kanarie.example", Role.EDITOR))
        visitor.get(f"/redaktion/{ROOM}/?q=kanarie")
        visitor.close()
    assert len(lines) > 7
    assert "kanarie" not in json.dumps(lines).lower()
    assert ROOM not in json.dumps(lines)
    assert "127.0.0.1" not in json.dumps(lines)


def test_what_leads_nowhere_or_elsewhere_has_no_route_and_is_no_hit(tmp_path: Path) -> None:
    with logging(tmp_path) as (press, lines):
        for path in ("/a/b/c/d/e/f", f"//{ROOM}/", "/%72egion-mellanlandet/"):
            press.get(path)
    assert [(line["status"], line["cache"]) for line in lines] == [
        (404, None),
        (404, None),
        (301, None),
    ]
    assert [line["route"] for line in lines][:2] == [None, None]


def test_a_client_is_shown_by_its_network_where_that_is_asked_for(tmp_path: Path) -> None:
    with logging(tmp_path, access_log_client=True, proxies=("127.0.0.1",)) as (press, lines):
        press.get(FEED)
        press.get(FEED, x_forwarded_for="203.0.113.77")
        press.get(FEED, x_forwarded_for="2001:db8:1234:5678::9")
    assert [line["client"] for line in lines] == [
        "127.0.0.0/24",
        "203.0.113.0/24",
        "2001:db8:1234::/48",
    ]


@pytest.mark.parametrize(
    ("client", "shown"),
    [
        (("::ffff:203.0.113.77", 1), "203.0.113.0/24"),
        (("fe80::1%eth0", 1), "fe80::/48"),
        (("a-socket", 0), None),
        (None, None),
    ],
)
def test_an_address_is_never_shown_whole(client: tuple[str, int] | None, shown: str | None) -> None:
    assert network({"type": "http", "client": client}) == shown


@pytest.mark.parametrize(
    ("proxies", "name", "kept"),
    [
        (("127.0.0.1",), "f81d4fae-7dec-11d0", True),
        (("127.0.0.1",), "kanarie@example.se", False),
        (("127.0.0.1",), "x" * 65, False),
        ((), "f81d4fae-7dec-11d0", False),
    ],
)
def test_the_request_id_is_that_of_a_named_proxy(
    tmp_path: Path, proxies: tuple[str, ...], name: str, *, kept: bool
) -> None:
    with logging(tmp_path, proxies=proxies) as (press, lines):
        press.get(FEED, x_request_id=name)
    assert (lines[0]["request_id"] == name) is kept


async def talkative(request: Request) -> Response:
    structlog.get_logger().info("said", by=request.url.path)
    return Response()


def test_other_lines_of_a_request_have_its_id() -> None:
    routes = [Route("/{name}", talkative)]
    app = AccessLog(Starlette(routes=routes), routes)
    with (
        structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as lines,
        run_listener(app) as address,
    ):
        wire = Wire(address)
        for name in ("/a", "/b"):
            wire.get(name)
        wire.close()
    assert [line["event"] for line in lines] == ["said", "request"] * 2
    first, its, second, others = (line["request_id"] for line in lines)
    assert (first, second) == (its, others)
    assert first != second


def test_a_client_that_goes_away_is_logged_too(tmp_path: Path) -> None:
    with logging(tmp_path) as (press, lines):
        connection = http.client.HTTPConnection(urlsplit(press.address).netloc, timeout=20)
        connection.putrequest("POST", f"/api/v1/newsrooms/{ROOM}/releases")
        connection.putheader("Content-Length", "100")
        connection.putheader("Authorization", f"Bearer {press.token()}")
        connection.endheaders(b"{")
        connection.close()
        press.get(FEED)
        assert press.get(FEED).status == 200
    assert "/api/v1/newsrooms/{newsroom}/releases" in {line["route"] for line in lines}


def test_the_command_writes_json_lines(tmp_path: Path) -> None:
    with run_server(tmp_path, "--demo", PRESSRUM_ACCESS_LOG="on") as service:
        assert service.get("/").status == 200
        service.close()
        service.process.terminate()
        lines = service.process.communicate()[1].splitlines()
    (line,) = [line for line in map(json.loads, lines) if line["event"] == "request"]
    assert (line["route"], line["status"], line["level"]) == ("/", 200, "info")
