"""The server's clock at the desk: everybody is told, an administrator confirms."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from releases.clock import Asker
from releases.desk.approval import Order
from releases.timeline import Action
from service.clock.guarded import GuardedClock
from tests import builders
from tests.clocks import Machine
from tests.service.app_server import ROOM, Press, moment, run_app
from tests.service.redaktion.desk_client import Visitor

PAGE = f"/redaktion/{ROOM}/installningar/klocka"
HOUR = 3_600_000


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def press(tmp_path: Path, machine: Machine) -> Iterator[Press]:
    with run_app(tmp_path, GuardedClock(machine, Asker.SERVICE)) as running:
        yield running


def test_a_clock_in_step_is_nothing_to_confirm(admin: Visitor) -> None:
    page = admin.get(PAGE).text
    assert "såvitt Pressrum kan se" in page
    assert "Bekräfta klockan" not in page


def test_everybody_is_told_of_a_clock_that_is_wrong(
    author: Visitor, admin: Visitor, machine: Machine
) -> None:
    machine.step(3 * HOUR)
    told = "Inget publiceras i förtid. Säg till en administratör."
    assert told in author.get(f"/redaktion/{ROOM}/").text
    assert PAGE in admin.get(f"/redaktion/{ROOM}/").text
    assert "går 3 tim före" in admin.get(PAGE).text
    machine.step(-6 * HOUR)
    assert "publiceras i tid" in author.get(f"/redaktion/{ROOM}/").text
    assert "går 3 tim efter" in admin.get(PAGE).text


def test_an_administrator_who_has_looked_confirms(
    press: Press, admin: Visitor, machine: Machine
) -> None:
    due = press.store.reading(lambda tx: tx.now).result() + timedelta(hours=1)
    press.publish(builders.document("Om en timme"), Order(Action.PUBLISH, moment(due)))
    machine.step(2 * HOUR)
    assert "i alla pressrum. Antal: 1." in admin.get(PAGE).text
    seen = {"gap": admin.field("gap"), "sure": "1"}
    refused = admin.post(PAGE, seen | {"sure": ""})
    assert (refused.status, "Bekräfta att" in refused.text) == (422, True)
    machine.step(HOUR)
    changed = admin.post(PAGE, seen)
    assert (changed.status, "har ändrats" in changed.text) == (422, True)
    for nonsense in ("", "-", "²", "9" * 400):
        assert admin.post(PAGE, seen | {"gap": nonsense}).status == 422
    assert "Om en timme" not in press.get(f"/{ROOM}/feed.rss").text
    admin.get(PAGE)
    assert admin.post(PAGE, seen | {"gap": admin.field("gap")}).status == 303
    assert "Klockan är bekräftad" in admin.get(PAGE).text
    assert "Om en timme" in press.get(f"/{ROOM}/feed.rss").text
    assert "Bekräftade serverns klocka" in admin.get(f"/redaktion/{ROOM}/installningar/logg").text


def test_what_was_approved_meanwhile_is_listed(
    press: Press, admin: Visitor, machine: Machine
) -> None:
    machine.step(HOUR)
    entry = press.publish(builders.document())
    page = admin.get(PAGE).text
    assert "Klockan gick 60 min före" in page
    assert f"/r/{entry.release}/historik" in page


def test_an_instant_between_two_clocks_is_explained(press: Press, machine: Machine) -> None:
    machine.step(-HOUR)
    token, at = press.token(), press.store.reading(lambda tx: tx.now).result()
    releases = f"/api/v1/newsrooms/{ROOM}/releases"
    made = press.api("POST", releases, token, {"title": "Tveksamt"}).json()["id"]
    order = {"action": "publish", "at": (at - timedelta(minutes=30)).isoformat()}
    answer = press.api("POST", f"{releases}/{made}/entries", token, order)
    assert (answer.status, "pressrum clock" in answer.json()["detail"]) == (409, True)
