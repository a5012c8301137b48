"""Each public address is declared once: what it knows, who may read it, what is kept of it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from starlette.requests import Request

from releases.model import Kind
from service.app import ROUTES
from service.problems import Problem
from service.public import resources
from service.public.queries import parse_query
from service.public.resources import Resource
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, Press, run_app

DOCS = Path(__file__).parents[3] / "docs"
DOCUMENTED = (DOCS / "caching.md").read_text()
PUBLIC = [route for route in ROUTES if isinstance(route, Resource)]
by_path = pytest.mark.parametrize("resource", PUBLIC, ids=[parameter.path for parameter in PUBLIC])


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Press, dict[str, str]]]:
    """A service and what to fill the addresses of its resources with."""
    with run_app(tmp_path_factory.mktemp("declared"), ManualClock()) as press:
        press.picture("bild1")
        document = builders.document(
            kind=Kind.PRESS_INVITATION, event=builders.event(), images=(builders.image("bild1"),)
        )
        release = press.publish(document).release
        names = {"newsroom": ROOM, "release": release, "form": "rss", "file": "bild1.jpg"}
        yield press, names | {"name": "pressrum.css", "volume": "2018-04", "part": "2018"}


def asking(query: str) -> Request:
    scope = {"type": "http", "method": "GET", "path": "/x", "raw_path": b"/x", "headers": []}
    return Request({**scope, "query_string": query.encode()})


@by_path
def test_the_key_of_an_edition_holds_every_parameter_in_the_order_of_the_declaration(
    resource: Resource,
) -> None:
    request = asking(urlencode([(name, "1") for name in reversed(resource.parameters)]))
    path, query = resources.key(request, parse_query(request, resource.parameters))
    assert path == b"/x"
    assert [name for name, _ in parse_qsl(query.decode())] == list(resource.parameters)
    assert len(set(resource.parameters)) == len(resource.parameters)


@by_path
def test_an_empty_parameter_is_none_and_another_is_ignored_or_refused(resource: Resource) -> None:
    request = asking("&".join(f"{name}=" for name in resource.parameters))
    assert resources.key(request, parse_query(request, resource.parameters)) == (b"/x", b"")
    assert parse_query(asking("utm_source=x"), resource.parameters) == {}
    with pytest.raises(Problem, match="unknown parameter"):
        parse_query(asking("utm_source=x"), resource.parameters, strict=True)


@by_path
def test_what_pages_of_other_origins_may_read_says_so_and_answers_preflights_and_nothing_else_does(
    there: tuple[Press, dict[str, str]], resource: Resource
) -> None:
    press, names = there
    path = resource.path.replace(":path", "").replace("{slug}", "x").format(**names)
    if "url" in resource.parameters:
        path += "?" + urlencode({"url": f"{BASE}/{ROOM}/"})
    answer = press.get(path)
    assert answer.status in {200, 301}, path
    allowed = answer.header("access-control-allow-origin")
    assert allowed == ("*" if resource.shared else None)
    assert press.send("OPTIONS", path).status == (204 if resource.shared else 405)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (f"/{ROOM}/", True),
        (f"/api/v1/newsrooms/{ROOM}/changes", True),
        (f"/{ROOM}/search?q=buss", False),
        ("/news-sitemap.xml", False),
    ],
)
def test_what_is_kept_is_made_once_and_the_rest_for_each_request(
    there: tuple[Press, dict[str, str]], path: str, *, kept: bool
) -> None:
    press, _ = there
    press.get(path)
    before = made_before(press)
    assert press.get(path).status == 200
    assert made_before(press) - before == kept


def made_before(press: Press) -> int:
    """How many answers have come from memory."""
    match = re.search(r'pressrum_editions_total\{made="before"\} (\d+)', press.get("/metrics").text)
    assert match
    return int(match[1])


def row(resource: Resource) -> str:
    path = resource.path.replace(":path", "")
    names = ", ".join(f"`{name}`" for name in resource.parameters)
    return f"| `{path}` | {names} | {'yes' * resource.shared} |"


def test_the_documents_name_the_parameters_of_every_address() -> None:
    assert "\n".join(map(row, PUBLIC)) in DOCUMENTED


def test_the_examples_of_shared_caches_let_every_known_parameter_through() -> None:
    known = {
        name
        for parameter in PUBLIC
        if not parameter.path.startswith("/api/")
        for name in parameter.parameters
    }
    nginx = (DOCS / "caching/nginx.conf").read_text()
    assert set(re.findall(r"^map \$args \$pressrum_(\w+) ", nginx, re.MULTILINE)) == known
    assert (
        set(re.findall(r"\$pressrum_(\w+)", nginx.partition('map "')[2].partition('"')[0])) == known
    )
    varnish = (
        (DOCS / "caching/varnish-rules.vcl").read_text().partition("(?!(?:")[2].partition(")=")[0]
    )
    assert set(re.findall(r"\w+", varnish)) == known
