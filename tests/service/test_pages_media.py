"""Pictures and attachments on the pages: small in lists, whole on a release, told to networks."""

from releases.reading import PublicRelease
from service import pages
from service.pages_rendering import STATIC
from tests import builders as b
from tests.builders import LINKS, MORNING
from tests.service.parsed import read, texts

URL = "https://press.example/media/bild1"
STYLES = STATIC["pressrum.css"].decode()


def pictured(name: str = "r1", focus: tuple[int, int] | None = (10, 90)) -> PublicRelease:
    content = b.document(
        images=(b.image(None, caption="Bara ord"), b.image(alt=""), b.image("annan", alt="Annan")),
        attachments=(b.attachment(),),
    )
    stored = b.media(alt="En buss", focus=focus, renditions=b.renditions(320, 640))
    return b.release(id=name, content=content, files=(stored, b.media("annan"), b.pdf()))


def test_a_card_shows_a_small_picture_whose_alternative_is_the_title() -> None:
    [image] = read(pages.newsroom(b.listing(pictured()), LINKS)).xpath("//article//img")
    assert (image.get("alt"), image.get("src")) == ("", f"{URL}-640.jpg")
    assert image.get("sizes") == "(min-width: 40rem) 21rem, 100vw"
    assert (image.get("width"), image.get("height")) == ("640", "360")


def test_only_cards_below_the_first_wait_for_their_pictures() -> None:
    listing = b.listing(pictured("a"), pictured("b"), pictured("c"))
    images = read(pages.newsroom(listing, LINKS)).xpath("//article//img")
    assert [image.get("loading") for image in images] == [None, "lazy", "lazy"]


def test_the_focal_point_stays_in_sight_by_a_class_the_style_sheet_knows() -> None:
    found = {
        image.get("class")
        for x in (0, 50, 100)
        for y in (0, 50, 100)
        for image in read(pages.newsroom(b.listing(pictured(focus=(x, y))), LINKS)).xpath(
            "//article//img"
        )
    }
    assert len(found) == 9
    for name in found - {None}:
        assert f".{name} {{" in STYLES


def test_a_page_holds_no_style_of_its_own_so_that_the_policy_can_forbid_it() -> None:
    for page in (pages.newsroom(b.listing(pictured()), LINKS), pages.release(pictured(), LINKS)):
        assert read(page).xpath("//*[@style] | //style") == []


def test_networks_are_told_of_the_first_stored_picture_in_its_largest_jpeg() -> None:
    page = read(pages.release(pictured(), LINKS))
    told = {
        meta.get("property"): meta.get("content")
        for meta in page.xpath("//meta[starts-with(@property, 'og:image')]")
    }
    assert told == {
        "og:image": f"{URL}.jpg",
        "og:image:type": "image/jpeg",
        "og:image:width": "1600",
        "og:image:height": "900",
        "og:image:alt": "En buss",
    }


def test_attachments_stand_on_the_page_with_type_and_size() -> None:
    page = read(pages.release(pictured(), LINKS))
    assert "Rapport om resandet (PDF, 1,2 MB)" in texts(page, "//li")


def test_a_withdrawn_release_has_neither_card_picture_nor_attachment() -> None:
    gone = b.release(
        b.withdrawal(MORNING + b.HOUR),
        content=pictured().document,
        files=pictured().media,
    )
    for page in (pages.newsroom(b.listing(gone), LINKS), pages.withdrawn(gone, LINKS)):
        assert b"/media/" not in page
