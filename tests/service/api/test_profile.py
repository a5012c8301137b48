"""Sweden's national REST API profile, 1.2.0: every SKALL that a description can be asked about.

https://dev.dataportal.se/rest-api-profil; docs/rest-api-profile.md says what holds, and how.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from releases.model import new_id
from service.api.openapi import document
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app

Faults = list[str]
PAGE = Path(__file__).parents[3] / "docs" / "rest-api-profile.md"
API = "/api/v1"
METHODS = {"get", "post", "put", "patch", "delete"}
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("profile"), ManualClock()) as running:
        yield running


@pytest.fixture(scope="module")
def token(press: Press) -> str:
    return press.token()


@pytest.fixture(scope="module")
def described(press: Press) -> dict[str, Any]:
    told: dict[str, Any] = press.get("/api/openapi.json").json()
    return told


def operations(api: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in api["paths"].items():
        for method, operation in item.items():
            assert method in METHODS
            yield f"{method} {path}", operation


def contents(api: dict[str, Any], *, answers: bool) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield where, media type and content of every body that is sent, or that is answered."""
    for name, operation in operations(api):
        bodies = (
            operation["responses"].items()
            if answers
            else [("body", operation.get("requestBody", {}))]
        )
        for place, body in bodies:
            for media, content in body.get("content", {}).items():
                yield f"{name} {place}", media, content


def parameters(api: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, operation in operations(api):
        for parameter in operation["parameters"]:
            if parameter["in"] == place:
                yield name, parameter


def properties(api: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, schema in api["components"]["schemas"].items():
        for key, value in schema.get("properties", {}).items():
            yield name, key, value


def overview(api: dict[str, Any]) -> Faults:
    info = api["info"]
    needed = [info.get(key) for key in ("title", "version", "description")]
    needed += [info["contact"].get(key) for key in ("name", "url")]
    needed += [info["license"].get(key) for key in ("name", "url")]
    return [str(info)] if not all(needed) else []


def service_level(api: dict[str, Any]) -> Faults:
    told = api["info"].get("x-sla", {})
    return [key for key in ("availability", "responseTime", "support") if not told.get(key)]


def limits(api: dict[str, Any]) -> Faults:
    """The limits are told with their numbers, as the service keeps them."""
    told = api["info"]["description"]
    return [each for each in ("Limits", "1 MB", "5 MB", "51 MB", "20 MB") if each not in told]


def purpose(api: dict[str, Any]) -> Faults:
    return [] if len(api["info"]["description"].split()) > 100 else ["too short"]


def examples(api: dict[str, Any]) -> Faults:
    every = (*contents(api, answers=False), *contents(api, answers=True))
    return [
        f"{where} {media}"
        for where, media, content in every
        if re.search(r"\bjson$|form-data$", media) and not content.get("example")
    ]


def described_operations(api: dict[str, Any]) -> Faults:
    bare = [name for name, operation in operations(api) if not operation.get("description")]
    tags = {tag["name"] for tag in api["tags"] if tag["description"]}
    bare += [name for name, operation in operations(api) if not {*operation["tags"]} & tags]
    bare += [
        f"{name} {parameter['name']}"
        for place in ("path", "query", "header")
        for name, parameter in parameters(api, place)
        if not parameter.get("description")
    ]
    return bare + [n for n, s in api["components"]["schemas"].items() if not s.get("description")]


def described_answers(api: dict[str, Any]) -> Faults:
    bare = []
    for name, operation in operations(api):
        answers = operation["responses"]
        texts = [answer["description"] for answer in answers.values()]
        if not all(texts) or len(set(texts)) < len(texts) or "503" not in answers:
            bare.append(name)
    return bare


def instants(api: dict[str, Any]) -> Faults:
    """Fields that hold an instant say so, with an example in RFC 3339."""
    wrong = []
    for schema, key, value in properties(api):
        for part in value.get("anyOf", [value]):
            shown = [
                text for text in part.get("examples", ()) if re.match(r"\d{4}-\d\d-\d\d", text)
            ]
            if part.get("format") == "date-time":
                sound = all(re.fullmatch(r"[\d-]+T[\d:]+(Z|[+-]\d\d:\d\d)", text) for text in shown)
                wrong += [] if shown and sound else [f"{schema}.{key}"]
            elif shown and "date" not in part.get("description", ""):
                wrong.append(f"{schema}.{key}")
    return wrong


def path_words(api: dict[str, Any]) -> Faults:
    words = [word for path in api["paths"] for word in path.split("/") if word]
    return [
        word for word in words if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-zA-Z0-9]+\}", word)
    ]


