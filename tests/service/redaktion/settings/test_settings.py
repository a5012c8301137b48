"""Admins keep their newsroom: facts, people, tokens, webhooks; all of it is in the log."""

import re
from pathlib import Path

import pytest

from releases.desk import members
from releases.refusals import Reason
from releases.rules.roles import Role
from releases.store import claims, outbox, people
from tests import builders
from tests.builders import HOUR
from tests.clocks import ManualClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, Press, run_app
from tests.service.delivery import WORKER, claim_due
from tests.service.redaktion.desk_client import PASSWORD, Visitor, somebody

BASE = f"/redaktion/{ROOM}/installningar"
OTHER = "region-grannlandet"
SURE = {"confirm": "1"}


def test_a_new_person_gets_a_password_that_is_shown_once(press: Press, admin: Visitor) -> None:
    sent = {"email": "Ny@mellanlandet.example", "name": "Ny Person", "role": "editor"}
    admin.post(f"{BASE}/medarbetare", sent)
    password = admin.secret()
    fresh = Visitor(press)
    assert "Välj ditt lösenord" in fresh.signs_in("ny@mellanlandet.example", password).text
    fresh.close()
    assert password not in admin.get(f"{BASE}/medarbetare").text
    assert admin.post(f"{BASE}/medarbetare", sent).status == 303
    assert admin.post(f"{BASE}/medarbetare", sent | {"email": "ingen"}).status == 422


def test_one_admin_remains(press: Press, admin: Visitor) -> None:
    (me, _) = press.store.reading(people.members, ROOM).result()[0]
    path = f"{BASE}/medarbetare/{me.id}"
    for fields, way in (({"role": "editor"}, "roll"), ({"role": "none"}, "roll")):
        assert admin.post(f"{path}/{way}", fields | SURE).status == 422
    assert admin.post(f"{path}/tillgang", {"do": "disable"} | SURE).status == 422
    again = {"email": me.email, "name": "", "role": "author"}
    assert admin.post(f"{BASE}/medarbetare", again).status == 422
    somebody(press, "tva@mellanlandet.example", Role.ADMIN)
    assert admin.post(f"{path}/roll", {"role": "editor"}).status == 303


def test_a_disabled_admin_does_not_count_as_one(press: Press, admin: Visitor) -> None:
    second = somebody(press, "tva@mellanlandet.example", Role.ADMIN)
    path = f"{BASE}/medarbetare/{second.id}/tillgang"
    assert admin.post(path, {"do": "disable"} | SURE).status == 303
    me = press.write(members.find, f"admin@{ROOM}.example")
    assert admin.post(f"{BASE}/medarbetare/{me.id}/roll", {"role": "author"}).status == 422
    assert admin.post(path, {"do": "enable"}).status == 303
    assert admin.post(f"{BASE}/medarbetare/{me.id}/roll", {"role": "author"}).status == 303


def test_an_admin_takes_no_keys_to_other_newsrooms(press: Press, admin: Visitor) -> None:
    """Whoever sets a password can sign in with it everywhere that person works."""
    press.open(builders.newsroom(OTHER))
    somebody(press, "bada@mellanlandet.example", Role.AUTHOR)
    both = somebody(press, "bada@mellanlandet.example", Role.ADMIN, OTHER)
    elsewhere = somebody(press, "dar@grannlandet.example", Role.AUTHOR, OTHER)
    path = f"{BASE}/medarbetare/{both.id}"
    assert admin.post(f"{path}/losenord", SURE).status == 422
    assert admin.post(f"{path}/tillgang", {"do": "disable"} | SURE).status == 422
    assert admin.post(f"{BASE}/medarbetare/{elsewhere.id}/losenord", SURE).status == 404
    visitor = Visitor(press)
    assert visitor.signs_in(both.email, PASSWORD).status == 303
    visitor.close()


def test_a_reset_ends_sessions_and_the_second_factor(press: Press, admin: Visitor) -> None:
    person = somebody(press, "glom@mellanlandet.example", Role.AUTHOR)
    visitor = Visitor(press).admitted(person)
    admin.post(f"{BASE}/medarbetare/{person.id}/losenord", SURE)
    password = admin.secret()
    assert visitor.get("/redaktion/konto").status == 303
    assert visitor.signs_in(person.email).status == 422
    assert "Välj ditt lösenord" in visitor.signs_in(person.email, password).text
    visitor.close()


