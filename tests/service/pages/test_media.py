"""Pictures and attachments on the pages: small in lists, whole on a release, told to networks."""

from msgspec import UNSET, UnsetType

from releases.model import Focus
from releases.public import PublicRelease
from service.pages import press_room
from service.pages.static_files import STATIC
from tests import builders as b
from tests.builders import LINKS, MORNING
from tests.service.parsed import read, texts

URL = "https://press.example/media/bild1"
STYLES = STATIC["pressrum.css"].decode()


def pictured(
    name: str = "r1", stored_focus: Focus | None = None, focus: Focus | UnsetType = UNSET
) -> PublicRelease:
    shown = b.image(alt="", focus=focus)
    content = b.document(
        images=(b.image(None, caption="Bara ord"), shown, b.image("annan", alt="Annan")),
        attachments=(b.attachment(),),
    )
    stored = b.media(alt="En buss", focus=stored_focus, renditions=b.renditions(320, 640))
    return b.release(id=name, content=content, files=(stored, b.media("annan"), b.pdf()))


def test_a_card_shows_a_small_picture_whose_alternative_is_the_title() -> None:
    [image] = read(press_room.newsroom(b.listing(pictured()), LINKS)).xpath("//article//img")
    assert (image.get("alt"), image.get("src")) == ("", f"{URL}-640.jpg")
    assert image.get("sizes") == "(min-width: 40rem) 21rem, 100vw"
    assert (image.get("width"), image.get("height")) == ("640", "360")


def test_only_cards_below_the_first_wait_for_their_pictures() -> None:
    listing = b.listing(pictured("a"), pictured("b"), pictured("c"))
    images = read(press_room.newsroom(listing, LINKS)).xpath("//article//img")
    assert [image.get("loading") for image in images] == [None, "lazy", "lazy"]


def marks(item: PublicRelease) -> list[str]:
    [image] = read(press_room.newsroom(b.listing(item), LINKS)).xpath("//article//img")
    return (image.get("class") or "").split()


def test_the_focal_point_stays_in_sight_by_classes_the_style_sheet_knows() -> None:
    hundredths = [hundredth / 100 for hundredth in range(101)]
    names = {name for at in hundredths for name in marks(pictured(focus=(at, 1 - at)))}
    assert len(names) == 20
    for name in names:
        axis, tenth = name.removeprefix("focus-").split("-")
        assert f".{name} {{\n  --focus-{axis}: {tenth}%;\n}}" in STYLES


def test_the_focal_point_is_of_the_document_before_it_is_of_the_file() -> None:
    assert marks(pictured()) == []
    assert marks(pictured(stored_focus=(0.1, 0.5))) == ["focus-x-10"]
    assert marks(pictured(stored_focus=(0.1, 0.5), focus=(0.5, 0.9))) == ["focus-y-90"]
    assert marks(pictured(stored_focus=(0.1, 0.5), focus=(0.5, 0.5))) == []


def test_a_page_holds_no_style_of_its_own_so_that_the_policy_can_forbid_it() -> None:
    for page in (
        press_room.newsroom(b.listing(pictured()), LINKS),
        press_room.release(pictured(), LINKS),
    ):
        assert read(page).xpath("//*[@style] | //style") == []


def test_networks_are_told_of_the_first_stored_picture_in_its_largest_jpeg() -> None:
    page = read(press_room.release(pictured(), LINKS))
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
    page = read(press_room.release(pictured(), LINKS))
    assert "Rapport om resandet (PDF, 1,2 MB)" in texts(page, "//li")


def test_a_withdrawn_release_has_neither_card_picture_nor_attachment() -> None:
    gone = b.release(
        b.withdrawal(MORNING + b.HOUR),
        content=pictured().document,
        files=pictured().media,
    )
    for page in (press_room.newsroom(b.listing(gone), LINKS), press_room.withdrawn(gone, LINKS)):
        assert b"/media/" not in page
