"""The focal point of a picture is a word of the document: moved in public, it is a correction."""

import pytest

from releases.desk.approval import Order
from releases.errors import InvalidDocument
from releases.model import Document, Focus, Image, canonical, fingerprint
from releases.rules import draft_diff, validation
from releases.timeline import Action, Significance
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import ROOM, Press
from tests.service.parsed import read

API = f"/api/v1/newsrooms/{ROOM}"


def pictured(focus: Focus | None = None) -> Document:
    image = builders.image() if focus is None else builders.image(focus=focus)
    return builders.document(images=(image,))


def classes(press: Press) -> str | None:
    """Return the classes of the picture in the newsroom's list."""
    [image] = read(press.get(f"/{ROOM}/").body).xpath("//article//img")
    found: str | None = image.get("class")
    return found


def test_a_point_moved_in_a_draft_is_public_from_the_correction_on(press: Press) -> None:
    press.picture("bild1", focus=(0.2, 0.5))
    entry = press.publish(pictured())
    assert classes(press) == "focus-x-20"
    press.clock.advance(HOUR)
    token = press.token()
    draft = press.api("GET", f"{API}/releases/{entry.release}", token)
    sent = draft.json()["draft"]
    sent["images"][0]["focus"] = [0.9, 0.104]
    press.api("PUT", f"{API}/releases/{entry.release}", token, sent, if_match=draft.etag)
    assert classes(press) == "focus-x-20"
    press.order(entry.release, Order(Action.CORRECT, significance=Significance.MINOR))
    assert classes(press) == "focus-x-90 focus-y-10"
    before, after = press.get(f"{API}/changes").json()["changes"]
    assert before["document"] is None
    assert after["document"]["images"][0]["focus"] == [0.9, 0.1]


def test_what_never_had_a_point_says_nothing_of_one(press: Press) -> None:
    press.picture("bild1")
    press.publish(pictured())
    told = press.get(f"{API}/changes").json()["changes"][0]["document"]["images"]
    assert told == [
        {
            "media": "bild1",
            "alt": "En buss framför ett sjukhus",
            "caption": "Den nya linjen stannar vid entrén.",
            "credit": "Olle Ek",
        }
    ]


def test_documents_keep_the_fingerprint_they_had_before_there_were_points() -> None:
    old = Document("Nytt", images=(Image("bild1", "En buss"),))
    assert canonical(old) == (
        b'{"about":"","attachments":[],"body":"","contacts":[],"event":null,'
        b'"images":[{"alt":"En buss","caption":"","credit":"","media":"bild1"}],'
        b'"kind":"press_release","language":"sv","lead":"","links":[],"places":[],'
        b'"title":"Nytt","topics":[],"translations":[]}'
    )
    assert fingerprint(pictured((0.5, 0.5))) != fingerprint(pictured())


@pytest.mark.parametrize("focus", [(0.5, 1.01), (-0.01, 0.5), (float("nan"), 0.5)])
def test_a_point_lies_in_the_picture(focus: Focus) -> None:
    with pytest.raises(InvalidDocument) as refused:
        validation.validate(pictured(focus))
    assert [error.field for error in refused.value.errors] == ["images[0].focus"]


@pytest.mark.parametrize("focus", [[0.5], [0.5, "x"], None, 0.5, [0.5, 2]])
def test_the_api_names_a_point_that_is_none(press: Press, focus: object) -> None:
    sent = {"title": "Nytt", "images": [{"media": "bild1", "focus": focus}]}
    refused = press.api("POST", f"{API}/releases", press.token(), sent)
    assert refused.status == 422
    assert refused.json()["errors"][0]["field"].startswith("images[0].focus")


def test_a_moved_point_is_a_change_to_be_reviewed() -> None:
    [change] = draft_diff.changes(pictured(), pictured((0.3, 0.25)))
    assert change.field == "images"
    assert "".join(piece.text for piece in change.after).endswith("(30% 25%)")
