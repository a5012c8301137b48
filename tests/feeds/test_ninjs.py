"""ninjs 3.1: valid, complete, and clear about what was withdrawn."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from feeds.ninjs import ninjs
from releases.model import Attachment, Rendition, urn
from releases.public import Listing, Translation
from tests import builders as b
from tests.feeds.listings import ALL, ordinary, withdrawn

SCHEMA = msgspec.json.decode((Path(__file__).parent / "ninjs-3.1.schema.json").read_bytes())
VALID = Draft202012Validator(SCHEMA)


def written(listing: Listing) -> Any:
    made = ninjs(listing, b.LINKS)
    assert made.failed == ()
    document = msgspec.json.decode(made.body)
    assert [error.message for error in VALID.iter_errors(document)] == []
    return document


def items(listing: Listing) -> list[Any]:
    associations: list[Any] = written(listing).get("associations", [])
    return associations


@pytest.mark.parametrize("name", ALL)
def test_every_feed_is_valid_and_holds_every_release(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [item["uri"] for item in items(ALL[name]())] == [
        urn(item.id) for item in ALL[name]().items
    ]


def test_the_schema_in_use_refuses_what_the_standard_refuses() -> None:
    document = written(ordinary())
    for wrong in (
        {"pubStatus": "withdrawn"},
        {"versioncreated": "2018-04-03T05:23:00Z"},
        {"firstCreated": "2018-04-03"},
        {"associations": [{"name": "utan uri"}]},
    ):
        assert not VALID.is_valid(document | wrong), wrong


def test_a_release_says_when_what_and_by_whom() -> None:
    first = items(ordinary())[0]
    assert first["firstCreated"] == first["contentCreated"] == "2018-04-03T05:23:00Z"
    assert first["versionCreated"] == "2018-04-04T05:23:00Z"
    assert (first["pubStatus"], first["type"], first["language"]) == ("usable", "text", "sv")
    assert first["headlines"] == [{"value": "Nya busslinjer till sjukhuset"}]
    assert [body["contentType"] for body in first["bodies"]] == ["text/html", "text/plain"]
    assert all("regionfullmäktige" in body["value"] for body in first["bodies"])
    assert first["subjects"] == [{"name": "Kollektivtrafik", "literal": "kollektivtrafik"}]
    assert first["places"] == [{"name": "Örebro län", "literal": "18"}]
    assert first["genres"] == [{"name": "Pressmeddelande", "literal": "press_release"}]
    assert first["edNote"] == "Rätt antal linjer är fyra."
    assert first["by"] == first["copyrightHolder"] == "Region Mellanlandet"
    assert first["people"][0]["contactInfo"][0] == {
        "type": "phone",
        "value": "+46701740605",
        "name": "pressansvarig",
    }


def test_pictures_and_attachments_are_associations_with_their_renditions() -> None:
    small = Rendition("image/webp", 9000, 480, 270, "0" * 64)
    files = (
        b.media(renditions=(small,)),
        b.media("pdf1", type="application/pdf", width=0, height=0),
    )
    content = b.document(images=(b.image(),), attachments=(Attachment("pdf1", "Beslutet"),))
    (item,) = items(b.listing(b.release(content=content, files=files)))
    picture, attachment = item["associations"]
    assert (picture["type"], picture["rel"], picture["by"]) == ("picture", "picture", "Olle Ek")
    assert [description["value"] for description in picture["descriptions"]] == [
        *("Den nya linjen stannar vid entrén.", "En buss framför ett sjukhus")
    ]
    assert [(rendition["name"], rendition["width"]) for rendition in picture["renditions"]] == [
        *(("original", 1600), ("480 webp", 480))
    ]
    assert (attachment["name"], attachment["rel"]) == ("Beslutet", "attachment")
    assert attachment["renditions"][0]["href"] == "https://press.example/media/pdf1.pdf"
    assert picture["uri"] != attachment["uri"]


def test_translations_are_named_by_their_ids() -> None:
    other = Translation("engelska", "en", "New bus lines")
    (item,) = items(b.listing(replace(b.release(), translations=(other,))))
    assert item["associations"] == [
        {"name": "New bus lines", "rel": "translation", "uri": urn("engelska")}
    ]


def test_an_invitation_says_when_it_takes_place() -> None:
    (item,) = items(b.listing(b.release(content=b.document(event=b.event()))))
    assert item["eventDetails"] == {
        "dates": {"startDate": "2018-04-03T08:23:00Z", "endDate": "2018-04-03T09:23:00Z"}
    }


def test_a_withdrawn_release_is_canceled_with_its_note_and_nothing_else() -> None:
    gone = items(withdrawn())[0]
    assert gone["pubStatus"] == "canceled"
    assert gone["headlines"] == [{"value": "Återkallat: Felaktiga siffror"}]
    assert "Uppgifterna var fel." in gone["edNote"]
    assert gone["versionCreated"] == "2018-04-05T05:23:00Z"
    assert "HEMLIG" not in str(gone)
    assert not gone.keys() & {"bodies", "people", "associations", "subjects", "places"}
