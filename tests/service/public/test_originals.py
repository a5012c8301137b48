"""A picture in all its pixels: in with where it was taken, out with who took it.

It is public no sooner and no longer than its release.
"""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders, photographs
from tests.builders import HOUR, MORNING
from tests.exiftool import read_tags
from tests.service.app_server import ROOM, Press, moment

MEDIA = f"/api/v1/newsrooms/{ROOM}/media"
CREDIT = "Kim Ek/Region Mellanlandet"
SCREENS = ("image/jpeg", "image/webp")


@pytest.fixture(scope="module")
def sent() -> bytes:
    """A picture 4,000 x 3,000, held upright, with GPS in Exif and a credit in IPTC."""
    return photographs.from_agency(4_000, 3_000)


def upload(press: Press, body: bytes, **fields: str) -> dict[str, Any]:
    headers = {"Content-Type": photographs.FORM, "Authorization": f"Bearer {press.token()}"}
    answer = press.send("POST", MEDIA, headers, photographs.form(body, alt="En buss", **fields))
    assert answer.status == 201, answer.text
    media: dict[str, Any] = answer.json()
    return media


def path_of(file: dict[str, Any]) -> str:
    return f"/media/{file['url'].rpartition('/')[2]}"


OURS = {
    "IPTC:CodedCharacterSet",
    "IPTC:ApplicationRecordVersion",
    *("IPTC:By-line", "IPTC:Credit", "IPTC:CopyrightNotice"),
}


def check_words(tags: dict[str, Any]) -> None:
    assert tags["XMP-photoshop:Credit"] == CREDIT
    assert tags["XMP-dc:Creator"] == "Kim Ek"
    assert tags["XMP-dc:Rights"] == "© Region Mellanlandet"
    assert not any(name.startswith(("GPS", "ExifIFD")) for name in tags)
    older = {name: value for name, value in tags.items() if name.startswith("IPTC:")}
    # In JPEG alone, and nothing but what XMP says.
    if tags["File:MIMEType"] == "image/jpeg":
        assert (older["IPTC:Credit"], older["IPTC:By-line"]) == (CREDIT, "Kim Ek")
        assert older["IPTC:CopyrightNotice"] == "© Region Mellanlandet"
    assert set(older) <= OURS
    assert not any("HEMLIG" in str(value) for value in tags.values())


def test_an_original_comes_and_goes_with_its_release(
    press: Press, sent: bytes, tmp_path: Path
) -> None:
    assert "GPS:GPSLatitude" in read_tags(tmp_path, sent)
    media = upload(press, sent)
    original = media["original"]
    assert (original["type"], original["width"], original["height"]) == ("image/jpeg", 3000, 4000)
    assert media["image"]["credit"] == CREDIT
    nothing = press.get(f"/media/{'a' * 16}-original.jpg").lasting
    document = builders.document(images=(builders.image(media["id"], credit=""),))
    assert press.get(path_of(original)).lasting == nothing
    entry = press.publish(document, Order(Action.PUBLISH, moment(MORNING + HOUR)))
    paths = [path_of(file) for file in (*media["files"], original)]
    assert [press.get(path).lasting for path in paths] == [nothing] * len(paths)

    press.clock.advance(HOUR)
    for path in paths:
        shown = press.get(path)
        assert shown.status == 200
        check_words(read_tags(tmp_path, shown.body))
    whole = press.get(path_of(original))
    assert whole.header("content-disposition") == (
        f'attachment; filename="{ROOM}-{media["id"]}.jpg"'
    )
    assert len(whole.body) == original["size"]
    with Image.open(io.BytesIO(whole.body)) as out, Image.open(io.BytesIO(sent)) as given:
        assert out.tobytes() == given.tobytes()
        assert out.info["icc_profile"] == given.info["icc_profile"]

    press.clock.advance(HOUR)
    press.order(entry.release, Order(Action.WITHDRAW))
    assert {press.get(path).status for path in paths} == {410}
    never = path_of(original).replace(".jpg", ".png")
    assert press.get(never).status == 404


def test_the_page_offers_it_with_format_and_size_and_feeds_enclose_it(
    press: Press, sent: bytes
) -> None:
    media = upload(press, sent, usage_terms="Fri för press.")
    original = media["original"]
    entry = press.publish(builders.document(images=(builders.image(media["id"]),)))
    page = press.get(f"/{ROOM}/{entry.release}/nya-busslinjer-till-sjukhuset").text
    found = r'<a href="([^"]+)" download>Ladda ner högupplöst</a>\s*<span[^>]*>([^<]+)'
    offered = re.search(found, page)
    assert offered
    assert offered[1] == original["url"]
    assert re.fullmatch(r"JPEG, [\d,]+\xa0[kM]B, 3\xa0000\xa0×\xa04\xa0000", offered[2])
    assert "Villkor: Fri för press." in page
    size = original["size"]
    atom = press.get(f"/{ROOM}/feed.atom").text
    links = re.findall(r"<link [^>]*>", atom)
    [enclosed] = [link for link in links if original["url"] in link]
    assert 'rel="enclosure"' in enclosed
    assert f'length="{size}"' in enclosed
    rss = press.get(f"/{ROOM}/feed.rss").text
    group = re.search(r"<media:group>(.*?)</media:group>", rss, re.DOTALL)
    assert group
    assert group[1].count("<media:content") == 2
    assert f'fileSize="{size}"' in group[1]
    [item] = press.get(f"/{ROOM}/feed.json").json()["items"]
    assert {"url": original["url"], "mime_type": "image/jpeg", "size_in_bytes": size}.items() <= (
        item["attachments"][-1].items()
    )


def test_what_is_typed_comes_before_what_the_picture_says(press: Press, tmp_path: Path) -> None:
    media = upload(press, photographs.from_agency(), credit="Arkivet", usage_terms="Fri.")
    assert media["image"]["credit"] == "Arkivet"
    assert (media["creator"], media["usage_terms"]) == ("Kim Ek", "Fri.")
    press.publish(builders.document(images=(builders.image(media["id"]),)))
    for file in (*media["files"], media["original"]):
        tags = read_tags(tmp_path, press.get(path_of(file)).body)
        assert tags["XMP-photoshop:Credit"] == "Arkivet"
        assert tags["XMP-xmpRights:UsageTerms"] == "Fri."


def test_a_picture_larger_than_is_set_is_refused(press: Press) -> None:
    most = press.settings.original_most
    body = photographs.photograph().ljust(most + 1, b"\0")
    headers = {"Content-Type": photographs.FORM, "Authorization": f"Bearer {press.token()}"}
    answer = press.send("POST", MEDIA, headers, photographs.form(body, alt="En buss"))
    assert (answer.status, answer.json()["errors"][0]["code"]) == (422, "picture_too_large")
