"""Admins keep their newsroom: facts, people, tokens, webhooks; all of it is in the log."""

import re
from io import BytesIO
from pathlib import Path

from PIL import Image

from releases import access, desk, staff
from releases.people import Role
from releases.store import newsrooms, outbox, people, settings
from releases.store.audit import Deed
from releases.store.tokens import Scope
from service.redaktion.settings.log import written
from tests import builders
from tests.builders import HOUR, MORNING
from tests.clocks import ManualClock
from tests.service import receiving
from tests.service.redaktion.desking import PASSWORD, Visitor, somebody
from tests.service.serving import ROOM, WHO, Press, served

BASE = f"/redaktion/{ROOM}/installningar"
OTHER = "region-grannlandet"
WHOLE = {
    "name": "Region Mellanlandet",
    "about": "Om oss.",
    "language": "sv",
    "county": "18",
    "site": "https://www.mellanlandet.example/",
    "keep_days": "30",
}


def test_what_the_newsroom_says_of_itself_is_saved_and_shown(press: Press, admin: Visitor) -> None:
    sent = WHOLE | {"name": "Region Nymellanlandet", "own_accent": "1", "accent": "#004488"}
    assert admin.post(BASE, sent | {"four_eyes": "1"}).status == 303
    assert "Region Nymellanlandet" in press.get(f"/{ROOM}/").text
    kept = press.store.reading(settings.get, ROOM).result()
    assert (kept.accent, kept.four_eyes, kept.feedback, kept.keep_days) == (
        "#004488",
        True,
        False,
        30,
    )


def test_a_county_is_chosen_by_its_name_and_an_unknown_one_stays(
    press: Press, admin: Visitor
) -> None:
    assert '<option value="18" selected>Örebro län</option>' in admin.get(BASE).text
    press.write(desk.set_newsroom, builders.newsroom(ROOM, county="26"), WHO)
    assert '<option value="26" selected>26</option>' in admin.get(BASE).text
    assert admin.post(BASE, WHOLE | {"county": "26"}).status == 303


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_saved(
    press: Press, admin: Visitor
) -> None:
    wrong = WHOLE | {"name": "", "county": "x", "keep_days": "0"}
    wrong |= {"own_accent": "1", "accent": "#ffee88", "about": "Ny text"}
    answer = admin.post(BASE, wrong)
    assert answer.status == 422
    for field in ("name", "county", "keep_days", "accent"):
        assert f'id="{field}-problem"' in answer.text
    assert "Ny text" in answer.text
    assert press.store.reading(newsrooms.get, ROOM).result() == builders.newsroom(ROOM)


def multipart(fields: dict[str, str], name: str, data: bytes) -> tuple[str, bytes]:
    edge = "edge-of-parts"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="l.png"\r\n\r\n'
    body = b"".join(parts) + head.encode() + data + f"\r\n--{edge}--\r\n".encode()
    return f"multipart/form-data; boundary={edge}", body


def test_a_logo_is_public_from_the_moment_it_is_the_newsrooms(press: Press, admin: Visitor) -> None:
    drawn = BytesIO()
    Image.new("RGB", (64, 32), "#005a68").save(drawn, "PNG")
    for data, expected in ((b"%PDF-1.7 %%EOF", 422), (b"<svg/>", 422), (drawn.getvalue(), 303)):
        kind, body = multipart(WHOLE | {"csrf": admin.csrf()}, "logo", data)
        headers = {"Content-Type": kind, "Cookie": admin._headers()["Cookie"]}
        assert press.send("POST", BASE, headers, body).status == expected
    logo = press.store.reading(newsrooms.get, ROOM).result().logo
    assert press.get(f"/media/{logo}").status == 200
    assert f'src="{press.settings.base_url}/media/{logo}"' in admin.get(BASE).text
    admin.post(BASE, WHOLE | {"remove_logo": "1"})
    assert press.get(f"/media/{logo}").status == 404


