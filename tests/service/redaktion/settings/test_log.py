"""The newsroom's log: in words on the page, with the values of the audit in its table."""

import re

from releases.desk import access, approval, contacts, drafts
from releases.desk.approval import Order
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Actor, Role
from releases.store.audit import AuditEntry
from releases.store.tokens import Scope
from releases.timeline import Action
from releases.times import Moment
from service.redaktion.settings.log import COLUMNS, format_csv
from tests import builders
from tests.builders import HOUR, MORNING
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody

BASE = f"/redaktion/{ROOM}/installningar"


def test_the_log_is_narrowed_paged_and_exported(press: Press, admin: Visitor) -> None:
    for number in range(60):
        press.write(access.add_token, ROOM, f"nyckel {number}", Scope.READ, WHO)
    admin.get(f"{BASE}/logg?action=token.add")
    assert admin.page.count("<tr><td>") == 50
    (older,) = re.findall(r'href="([^"]+before=[^"]+)"', admin.page)
    admin.get(older.replace("&amp;", "&"))
    assert admin.page.count("<tr><td>") == 10
    for query, rows in (
        ("who=nobody", 0),
        ("action=person.role&until=2018-04-03", 1),
        ("action=person.role&since=2018-04-04", 0),
        ("release=abc", 0),
    ):
        admin.get(f"{BASE}/logg?{query}")
        assert admin.page.count("<tr><td>") == rows
    assert admin.get(f"{BASE}/logg?since=snart").status == 422
    table = admin.get(f"{BASE}/logg.csv?action=token.add").body
    assert table.startswith("\ufeffNär;Vem;Vad;Meddelandets id;Uppgifter\r\n".encode())
    assert table.count(b"\r\n") == 61


def test_the_log_tells_who_did_what_with_which_release_in_words(
    press: Press, admin: Visitor
) -> None:
    person = somebody(press, "maja.ek@mellanlandet.example", Role.EDITOR)
    release = press.write(drafts.create, ROOM, builders.document("Broar stängs"), person.actor)
    later = Moment(press.clock.now() + HOUR, day_only=False)
    order = Order(Action.PUBLISH, later)
    entry = press.write(approval.approve, release.ref, order, person.actor)
    press.write(access.add_token, ROOM, "Webben", Scope.WRITE, Actor("cli"))
    gone = press.write(drafts.create, ROOM, builders.document("Kastas"), person.actor)
    press.write(drafts.discard, gone.ref, person.actor, 1)
    page = admin.get(f"{BASE}/logg").text
    assert f'/r/{release.id}">Broar stängs</a>' in page
    assert "tis 3 april 2018 kl. 08.23" in page
    assert 'Kim Ekdal <span class="meta">(maja.ek@mellanlandet.example)</span>' in page
    assert "Redaktör" in page
    assert "<td>cli</td>" in page
    assert "får läsa och skriva utkast" in page
    assert "Ett meddelande som inte finns längre" in page
    shown = re.sub(r"<[^>]+>", " ", page)
    assert not any(word in shown for word in (entry.id, release.id, gone.id, "+00:00"))
    table = admin.get(f"{BASE}/logg.csv").body.decode("utf-8-sig")
    assert all(word in table for word in (entry.id, release.id, gone.id, "entry.publish"))


def test_the_log_is_narrowed_by_the_name_of_a_person(press: Press, admin: Visitor) -> None:
    admin.post("/redaktion/konto", {"name": "Åsa Berg", "language": "sv"})
    press.write(
        contacts.put,
        ROOM,
        DirectoryEntry("bo", builders.contact()),
        Actor(f"admin@{ROOM}.example"),
        new=True,
    )
    assert (
        admin.get(f"{BASE}/logg?who=%C3%A5sa+berg&action=contact.put").text.count("<tr><td>") == 1
    )
    assert admin.get(f"{BASE}/logg?who=Kim+Ekdal").text.count("<tr><td>") == 0


def test_no_cell_of_an_export_is_a_formula() -> None:
    signs = ("=1+1", "+1", "-1", "@x", "\tx", "\rx")
    deeds = [AuditEntry(MORNING, sign, "release.save", ROOM, None, {}) for sign in signs]
    rows = format_csv(deeds, list(COLUMNS)).decode("utf-8-sig").split("\r\n")[1:-1]
    assert len(rows) == len(deeds) > 0
    for row in rows:
        assert row.split(";")[1].strip('"').startswith("'")
