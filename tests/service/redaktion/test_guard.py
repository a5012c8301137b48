"""Nobody enters a page of the desk without the role it takes, and no form comes from elsewhere."""

import re
from collections.abc import Iterator

import pytest

from releases.model import new_id
from releases.rules.roles import Role
from service.app import ROUTES
from service.redaktion.guard import Permission
from service.redaktion.routes import DOORS
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app
from tests.service.redaktion.desk_client import Visitor, somebody

OTHER = "region-grannlandet"
FORBIDDEN = "med den roll du har"
MISSING = "ingen roll i det här pressrummet"
OLD_FORM = "Formuläret var för gammalt"
# What is typed there outlives the session: the answer gives it back instead of leading away.
KEPT = {door.path for door in DOORS if door.keeps}
# What is done there is asked about again, by the page that asks.
ASKED = {door.path for door in DOORS if door.question}
ENTRIES = [
    (door.path, method, need) for door in DOORS for method, (_, need) in door.handlers.items()
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """A service with two newsrooms for all tests of this module: none of them changes it."""
    with run_app(tmp_path_factory.mktemp("doors"), ManualClock()) as running:
        running.open(builders.newsroom(OTHER))
        yield running


@pytest.fixture(scope="module")
def cast(house: Press) -> Iterator[dict[Role | None, Visitor]]:
    """A visitor in every role in ROOM, and one without session."""
    visitors: dict[Role | None, Visitor] = {None: Visitor(house)}
    for role in Role:
        person = somebody(house, f"{role}@mellanlandet.example", role)
        visitors[role] = Visitor(house).admitted(person)
    yield visitors
    for visitor in visitors.values():
        visitor.close()


def asked(visitor: Visitor, path: str, method: str, room: str) -> tuple[int, str]:
    """Knock at a door; a form comes without its token, so that nothing happens behind it."""
    filled = re.sub(r"\{\w+(:path)?\}", new_id(), path.replace("{newsroom}", room))
    address = f"/redaktion{filled}"
    answer = visitor.get(address) if method == "GET" else visitor.post(address, csrf=False)
    return answer.status, answer.header("location") or visitor.page


def test_every_page_of_the_desk_is_a_door() -> None:
    """A route that goes past the checks of the doors would be listed here."""
    routed = {route.path for route in ROUTES if route.path.startswith("/redaktion")}
    assert routed == {f"/redaktion{door.path}" for door in DOORS}


@pytest.mark.parametrize(("path", "method", "need"), ENTRIES)
def test_a_door_into_a_newsroom_asks_for_a_role_there(
    path: str, method: str, need: Permission
) -> None:
    if path.startswith("/{newsroom}/"):
        assert need in (Permission.AUTHOR, Permission.EDITOR, Permission.ADMIN)
    if "/installningar" in path and path.startswith("/{newsroom}"):
        assert need is Permission.ADMIN


@pytest.mark.parametrize(("path", "method", "need"), ENTRIES)
def test_who_is_not_signed_in_is_led_to_the_form(
    cast: dict[Role | None, Visitor], path: str, method: str, need: Permission
) -> None:
    status, where = asked(cast[None], path, method, ROOM)
    if path in KEPT | ASKED and method == "POST":
        assert status == 403
        assert 'name="password"' in where
        assert ('name="kept"' in where) == (path in KEPT)
    else:
        led = status == 303 and where.startswith("/redaktion/logga-in")
        assert led == (need is not Permission.NOBODY)


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize(("path", "method", "_"), ENTRIES)
def test_nothing_of_the_desk_is_stored_where_it_leads_on_either(
    cast: dict[Role | None, Visitor], path: str, method: str, _: Permission, role: Role | None
) -> None:
    filled = re.sub(r"\{\w+(:path)?\}", new_id(), path.replace("{newsroom}", ROOM))
    visitor, address = cast[role], f"/redaktion{filled}"
    answer = visitor.get(address) if method == "GET" else visitor.post(address, csrf=False)
    assert answer.header("cache-control") == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        *("/redaktion", "/redaktion/", f"/redaktion/{ROOM}", "/Redaktion/", "/%72edaktion/konto"),
        *(f"/redaktion/{ROOM}/?kind=news", "/redaktion/konto/", "/REDAKTION"),
        f"/redaktion/{ROOM}/r/%61bc?forhandsvisning=hemligt",
    ],
)
def test_where_the_desk_leads_is_not_remembered(house: Press, path: str) -> None:
    """A cache that kept one would lead a person who has signed in since to the form again."""
    for method in ("GET", "HEAD"):
        moved = house.send(method, path)
        assert (moved.status, moved.header("cache-control")) in (
            (301, "no-store"),
            (303, "no-store"),
        )
        assert (moved.header("location") or "").startswith("/redaktion")


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(("path", "method", "need"), ENTRIES)
def test_a_door_opens_for_the_roles_that_cover_its_need(
    cast: dict[Role | None, Visitor], path: str, method: str, need: Permission, role: Role
) -> None:
    status, page = asked(cast[role], path, method, ROOM)
    enough = need in (Permission.NOBODY, Permission.SESSION) or role.covers(Role(need.value))
    if not enough:
        assert status == 403
        assert FORBIDDEN in page
    else:
        assert status < 500
        assert FORBIDDEN not in page
        assert MISSING not in page
        if method == "POST" and path in ASKED:
            assert status == 303
            assert page.startswith(f"/redaktion/{ROOM}/")
            assert "unsent=1" in page
        elif method == "POST":
            assert status == 403
            assert path in KEPT or OLD_FORM in page


@pytest.mark.parametrize(
    ("path", "method"), [(path, method) for path, method, _ in ENTRIES if "{newsroom}" in path]
)
def test_an_admin_of_one_newsroom_is_nobody_in_another(
    cast: dict[Role | None, Visitor], path: str, method: str
) -> None:
    status, page = asked(cast[Role.ADMIN], path, method, OTHER)
    assert status == 404
    assert MISSING in page


@pytest.mark.parametrize("path", [path for path, method, _ in ENTRIES if method == "GET"])
def test_no_page_runs_or_looks_like_anything_not_ours(
    cast: dict[Role | None, Visitor], path: str
) -> None:
    """The policy names our own files alone, and the page needs nothing more."""
    filled = re.sub(r"\{\w+\}", "ny", path.replace("{newsroom}", ROOM))
    answer = cast[Role.ADMIN].get(f"/redaktion{filled}")
    if not (answer.header("content-type") or "").startswith("text/html"):
        return
    policy = answer.header("content-security-policy") or ""
    assert "default-src 'none'" in policy
    assert "frame-ancestors" in policy
    assert "unsafe" not in policy
    assert answer.header("cache-control") == "no-store"
    assert not re.search(r"<script(?![^>]* src=)|<style|<[^>]+ (style|on[a-z]+)=", answer.text)


def test_a_form_from_another_site_is_refused(press: Press, admin: Visitor) -> None:
    """Even with the right token."""
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = admin.post("/redaktion/konto", {"name": "X", "language": "sv"}, headers=headers)
        assert answer.status == 403


def test_the_token_of_another_session_opens_nothing(press: Press, admin: Visitor) -> None:
    other = Visitor(press).admitted(somebody(press, "annan@mellanlandet.example", Role.ADMIN))
    sent = {"csrf": other.csrf(), "name": "X", "language": "sv"}
    other.close()
    assert admin.post("/redaktion/konto", sent, csrf=False).status == 403