def test_a_logo_sent_with_what_is_refused_need_not_be_sent_again(
    press: Press, admin: Visitor
) -> None:
    drawn = BytesIO()
    Image.new("RGB", (64, 32), "#005a68").save(drawn, "PNG")
    wrong = WHOLE | {"name": "", "csrf": admin.csrf()}
    kind, body = multipart(wrong, "logo", drawn.getvalue())
    headers = {"Content-Type": kind, "Cookie": admin._headers()["Cookie"]}
    refused = press.send("POST", BASE, headers, body)
    assert refused.status == 422
    assert "Den nya logotypen är mottagen" in refused.text
    (name,) = re.findall(r'name="kept_logo" value="([^"]+)"', refused.text)
    assert press.get(f"/media/{name}").status == 404
    assert admin.post(BASE, WHOLE | {"kept_logo": name}).status == 303
    assert press.get(f"/media/{name}").status == 200
    assert admin.post(BASE, WHOLE | {"kept_logo": "abcdefghjkmnpqrs.png"}).status == 422
    assert press.get(f"/media/{name}").status == 200


def test_a_logo_elsewhere_is_led_to_and_stays(press: Press, admin: Visitor) -> None:
    elsewhere = "https://www.mellanlandet.example/logo.png"
    press.write(desk.set_newsroom, builders.newsroom(ROOM, logo=elsewhere), WHO)
    page = admin.get(BASE).text
    assert f'<a href="{elsewhere}">Nuvarande logotyp</a>' in page
    assert "<img" not in page
    assert admin.post(BASE, WHOLE | {"kept_logo": admin.field("kept_logo")}).status == 303
    assert press.store.reading(newsrooms.get, ROOM).result().logo == elsewhere


def test_a_new_person_gets_a_password_that_is_shown_once(press: Press, admin: Visitor) -> None:
    sent = {"email": "Ny@mellanlandet.example", "name": "Ny Person", "role": "editor"}
    admin.post(f"{BASE}/medarbetare", sent)
    password = admin.secret()
    fresh = Visitor(press)
    assert fresh.signs_in("ny@mellanlandet.example", password).status == 303
    fresh.close()
    assert password not in admin.get(f"{BASE}/medarbetare").text
    assert admin.post(f"{BASE}/medarbetare", sent).status == 303
    assert admin.post(f"{BASE}/medarbetare", sent | {"email": "ingen"}).status == 422


def test_one_admin_remains(press: Press, admin: Visitor) -> None:
    (me, _) = press.store.reading(people.members, ROOM).result()[0]
    path = f"{BASE}/medarbetare/{me.id}"
    for fields, way in (({"role": "editor"}, "roll"), ({"role": "none"}, "roll")):
        assert admin.post(f"{path}/{way}", fields).status == 422
    assert admin.post(f"{path}/tillgang", {"do": "disable"}).status == 422
    again = {"email": me.email, "name": "", "role": "author"}
    assert admin.post(f"{BASE}/medarbetare", again).status == 422
    somebody(press, "tva@mellanlandet.example", Role.ADMIN)
    assert admin.post(f"{path}/roll", {"role": "editor"}).status == 303


def test_a_disabled_admin_does_not_count_as_one(press: Press, admin: Visitor) -> None:
    second = somebody(press, "tva@mellanlandet.example", Role.ADMIN)
    path = f"{BASE}/medarbetare/{second.id}/tillgang"
    assert admin.post(path, {"do": "disable"}).status == 303
    me = press.write(staff.find, f"admin@{ROOM}.example")
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
    assert admin.post(f"{path}/losenord").status == 422
    assert admin.post(f"{path}/tillgang", {"do": "disable"}).status == 422
    assert admin.post(f"{BASE}/medarbetare/{elsewhere.id}/losenord").status == 404
    visitor = Visitor(press)
    assert visitor.signs_in(both.email, PASSWORD).status == 303
    visitor.close()


def test_a_reset_ends_sessions_and_the_second_factor(press: Press, admin: Visitor) -> None:
    person = somebody(press, "glom@mellanlandet.example", Role.AUTHOR)
    visitor = Visitor(press).admitted(person)
    admin.post(f"{BASE}/medarbetare/{person.id}/losenord")
    password = admin.secret()
    assert visitor.get("/redaktion/konto").status == 303
    assert visitor.signs_in(person.email).status == 422
    assert visitor.signs_in(person.email, password).status == 303
    visitor.close()


