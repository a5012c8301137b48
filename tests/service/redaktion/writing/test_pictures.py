"""Pictures and attachments sent with the writing page, their words and their points."""

import re

from msgspec.structs import replace

from releases.model import Image
from tests import builders, photographs
from tests.service.app_server import Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import HOME, add_draft, current_draft, open_form, upload


def test_a_picture_is_sent_with_its_words_and_shown_at_the_desk_alone(
    press: Press, author: Visitor, stranger: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {
        "picture.alt": "En buss",
        "picture.credit": "Olle Ek",
    }
    sent.pop("csrf")
    answer = upload(author, f"{HOME}/r/{release.id}", sent, photographs.with_metadata(), "picture")
    assert answer.status == 303
    (image,) = current_draft(press, release).draft.images
    assert image == Image(image.media, "En buss", "", "Olle Ek")
    author.get(f"{HOME}/r/{release.id}")
    match = re.search(r'src="[^"]*(/redaktion/[^"]+/media/[^"]+)"', author.page)
    assert match
    assert author.get(match[1]).kind == "image/jpeg"
    assert stranger.get(match[1]).status == 303
    assert press.get(f"/media/{image.media}.jpg").status == 404
    assert (
        f'src="{HOME}/r/{release.id}/som/sida"'
        in author.get(f"{HOME}/r/{release.id}/forhandsgranska").text
    )
    page = author.get(f"{HOME}/r/{release.id}/som/sida").text
    assert f"{HOME}/r/{release.id}/fil/{image.media}.jpg" in page


def test_the_point_and_the_words_of_a_picture_are_changed_where_it_stands(
    press: Press, author: Visitor
) -> None:
    press.picture("bild1", alt="Arkivets buss", credit="Arkivet", focus=(0.2, 0.3))
    release = add_draft(press, images=(builders.image("bild1", credit=""),))
    sent = open_form(author, release)
    assert "20 % från vänster och 30 % uppifrån" in author.page
    assert "Lämna tomt för att använda texten från uppladdningen: ”Arkivet”." in author.page
    assert "Arkivets buss" not in author.page
    moved = {"image.focus_x": "85", "image.focus_y": "7", "image.caption": "Linje 4."}
    assert author.post(f"{HOME}/r/{release.id}", sent | moved).status == 303
    (image,) = current_draft(press, release).draft.images
    assert image == replace(release.draft.images[0], caption="Linje 4.", focus=(0.85, 0.07))


def test_half_a_point_is_asked_about_and_what_was_typed_is_still_there(
    press: Press, author: Visitor
) -> None:
    press.picture("bild1")
    release = add_draft(press, images=(builders.image("bild1"),))
    sent = open_form(author, release) | {"image.focus_x": "85", "title": "Behåll mig"}
    answer = author.post(f"{HOME}/r/{release.id}", sent)
    assert answer.status == 422
    assert '<a href="#images[0].focus">Skriv båda talen' in answer.text
    assert 'value="85"' in answer.text
    assert re.search(r"<textarea[^>]*>\s*Behåll mig</textarea>", answer.text)
    assert current_draft(press, release).draft == release.draft


def test_a_picture_without_alternative_text_is_asked_about(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"title": "Behåll mig"}
    sent.pop("csrf")
    answer = upload(author, f"{HOME}/r/{release.id}", sent, photographs.with_metadata(), "picture")
    assert answer.status == 422
    assert "Beskriv vad bilden föreställer" in answer.text
    assert re.search(r"<textarea[^>]*>\s*Behåll mig</textarea>", answer.text)
