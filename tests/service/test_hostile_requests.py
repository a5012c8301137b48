"""Whatever is sent to whichever route, signed out or in, nothing is a fault of the service."""

import logging
import re
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path

import pytest

from releases.model import Document
from releases.rules.roles import Role
from releases.store import people, settings
from releases.store.settings import RoomSettings
from releases.store.tokens import Scope
from service.app import ROUTES
from service.redaktion.former_names import NAMES
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app
from tests.service.hostile import HEADERS, Attack, Attacker
from tests.service.redaktion.desk_client import SESSION, somebody

SEED = 20180403
EACH = 8
SERVICE = Path(__file__).parents[2] / "service"
# What is answered on purpose: there is no such format.
MEANT = (501,)
NO_ANSWER = 0
ROLES = [role.value for role in Role]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("hostile"), ManualClock()) as running:
        running.picture("bild1")
        running.write(settings.put, RoomSettings(ROOM, feedback=True, guidance="Ring 1177."))
        yield running


@pytest.fixture(scope="module")
def known(press: Press) -> dict[str, list[str]]:
    """Real values of path parameters: so that the requests reach the innermost handlers."""
    public = press.publish(builders.document(images=(builders.image("bild1"),))).release
    draft = press.api(
        "POST", f"/api/v1/newsrooms/{ROOM}/releases", press.token(Scope.WRITE), {"title": "Utkast"}
    ).json()["id"]
    return {
        "newsroom": [ROOM],
        "release": [public, draft],
        "form": ["rss", "atom", "json", "ninjs.json"],
        "slug": ["nya-busslinjer-till-sjukhuset"],
        "volume": ["2018-04"],
        "part": ["2018"],
        "file": ["bild1.jpg", "bild1"],
        "media": ["bild1"],
        "name": ["pressrum.css"],
    }


@pytest.fixture(scope="module")
def names() -> list[str]:
    """Every name that the service's code and templates know: parameters and fields are of them."""
    read = re.compile(
        r"""(?:get|all|file|number)\(\s*["']([\w.-]{1,30})["']|name="([\w.-]{1,30})\""""
    )
    found = {"csrf", "url", "format", "maxwidth", "kind", "topic", "year", "before", "count", "q"}
    for path in (*SERVICE.rglob("*.py"), *SERVICE.rglob("*.html")):
        found |= {name for pair in read.findall(path.read_text("utf-8")) for name in pair if name}
    found |= {*Document.__struct_fields__, *NAMES}
    return sorted(found)


@pytest.mark.parametrize("who", ["stranger", "author", "admin", "token"])
def test_nothing_that_is_sent_is_a_fault_of_the_service(
    press: Press,
    known: dict[str, list[str]],
    names: list[str],
    who: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    attacker, sender = Attacker(SEED, known), RawSender(press, who)
    faults, seen = [], Counter[int]()
    for route in ROUTES:
        if who != "stranger" and (who == "token") != route.path.startswith("/api/v1/"):
            continue
        sender.enter()
        methods = sorted({*(route.methods or ())} - {"OPTIONS"})
        for attack in attacker.attacks(route.path, methods, names, EACH):
            status = sender.send(attack)
            seen[status] += 1
            if status >= 500 and status not in MEANT:
                faults.append((status, attack))
    assert not faults, faults[0]
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    # Not all of it stops at the door.
    assert seen[200] > sum(seen.values()) / 20, seen


ALL_READ = (
    *("/", f"/{ROOM}/", f"/{ROOM}/feed.rss", "/media/bild1.jpg", "/static/pressrum.css"),
    *("/oembed?url=x", f"/api/v1/newsrooms/{ROOM}/changes", "/redaktion/", "/health/ready"),
)
ALL_WRITTEN = (
    *("/redaktion/logga-in", f"/redaktion/{ROOM}/nytt", f"/redaktion/{ROOM}/installningar"),
    f"/api/v1/newsrooms/{ROOM}/releases",
)


@pytest.mark.parametrize("who", ["stranger", "admin"])
@pytest.mark.parametrize("name", sorted(HEADERS))
def test_no_header_is_a_fault_of_the_service(
    press: Press, known: dict[str, list[str]], name: str, who: str
) -> None:
    sender = RawSender(press, who, f"{who}.{name}@hot.example")
    sender.enter()
    comments = f"/{ROOM}/{known['release'][0]}/-/synpunkt"
    for value in HEADERS[name]:
        sent = {name: value.encode("latin-1", "replace").decode("latin-1")}
        for path in ALL_READ:
            assert sender.send(Attack("GET", path, sent, None)) < 500, value
        for path in (*ALL_WRITTEN, comments):
            for body in (b"", b"csrf=x&email=%ED%A0%80&title=x", BROKEN):
                assert sender.send(Attack("POST", path, sent, body)) < 500, (value, body)


BROKEN = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n\\ud800\\x00\r\n--x--\r\n'


class RawSender:
    """Sends attacks as somebody whose session or token is good, so that they get further."""

    def __init__(self, press: Press, who: str, email: str = "") -> None:
        self._press = press
        self._headers: dict[str, str] = {}
        self._person = None
        if who in ROLES:
            self._person = somebody(press, email or f"{who}@hot.example", Role(who))
        if who == "token":
            self._headers = {"Authorization": f"Bearer {press.token(Scope.PUBLISH)}"}

    def enter(self) -> None:
        """Begin a session: some requests end it."""
        if self._person is not None:
            token = self._press.write(people.sign_in, self._person.id)
            csrf = self._press.write(people.session, token).csrf
            self._headers = {"Cookie": f"{SESSION}={token}", "X-Csrf-Token": csrf}

    def send(self, attack: Attack) -> int:
        headers = {**attack.headers, **self._headers}
        try:
            return self._press.send(attack.method, attack.path, headers, attack.body).status
        except (HTTPException, ConnectionError):
            # What is no HTTP at all is refused by closing the connection.
            self._press.close()
            return NO_ANSWER
