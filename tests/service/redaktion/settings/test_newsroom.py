"""An admin's page of the newsroom: its facts, logo and colour, saved all or not at all."""

import re
from io import BytesIO

import pytest
from PIL import Image

from releases.desk import newsroom_settings
from releases.rules.roles import Role
from releases.store import newsrooms, settings
from releases.store.settings import RoomSettings
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, somebody

BASE = f"/redaktion/{ROOM}/installningar"
WHOLE = {
    "name": "Region Mellanlandet",
    "about": "Om oss.",
    "language": "sv",
    "county": "18",
    "site": "https://www.mellanlandet.example/",
    "keep_days": "30",
}


def test_what_the_newsroom_says_of_itself_is_saved_and_shown(press: Press, admin: Visitor) -> None:
    somebody(press, "anna@mellanlandet.example", Role.AUTHOR)
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
    assert '<option value="18" lang="sv" selected>Örebro län</option>' in admin.get(BASE).text
    press.write(newsroom_settings.set_newsroom, builders.newsroom(ROOM, county="26"), WHO)
    assert '<option value="26" lang="sv" selected>26</option>' in admin.get(BASE).text
    assert admin.post(BASE, WHOLE | {"county": "26"}).status == 303


@pytest.mark.parametrize(
    ("stored", "sent", "kept"),
    [
        ("", {"accent": "#005a68"}, ""),
        ("", {"accent": "#005a68", "own_accent": "1"}, "#005a68"),
        # Whoever picks a colour wants it, also without ticking the box.
        ("", {"accent": "#7A1F5C"}, "#7a1f5c"),
        ("#7a1f5c", {"accent": "#7a1f5c", "own_accent": "1"}, "#7a1f5c"),
        ("#7a1f5c", {"accent": "#7a1f5c"}, ""),
        ("#7a1f5c", {"accent": "#004488"}, "#004488"),
        ("#7a1f5c", {}, ""),
    ],
)
def test_a_colour_is_the_newsrooms_once_it_is_picked_and_until_the_box_is_emptied(
    press: Press, admin: Visitor, stored: str, sent: dict[str, str], kept: str
) -> None:
    press.write(newsroom_settings.change, RoomSettings(ROOM, accent=stored), WHO)
    assert f'value="{stored or "#005a68"}"' in admin.get(BASE).text
    assert admin.post(BASE, WHOLE | sent).status == 303
    assert press.store.reading(settings.get, ROOM).result().accent == kept


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
    assert "Den nya logotypen är uppladdad" in refused.text
    (name,) = re.findall(r'name="kept_logo" value="([^"]+)"', refused.text)
    assert press.get(f"/media/{name}").status == 404
    assert admin.post(BASE, WHOLE | {"kept_logo": name}).status == 303
    assert press.get(f"/media/{name}").status == 200
    assert admin.post(BASE, WHOLE | {"kept_logo": "abcdefghjkmnpqrs.png"}).status == 422
    assert press.get(f"/media/{name}").status == 200


def test_a_logo_elsewhere_is_led_to_and_stays(press: Press, admin: Visitor) -> None:
    elsewhere = "https://www.mellanlandet.example/logo.png"
    press.write(newsroom_settings.set_newsroom, builders.newsroom(ROOM, logo=elsewhere), WHO)
    page = admin.get(BASE).text
    assert f'<a href="{elsewhere}">Nuvarande logotyp</a>' in page
    assert "<img" not in page
    assert admin.post(BASE, WHOLE | {"kept_logo": admin.field("kept_logo")}).status == 303
    assert press.store.reading(newsrooms.get, ROOM).result().logo == elsewhere
