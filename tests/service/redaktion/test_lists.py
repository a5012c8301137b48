"""Lists at the desk: a picture beside each title, and what to do where there is nothing yet."""

import re
from collections.abc import Iterator

import pytest

from releases.desk import drafts
from releases.rules.roles import Role
from tests import builders
from tests.photographs import photograph
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, visitor

BASE = f"/redaktion/{ROOM}"
EMPTY = re.compile(r'<div class="empty"><p>([^<]+)</p>\s*<p><a class="button" href="([^"]+)">')
THUMB = re.compile(
    r'<span class="thumb">(<img [^>]+>)?</span>\s*<div>\s*<a class="title"[^>]*>([^<]+)'
)


@pytest.fixture
def admin(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.ADMIN)


@pytest.mark.parametrize(
    ("below", "count"),
    [
        ("/", 3),
        ("/alla", 1),
        ("/alla?q=xyzzq", 1),
        ("/alla?state=public", 1),
        ("/alla?state=draft&q=xyzzq", 1),
        ("/kalender?month=2017-01", 1),
        ("/bilder", 1),
        ("/bilder?q=xyzzq", 1),
        ("/synpunkter", 1),
        ("/synpunkter?state=archived", 1),
        ("/statistik", 1),
        ("/installningar/kontakter", 1),
        ("/installningar/nycklar", 1),
        ("/installningar/webhooks", 1),
        ("/installningar/logg?who=ingen", 1),
    ],
)
def test_a_list_with_nothing_in_it_leads_on(admin: Visitor, below: str, count: int) -> None:
    """It says what comes there, and the one thing to do can be done."""
    admin.get(f"{BASE}{below}")
    found = EMPTY.findall(admin.page)
    assert len(found) == count
    for text, target in found:
        assert len(text) > len("Inga träffar")
        if target.startswith("#"):
            assert f'id="{target[1:]}"' in admin.page
        elif target.startswith("?"):
            assert admin.get(f"{BASE}{below.partition('?')[0]}{target}").status == 200
        else:
            assert admin.get(target.replace(f"http://{ROOM}", "")).status == 200


@pytest.mark.parametrize("below", ["/alla", "/"])
def test_the_first_picture_of_a_release_stands_beside_its_title(
    press: Press, admin: Visitor, below: str
) -> None:
    """Small, of a size that is known beforehand, and silent: the title says what it is of."""
    press.picture("bild1", photograph(1600, 900))
    pictured = builders.document("Med bild", images=(builders.image("bild1"),))
    press.publish(pictured)
    press.write(drafts.create, ROOM, builders.document("Ett utkast", images=pictured.images), WHO)
    press.publish(builders.document("Utan bild", images=()))
    admin.get(f"{BASE}{below}")
    shown = {title: image for image, title in THUMB.findall(admin.page)}
    assert set(shown) == {"Med bild", "Ett utkast", "Utan bild"}
    assert shown.pop("Utan bild") == ""
    for image in shown.values():
        assert 'alt="" width="64" height="48" loading="lazy"' in image
        source = re.search('src="([^"]+)"', image)
        assert source is not None
        small = admin.get(source[1])
        assert (small.status, small.kind) == (200, "image/jpeg")
        assert len(small.body) < 100_000


def test_a_list_without_any_picture_keeps_no_place_for_them(press: Press, admin: Visitor) -> None:
    press.publish(builders.document(images=()))
    assert "thumb" not in admin.get(f"{BASE}/alla").text