def over_https(api: dict[str, Any]) -> Faults:
    urls = [server["url"] for server in api["servers"]]
    return [url for url in urls if not re.fullmatch(r"https://[a-z0-9.-]+(:443)?/api/v1", url)]


def one_naming(api: dict[str, Any]) -> Faults:
    """Snake case, but for `api-info`, whose names are the profile's own."""
    named = [(n, key) for n, key, _ in properties(api) if n != "ApiInfo"]
    return [f"{name}.{key}" for name, key in named if not SNAKE.fullmatch(key)]


def plain_headers(api: dict[str, Any]) -> Faults:
    return [
        f"{name} {parameter['name']}"
        for name, parameter in parameters(api, "header")
        if parameter["schema"].get("type") != "string" or "content" in parameter
    ]


def problem_fields(api: dict[str, Any]) -> Faults:
    told = api["components"]["schemas"]["ProblemDetails"]["properties"]
    return [key for key in ("type", "title", "status", "detail", "instance") if key not in told]


def problem_type(api: dict[str, Any]) -> Faults:
    return [
        name
        for name, operation in operations(api)
        for status, answer in operation["responses"].items()
        if int(status) >= 400 and [*answer["content"]] != ["application/problem+json"]
    ]


def semantic_version(api: dict[str, Any]) -> Faults:
    version = api["info"]["version"]
    return [] if re.fullmatch(r"1\.\d+\.\d+", version) else [version]


def api_info(api: dict[str, Any]) -> Faults:
    return [] if "get" in api["paths"].get("/api-info", {}) else [str([*api["paths"]][:3])]


def query_names(api: dict[str, Any]) -> Faults:
    named = [parameter["name"] for _, parameter in parameters(api, "query")]
    return [name for name in named if not SNAKE.fullmatch(name)]


def paging(api: dict[str, Any]) -> Faults:
    """What is a list in pages takes `limit` and `offset`; `changes` is followed, not paged."""
    wrong = []
    for name, operation in operations(api):
        named = {each["name"] for each in operation["parameters"]}
        if "cursor" in named and not {"limit", "offset"} <= named:
            wrong.append(name)
        wrong += [f"{name} page"] if "page" in named else []
    return wrong


def bearer_tokens(api: dict[str, Any]) -> Faults:
    schemes = api["components"]["securitySchemes"]
    kinds = {name: (s["type"], s.get("scheme")) for name, s in schemes.items()}
    return [str(kinds)] if set(kinds.values()) != {("http", "bearer")} else []


def stated_security(api: dict[str, Any]) -> Faults:
    """Every operation says whether it takes a token: those that are open to all, too."""
    open_to_all = {name for name, each in operations(api) if each.get("security") == []}
    silent = [name for name, each in operations(api) if "security" not in each]
    expected = {"get /api-info", "get /newsrooms/{newsroom}/changes"}
    return silent + sorted(open_to_all ^ expected)


def bodies(api: dict[str, Any]) -> Faults:
    return [n for n, each in operations(api) if n[:3] == "get" and "requestBody" in each]


def taken_types(api: dict[str, Any]) -> Faults:
    usual = {"application/json", "multipart/form-data"}
    by_place: dict[str, set[str]] = {}
    for where, media, _ in contents(api, answers=False):
        by_place.setdefault(where, set()).add(media)
    return [where for where, types in by_place.items() if not types & usual]


RULES: dict[str, Callable[[dict[str, Any]], Faults]] = {
    "ARQ.02": taken_types,
    "ARQ.05": plain_headers,
    "AME.05": one_naming,
    "DOK.03": overview,
    "DOK.08": service_level,
    "DOK.09": limits,
    "DOK.11": purpose,
    "DOK.15": examples,
    "DOK.19": described_operations,
    "DOK.20": described_answers,
    "DOT.04": instants,
    "FEL.01": problem_fields,
    "FEL.02": problem_type,
    "FNS.01": query_names,
    "FNS.07": paging,
    "FOR.02": bodies,
    "RES.06": path_words,
    "SAK.01": over_https,
    "SAK.10": bearer_tokens,
    "SAK.16": stated_security,
    "VER.04": semantic_version,
    "VER.06": api_info,
}


