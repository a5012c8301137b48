"""Pictures as HTML: every size is offered, the right one is the fallback, nothing jumps."""

import pytest
from msgspec import UNSET, UnsetType

from feeds import content
from feeds.picture import focus, picture, thumbnail
from releases.model import Focus, Media
from tests import builders as b
from tests.feeds.markup_rules import Checked

URL = "https://press.example/media/bild1"
SIZED = b.media(renditions=b.renditions(320, 640))


def elements(media: Media, alt: str = "En buss", **asked: object) -> dict[str, dict[str, str]]:
    checked = Checked(picture(media, b.LINKS, alt, **asked))  # type: ignore[arg-type] # as asked
    assert checked.faults == []
    return dict(checked.elements)


def test_webp_is_offered_first_and_jpeg_to_all_others_in_every_width() -> None:
    picture_elements = elements(SIZED)
    assert list(picture_elements) == ["picture", "source", "img"]
    assert picture_elements["source"] == {
        "type": "image/webp",
        "srcset": f"{URL}-320.webp 320w, {URL}-640.webp 640w, {URL}-1600.webp 1600w",
        "sizes": "(min-width: 60rem) 60rem, 100vw",
    }
    assert picture_elements["img"] == {
        "src": f"{URL}.jpg",
        "srcset": f"{URL}-320.jpg 320w, {URL}-640.jpg 640w, {URL}.jpg 1600w",
        "sizes": "(min-width: 60rem) 60rem, 100vw",
        "alt": "En buss",
        "width": "1600",
        "height": "900",
    }


@pytest.mark.parametrize(
    ("width", "source", "shape"),
    [
        (240, "-320.jpg", ("240", "135")),
        (320, "-320.jpg", ("320", "180")),
        (321, "-640.jpg", ("321", "181")),
        (5000, ".jpg", ("1600", "900")),
    ],
)
def test_who_knows_no_srcset_gets_the_smallest_file_that_is_sharp(
    width: int, source: str, shape: tuple[str, str]
) -> None:
    image = elements(SIZED, width=width)["img"]
    assert image["src"] == URL + source
    assert (image["width"], image["height"]) == shape
    assert image["sizes"] == f"{shape[0]}px"


def test_a_picture_of_one_size_is_plain() -> None:
    assert (
        picture(b.media(), b.LINKS, "") == f'<img src="{URL}.jpg" alt="" width="1600" height="900">'
    )


def test_a_small_picture_still_offers_webp_but_no_choice_of_one() -> None:
    small = b.media(width=200, height=100, renditions=(b.rendition(200, height=100),))
    picture_elements = elements(small)
    assert picture_elements["source"]["srcset"] == f"{URL}-200.webp 200w"
    assert "srcset" not in picture_elements["img"]


def test_only_a_picture_below_the_first_waits_until_it_is_near() -> None:
    images = (b.image(None), b.image("ett"), b.image("tva"), b.image("tre"))
    files = tuple(b.media(name) for name in ("ett", "tva", "tre"))
    release = b.release(content=b.document(images=images), files=files)
    shown = Checked(content.html(release, b.LINKS)).named("img")
    assert [image.get("loading") for image in shown] == [None, "lazy", "lazy"]


def test_what_an_image_leaves_unsaid_is_said_as_of_its_file() -> None:
    stored = b.media(alt="Arkivets buss", credit="Arkivet", caption="Sägs bara där bilden finns.")
    silent, own = b.image(alt="", credit="", caption=""), b.image()
    told = content.html(b.release(content=b.document(images=(silent,)), files=(stored,)), b.LINKS)
    assert 'alt="Arkivets buss"' in told
    assert "<figcaption><small>Foto: Arkivet</small></figcaption>" in told
    said = content.html(b.release(content=b.document(images=(own,)), files=(stored,)), b.LINKS)
    assert "Arkiv" not in said


def test_a_list_gets_the_smallest_jpeg_with_its_true_size() -> None:
    assert thumbnail(SIZED, b.LINKS) == (f"{URL}-320.jpg", 320, 180)
    assert thumbnail(b.media(), b.LINKS) == (f"{URL}.jpg", 1600, 900)


@pytest.mark.parametrize(
    ("at", "classes"),
    [
        (UNSET, ""),
        ((0.5, 0.46), ""),
        ((0.5, 0.44), "focus-y-40"),
        ((0.0, 1.0), "focus-x-0 focus-y-100"),
        ((0.33, 0.87), "focus-x-30 focus-y-90"),
    ],
)
def test_the_focal_point_is_told_in_tenths_by_classes(at: Focus | UnsetType, classes: str) -> None:
    assert focus(at) == classes