def test_a_token_is_shown_once_and_works_until_revoked(press: Press, admin: Visitor) -> None:
    admin.post(f"{BASE}/nycklar", {"name": "Intranätet", "scope": "read"})
    text = admin.secret()
    path = f"/api/v1/newsrooms/{ROOM}/releases"
    assert press.api("GET", path, text).status == 200
    assert text not in admin.get(f"{BASE}/nycklar").text
    assert admin.post(f"{BASE}/nycklar", {"name": "Intranätet", "scope": "read"}).status == 422
    assert admin.post(f"{BASE}/nycklar/dra-in", {"name": "Intranätet"} | SURE).status == 303
    assert press.api("GET", path, text).status == 401


def test_a_webhook_is_tried_and_its_dead_letters_are_sent_again(tmp_path: Path) -> None:
    with webhook_receiver.receiver() as receiver:
        targets = frozenset({receiver.target})
        with run_app(tmp_path, ManualClock(), private_targets=targets) as press:
            admin = Visitor(press).admitted(somebody(press, "a@b.example", Role.ADMIN))
            admin.post(f"{BASE}/webhooks", {"url": f"{receiver.address}/hook"})
            assert admin.secret().startswith("whsec_")
            (hook,) = press.store.reading(outbox.webhooks, ROOM).result()
            assert admin.post(f"{BASE}/webhooks/{hook.id}/testa").status == 303
            assert receiver.got[0].json()["type"] == "ping"
            receiver.replies.append(webhook_receiver.status(500))
            assert "Servern svarade 500." in admin.post(f"{BASE}/webhooks/{hook.id}/testa").text
            press.publish(builders.document())
            (owed,) = press.write(claim_due)
            press.write(claims.postpone, WORKER, owed.id, Reason("answered", {"status": 500}), None)
            again = f"{BASE}/webhooks/igen/{owed.id}"
            assert f'action="{again}"' in admin.get(f"{BASE}/webhooks").text
            assert admin.post(again).status == 303
            assert press.store.reading(outbox.counts).result() == {"owed": 1}
            assert admin.post(again).status == 404
            assert admin.post(f"{BASE}/webhooks", {"url": "ftp://x"}).status == 422
            assert admin.post(f"{BASE}/webhooks/{hook.id}/ta-bort", SURE).status == 303
            assert "Det finns inga webhooks" in admin.get(f"{BASE}/webhooks").text
            admin.close()


@pytest.mark.parametrize(
    "url", ["http://192.168.1.1/", "https://127.0.0.1/x", "http://localhost:1/", "https://[::1]/"]
)
def test_a_webhook_to_an_internal_address_is_refused_where_it_is_typed(
    press: Press, admin: Visitor, url: str
) -> None:
    answer = admin.post(f"{BASE}/webhooks", {"url": url})
    assert answer.status == 422
    assert 'id="url-problem">Adressen leder till ett internt nätverk.' in answer.text
    assert f'value="{url}"' in answer.text
    assert press.store.reading(outbox.webhooks, ROOM).result() == ()


def test_a_contact_is_added_ended_and_removed(press: Press, admin: Visitor) -> None:
    contact = builders.document().contacts[0]
    entry = press.publish(builders.document())
    page = press.get(f"/{ROOM}/{entry.release}").header("location") or ""
    page = page.removeprefix(press.settings.base_url)
    assert "mailto:maja" in press.get(page).text
    sent = {"name": contact.name, "role": contact.role, "phones": "\n".join(contact.phones)}
    sent |= {"emails": "\n".join(contact.emails), "last_day": "2018-04-03"}
    assert admin.post(f"{BASE}/kontakter/ny", sent).status == 303
    (path,) = re.findall(
        rf'href="({BASE}/kontakter/(?!ny)\w+)"', admin.get(f"{BASE}/kontakter").text
    )
    assert 'value="2018-04-03"' in admin.get(path).text
    assert "mailto:maja" in press.get(page).text
    press.clock.advance(24 * HOUR)
    assert "mailto:maja" not in press.get(page).text
    assert contact.emails[0] not in press.get(f"/{ROOM}/feed.atom").text
    admin.admitted(press.write(members.find, f"admin@{ROOM}.example"))
    assert admin.post(path, sent | {"last_day": "", "emails": "fel"}).status == 422
    assert admin.post(path, sent | {"last_day": "2018-99-01"}).status == 422
    assert admin.post(path, sent | {"name": ""}).status == 422
    assert admin.post(f"{path}/ta-bort", SURE).status == 303
    assert admin.get(path).status == 404
    assert "mailto:maja" in press.get(page).text