def test_a_token_is_shown_once_and_works_until_revoked(press: Press, admin: Visitor) -> None:
    admin.post(f"{BASE}/nycklar", {"name": "Intranätet", "scope": "read"})
    text = admin.secret()
    path = f"/api/v1/newsrooms/{ROOM}/releases"
    assert press.api("GET", path, text).status == 200
    assert text not in admin.get(f"{BASE}/nycklar").text
    assert admin.post(f"{BASE}/nycklar", {"name": "Intranätet", "scope": "read"}).status == 422
    assert admin.post(f"{BASE}/nycklar/dra-in", {"name": "Intranätet"}).status == 303
    assert press.api("GET", path, text).status == 401


def test_a_webhook_is_tried_and_its_dead_letters_are_sent_again(tmp_path: Path) -> None:
    with receiving.receiver() as receiver:
        targets = frozenset({receiver.target})
        with served(tmp_path, ManualClock(), private_targets=targets) as press:
            admin = Visitor(press).admitted(somebody(press, "a@b.example", Role.ADMIN))
            admin.post(f"{BASE}/webhooks", {"url": f"{receiver.address}/hook"})
            assert admin.secret().startswith("whsec_")
            (hook,) = press.store.reading(outbox.webhooks, ROOM).result()
            assert admin.post(f"{BASE}/webhooks/{hook.id}/testa").status == 303
            assert receiver.got[0].json()["type"] == "ping"
            receiver.replies.append(receiving.status(500))
            assert "svarade 500" in admin.post(f"{BASE}/webhooks/{hook.id}/testa").text
            press.publish(builders.document())
            (owed,) = press.write(outbox.claim, MORNING + HOUR, MORNING + 2 * HOUR, 5)
            press.write(outbox.postpone, owed.id, "answered 500", None)
            again = f"{BASE}/webhooks/igen/{owed.id}"
            assert f'action="{again}"' in admin.get(f"{BASE}/webhooks").text
            assert admin.post(again).status == 303
            assert press.store.reading(outbox.counts).result() == {"owed": 1}
            assert admin.post(again).status == 404
            assert admin.post(f"{BASE}/webhooks", {"url": "ftp://x"}).status == 422
            assert admin.post(f"{BASE}/webhooks/{hook.id}/ta-bort").status == 303
            assert "Inga webhooks" in admin.get(f"{BASE}/webhooks").text
            admin.close()


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
    assert table.startswith(b"\xef\xbb\xbfat;who;")
    assert table.count(b"\r\n") == 61


def test_no_cell_of_an_export_is_a_formula() -> None:
    signs = ("=1+1", "+1", "-1", "@x", "\tx", "\rx")
    deeds = [Deed(MORNING, sign, "release.save", ROOM, None, {}) for sign in signs]
    for row in written(deeds).decode("utf-8-sig").split("\r\n")[1:-1]:
        assert row.split(";")[1].strip('"').startswith("'")


def test_a_contact_is_added_ended_and_removed(press: Press, admin: Visitor) -> None:
    contact = builders.document().contacts[0]
    entry = press.publish(builders.document())
    page = press.get(f"/{ROOM}/{entry.release}").header("location") or ""
    page = page.removeprefix(press.settings.base_url)
    assert "mailto:" in press.get(page).text
    sent = {"name": contact.name, "role": contact.role, "phones": "\n".join(contact.phones)}
    sent |= {"emails": "\n".join(contact.emails), "last_day": "2018-04-03"}
    assert admin.post(f"{BASE}/kontakter/ny", sent).status == 303
    (path,) = re.findall(
        rf'href="({BASE}/kontakter/(?!ny)\w+)"', admin.get(f"{BASE}/kontakter").text
    )
    assert 'value="2018-04-03"' in admin.get(path).text
    assert "mailto:" in press.get(page).text
    press.clock.advance(24 * HOUR)
    assert "mailto:" not in press.get(page).text
    assert contact.emails[0] not in press.get(f"/{ROOM}/feed.atom").text
    admin.admitted(press.write(staff.find, f"admin@{ROOM}.example"))
    assert admin.post(path, sent | {"last_day": "", "emails": "fel"}).status == 422
    assert admin.post(path, sent | {"last_day": "2018-99-01"}).status == 422
    assert admin.post(path, sent | {"name": ""}).status == 422
    assert admin.post(f"{path}/ta-bort").status == 303
    assert admin.get(path).status == 404
    assert "mailto:" in press.get(page).text
