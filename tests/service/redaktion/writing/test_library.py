"""The library of pictures at the desk: found, described anew, replaced, taken into a text."""

import re

from releases.desk.approval import Order
from releases.model import DraftRef
from releases.store import drafts
from releases.store.tx import Tx
from releases.timeline import Action
from service.redaktion.writing import fields, pictures
from tests import builders, photographs
from tests.builders import HOUR
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import HOME, add_draft, current_draft, open_form, upload

LIBRARY = f"{HOME}/bilder"


def sent_in(press: Press, author: Visitor, title: str = "Nytt") -> tuple[str, str]:
    """Upload a picture with a text; return the ids of its release and of the picture."""
    release = add_draft(press, title=title)
    form = open_form(author, release) | {"picture.alt": "En buss vid Ängen"}
    form.pop("csrf")
    file = photographs.from_agency()
    assert upload(author, f"{HOME}/r/{release.id}", form, file, "picture").status == 303
    (image,) = current_draft(press, release).draft.images
    assert image.media
    return release.id, image.media


def test_what_was_uploaded_is_found_by_its_words_and_shown_with_its_use(
    press: Press, author: Visitor
) -> None:
    release, picture = sent_in(press, author)
    author.get(f"{LIBRARY}?q=%C3%A4ngen+KIM")
    assert f'href="{LIBRARY}/{picture}"' in author.page
    assert "Används" in author.page
    author.get(f"{LIBRARY}?q=b%C3%A5t")
    assert picture not in author.page
    author.get(f"{LIBRARY}/{picture}")
    assert f'href="{HOME}/r/{release}"' in author.page
    assert re.search(r'name="copyright_notice"[^>]* value="© Region Mellanlandet"', author.page)
    match = re.search(r'href="([^"]*-original\.jpg)" download', author.page)
    assert match
    assert author.get(match[1].removeprefix("https://press.example")).kind == "image/jpeg"


def test_a_picture_that_nobody_has_described_is_marked_at_once(
    press: Press, author: Visitor
) -> None:
    press.picture("bild1", alt="")
    release = add_draft(press, images=(builders.image("bild1", alt=""),))
    author.get(LIBRARY)
    assert "Saknar beskrivning" in author.page
    author.get(f"{HOME}/r/{release.id}")
    assert "Bilden saknar beskrivning" in author.page


def test_other_words_stand_in_every_file_and_what_is_public_waits_for_a_correction(
    press: Press, author: Visitor
) -> None:
    release, picture = sent_in(press, author)
    entry = press.order(release, Order(Action.PUBLISH))
    said = {"do": "words", "alt": "En buss", "creator": "Olle Ek"}
    assert author.post(f"{LIBRARY}/{picture}", said).status == 303
    shown = press.get(f"/media/{picture}-original.jpg").body
    assert b"Kim Ek" in shown
    new = press.store.reading(_image_of, entry.release).result()
    assert new != picture
    press.clock.advance(HOUR)
    press.order(release, Order(Action.CORRECT))
    for name in ("-original.jpg", ".jpg", "-300.webp"):
        moved = press.get(f"/media/{picture}{name}")
        assert (moved.status, moved.header("location")) == (
            308,
            f"https://press.example/media/{new}{name}",
        )
        body = press.get(f"/media/{new}{name}").body
        assert b"Olle Ek" in body
        assert b"Kim Ek" not in body
    press.clock.advance(HOUR)
    press.order(release, Order(Action.WITHDRAW))
    assert press.get(f"/media/{picture}.jpg").status == 410


def test_another_picture_takes_the_place_in_every_draft(press: Press, author: Visitor) -> None:
    release, picture = sent_in(press, author)
    author.get(f"{LIBRARY}/{picture}")
    answer = upload(
        author,
        f"{LIBRARY}/{picture}",
        {"do": "replace", "alt": "Ett tåg"},
        photographs.photograph(colour=photographs.GREEN),
        "file",
    )
    assert answer.status == 303
    new = press.store.reading(_image_of, release).result()
    assert answer.header("location") == f"{LIBRARY}/{new}"
    author.get(f"{LIBRARY}/{picture}")
    assert f'href="{LIBRARY}/{new}"' in author.page
    assert 'name="alt"' not in author.page


