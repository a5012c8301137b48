"""Stored files for everybody: there while a public release shows them, else nowhere."""

from typing import Any

import pytest

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders
from tests.builders import HOUR, MORNING
from tests.service.app_server import ROOM, Press, moment

PICTURE = ("/media/bild1.jpg", "/media/bild1-640.jpg", "/media/bild1-640.webp")
FILES = (*PICTURE, "/media/bild1-1600.webp", "/media/bilaga1.pdf")
NONSENSE = ("/media/bild2.jpg", "/media/bild2-640.webp", "/media/bilaga2.pdf")
BOTH: dict[str, Any] = {
    "images": (builders.image("bild1"),),
    "attachments": (builders.attachment("bilaga1"),),
}
PDF: dict[str, Any] = {"type": "application/pdf", "width": 0, "height": 0, "title": "Rapport"}


@pytest.fixture
def stocked(press: Press) -> Press:
    """A newsroom that has a picture in three sizes and an attachment, and no release."""
    press.picture("bild1", renditions=builders.renditions(640))
    press.picture("bilaga1", b"%PDF-1.7 %%EOF", **PDF)
    return press


def there(press: Press) -> list[bool]:
    return [press.get(path).status == 200 for path in FILES]


def test_files_come_and_go_with_the_release_that_shows_them(stocked: Press) -> None:
    entry = stocked.publish(
        builders.document(**BOTH), Order(Action.PUBLISH, moment(MORNING + HOUR))
    )
    assert not any(there(stocked))
    stocked.clock.advance(HOUR)
    assert all(there(stocked))
    stocked.order(entry.release, Order(Action.CORRECT), builders.document(images=BOTH["images"]))
    assert there(stocked) == [True, True, True, True, False]
    stocked.order(entry.release, Order(Action.WITHDRAW))
    assert not any(there(stocked))


def test_a_file_that_is_not_public_answers_as_one_that_never_was(stocked: Press) -> None:
    stocked.publish(builders.document(**BOTH), Order(Action.PUBLISH, moment(MORNING + HOUR)))
    nothing = stocked.get("/media/bild2.jpg").lasting
    assert nothing[0] == 404
    for path in (*FILES, *NONSENSE, "/media/bild1", "/media/bild1-640", "/media/.jpg"):
        for method in ("GET", "HEAD", "OPTIONS", "POST"):
            wanted = stocked.send(method, "/media/bild2.jpg").lasting
            assert stocked.send(method, path).lasting == wanted, (method, path)


def test_another_size_or_format_than_there_is_is_not_there(stocked: Press) -> None:
    stocked.publish(builders.document(**BOTH))
    others = ("bild1.webp", "bild1.png", "bild1-320.jpg", "bild1-1600.jpg", "bild1-0640.jpg")
    for name in (*others, "bilaga1.jpg", "bild1.pdf", "bild1-640-640.jpg", "bild1.jpg.jpg"):
        assert stocked.get(f"/media/{name}").status == 404, name


def test_a_neighbour_who_names_a_file_does_not_make_it_public(stocked: Press) -> None:
    stocked.open(builders.newsroom("region-annat"))
    other = stocked.token(room="region-annat")
    path = "/api/v1/newsrooms/region-annat/releases"
    named = {"title": "Lånat", "images": [{"media": "bild1"}]}
    made = stocked.api("POST", path, other, named).json()["id"]
    order = {"action": "publish"}
    assert stocked.api("POST", f"{path}/{made}/entries", other, order).status == 422
    assert not any(there(stocked))


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_kept_as_long_as_a_page_and_asked_for_again_by_its_tag(
    stocked: Press, path: str
) -> None:
    stocked.publish(builders.document(**BOTH))
    shown = stocked.get(path, accept_encoding="zstd, gzip")
    assert (shown.header("cache-control") or "").startswith("public, max-age=60,")
    assert shown.header("content-encoding") is None
    assert shown.header("last-modified") is None
    assert shown.header("access-control-allow-origin") == "*"
    assert shown.header("x-content-type-options") == "nosniff"
    assert shown.header("content-security-policy") == "default-src 'none'; sandbox"
    again = stocked.get(path, if_none_match=shown.etag)
    assert (again.status, again.body) == (304, b"")


def test_only_attachments_are_for_saving(stocked: Press) -> None:
    stocked.publish(builders.document(**BOTH))
    said = [stocked.get(path).header("content-disposition") for path in FILES]
    assert said == [None, None, None, None, 'attachment; filename="rapport.pdf"']


def test_a_rendition_whose_file_is_lost_is_not_there(stocked: Press) -> None:
    stocked.publish(builders.document(**BOTH))
    (stocked.media_folder / "bild1-640.webp").unlink()
    assert there(stocked) == [True, True, False, True, True]


def test_a_withdrawn_release_shows_no_address_of_its_files(stocked: Press) -> None:
    entry = stocked.publish(builders.document(**BOTH))
    stocked.order(entry.release, Order(Action.WITHDRAW))
    for path in (f"/{ROOM}/", f"/{ROOM}/embed.html", f"/{ROOM}/feed.rss", f"/{ROOM}/feed.json"):
        assert "/media/" not in stocked.get(path).text