@pytest.mark.parametrize("rule", RULES)
def test_the_description_keeps_a_rule_of_the_profile(rule: str, described: dict[str, Any]) -> None:
    assert RULES[rule](described) == []


def test_the_page_tells_of_each_rule_that_is_tested_here_and_names_tests_that_exist() -> None:
    row = re.compile(r"^\| ((?:[A-Z]{3}\.\d\d(?:, )?)+) \|.*\| (.*?) \|$", re.MULTILINE)
    rows = row.findall(PAGE.read_text())
    told = {rule for rules, _ in rows for rule in rules.split(", ")}
    assert RULES.keys() <= told
    named = [name for _, tests in rows for name in re.findall(r"`(test_\w+\.py)`", tests)]
    assert named
    existing = {path.name for path in PAGE.parents[1].glob("tests/**/test_*.py")}
    assert set(named) <= existing


def test_a_service_behind_another_address_is_described_there() -> None:
    for base in ("https://press.example", "https://press.example:443", "https://a-b.example"):
        assert over_https(document(base)) == []
        assert document(base)["servers"] == [{"url": f"{base}{API}"}]
    assert over_https(document("http://press.example")) == [f"http://press.example{API}"]


def test_api_info_tells_name_version_date_documentation_and_status(
    press: Press, described: dict[str, Any]
) -> None:
    answer = press.get(f"{API}/api-info")
    assert (answer.status, answer.kind) == (200, "application/json")
    assert answer.header("access-control-allow-origin") == "*"
    told = answer.json()
    assert told["apiName"] == described["info"]["title"]
    assert told["apiVersion"] == described["info"]["version"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", told["apiReleased"])
    assert told["apiStatus"] == "active"
    page = told["apiDocumentation"].removeprefix("https://press.example")
    assert press.get(page).kind.startswith("text/html")
    assert press.get(f"{API}/api-info?x=1").status == 400


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"{API}/newsrooms/{ROOM}/releases/none", 404),
        ("GET", f"{API}/newsrooms/{ROOM}/releases?limit=0", 400),
        ("POST", f"{API}/newsrooms/{ROOM}/releases", 415),
        ("GET", f"{API}/nowhere/%C3%A5%20%22", 404),
        ("PATCH", f"{API}/newsrooms/{ROOM}/media", 405),
    ],
)
def test_a_refusal_names_the_resource_that_refused(
    press: Press, token: str, method: str, path: str, status: int
) -> None:
    answer = press.send(
        method,
        path,
        {"Authorization": f"Bearer {token}", "Content-Type": "text/csv"},
        b"" if method == "POST" else None,
    )
    assert answer.status == status
    assert answer.json()["instance"] == path.partition("?")[0]


def test_a_refusal_of_a_public_address_is_the_same_bytes_at_every_one(press: Press) -> None:
    refusals = [press.get(f"/{ROOM}/{name}/x").json() for name in ("a" * 16, "b" * 16)]
    assert refusals[0] == refusals[1]
    assert "instance" not in refusals[0]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2030-05-01T12:00:00+05:30", "2030-05-01T06:30:00Z"),
        ("2030-05-01T12:00:00-11:00", "2030-05-01T23:00:00Z"),
        ("2030-05-01T12:00:00Z", "2030-05-01T12:00:00Z"),
    ],
)
def test_every_zone_is_taken_and_utc_is_answered(
    press: Press, token: str, at: str, expected: str
) -> None:
    path = f"{API}/newsrooms/{ROOM}/releases"
    made = press.api("POST", path, token, {"title": "Ny simhall i Tallviken"}).json()
    order = {"action": "publish", "at": at}
    answer = press.api("POST", f"{path}/{made['id']}/entries", token, order)
    assert (answer.status, answer.json()["at"]) == (201, expected)


@pytest.mark.parametrize("name", ["access_token", "token", "api_key"])
def test_a_token_in_the_address_is_none(press: Press, token: str, name: str) -> None:
    path = f"{API}/newsrooms/{ROOM}/releases?{name}={token}"
    assert press.api("GET", path).status == 401


def test_ids_tell_nothing_of_order_and_never_come_twice() -> None:
    ids = [new_id() for _ in range(2_000)]
    assert len({*ids}) == len(ids)
    assert sorted(ids) not in (ids, ids[::-1])