def test_without_words_or_file_it_is_asked_for_and_nothing_is_kept(
    press: Press, author: Visitor
) -> None:
    _, picture = sent_in(press, author)
    assert author.post(f"{LIBRARY}/{picture}", {"do": "words"}).status == 422
    assert "Beskriv vad bilden föreställer" in author.page
    sent = {"do": "replace", "alt": "x"}
    assert author.post(f"{LIBRARY}/{picture}", sent).status == 422
    assert author.get(f"{LIBRARY}/{picture}").status == 200


def test_a_neighbours_picture_is_not_there(press: Press, author: Visitor) -> None:
    press.open(builders.newsroom("region-annat"))
    press.picture("bild9", room="region-annat")
    assert author.get(f"{LIBRARY}/bild9").status == 404
    author.get(LIBRARY)
    assert "bild9" not in author.page
    release = add_draft(press)
    sent = open_form(author, release) | {"picture.pick": "bild9"}
    assert author.post(f"{HOME}/r/{release.id}", sent).status == 303
    assert current_draft(press, release).draft.images == ()


def test_pictures_of_the_library_are_taken_into_a_text_once(press: Press, author: Visitor) -> None:
    press.picture("bild1", alt="En buss", credit="Olle Ek")
    press.picture("bild2", alt="Ett tåg")
    release = add_draft(press)
    sent = open_form(author, release) | {"picture.pick": "bild1", "do": "picture"}
    assert 'name="picture.pick" value="bild2"' in author.page
    for _ in range(2):
        answer = author.post(f"{HOME}/r/{release.id}", sent)
        sent = open_form(author, current_draft(press, release)) | {"picture.pick": "bild1"}
    assert answer.status == 303
    assert current_draft(press, release).draft.images == (
        builders.image("bild1", alt="En buss", caption="", credit="Olle Ek"),
    )
    found = author.post(f"{HOME}/r/{release.id}", sent | {"do": "pictures", "picture.q": "tåg"})
    assert found.header("location") == f"{HOME}/r/{release.id}?bilder=t%C3%A5g#bilder"
    author.get(f"{HOME}/r/{release.id}?bilder=b%C3%A5t")
    assert "Ingen bild med de orden." in author.page


def test_a_picture_is_moved_past_its_neighbour(press: Press, author: Visitor) -> None:
    for name in ("bild1", "bild2", "bild3"):
        press.picture(name, alt=name)
    images = tuple(builders.image(name, alt=name) for name in ("bild1", "bild2", "bild3"))
    release = add_draft(press, images=images)
    page = author.get(f"{HOME}/r/{release.id}").text
    assert len(re.findall(r'value="image-(?:up|down)-\d"', page)) == 4
    for button, order in (
        ("image-up-2", ["bild1", "bild3", "bild2"]),
        ("image-down-0", ["bild2", "bild1", "bild3"]),
        ("image-down-2", ["bild1", "bild2", "bild3"]),
        ("image-up-0", ["bild1", "bild2", "bild3"]),
        ("save", ["bild1", "bild2", "bild3"]),
    ):
        form = fields.with_fields(fields.to_fields(release.draft), ("do", button))
        moved = fields.from_fields(pictures.move(form)).images
        assert [image.media for image in moved] == order
        assert [image.alt for image in moved] == order


def test_the_one_to_be_removed_is_still_that_one_when_it_was_moved() -> None:
    images = tuple(builders.image(name, alt=name) for name in ("bild1", "bild2"))
    form = fields.to_fields(builders.document(images=images))
    form = fields.with_fields(form, ("do", "image-up-1"), ("image.remove", "0"))
    assert [image.media for image in fields.from_fields(pictures.move(form)).images] == ["bild2"]


def _image_of(tx: Tx, release: str) -> str:
    (image,) = drafts.get(tx, DraftRef(ROOM, release)).draft.images
    return str(image.media)
