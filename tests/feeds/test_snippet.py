"""The fragment for other people's pages: whole, quiet, and impossible to confuse with theirs."""

import pytest

from feeds.snippet import THUMBNAIL_WIDTH, fragment
from releases.public import Listing
from tests import builders as b
from tests.feeds.listings import ALL, empty, invitations, ordinary, withdrawn
from tests.feeds.markup_rules import Checked


def checked(listing: Listing, heading: int = 2, *, pictures: bool = False) -> Checked:
    return Checked(fragment(listing, b.LINKS, heading, pictures=pictures).decode())


@pytest.mark.parametrize("pictures", [False, True])
@pytest.mark.parametrize("name", ALL)
def test_every_fragment_is_well_formed_and_brings_no_style_script_or_id(
    name: str, pictures: bool
) -> None:
    assert checked(ALL[name](), pictures=pictures).faults == []


@pytest.mark.parametrize("name", ALL)
def test_every_class_name_is_ours_alone(name: str) -> None:
    classes = checked(ALL[name](), pictures=True).classes()
    assert {name for name in classes if name.split("-")[0] != "pressrum"} == set()


def test_titles_are_headings_of_the_level_asked_for() -> None:
    page = checked(ordinary(), 4)
    assert len(page.named("h4")) == 3
    assert page.named("h2") == []


def test_a_foreign_title_and_lead_are_marked_and_swedish_labels_are_not() -> None:
    foreign = b.release(content=b.document("Uutinen", lead="Ingressi", language="fi"))
    page = checked(b.listing(foreign))
    assert page.named("section")[0]["lang"] == "sv"
    assert [tag for tag, values in page.elements if values.get("lang") == "fi"] == ["h2", "p"]


def test_times_say_their_offset_or_only_their_day() -> None:
    times = [values["datetime"] for values in checked(ordinary()).named("time")]
    assert "2018-04-03T07:23:00+02:00" in times
    assert "2018-03-04" in times


def test_corrections_and_withdrawals_are_said() -> None:
    assert "Rättelse 4 april 2018 kl. 07.23: Rätt antal linjer är fyra." in checked(ordinary()).text
    gone = checked(withdrawn(), pictures=True).text
    assert "Återkallat: Felaktiga siffror" in gone
    assert "Uppgifterna var fel." in gone
    assert "HEMLIG" not in gone


def test_pictures_are_there_only_if_asked_for_because_strict_pages_refuse_them() -> None:
    assert checked(ordinary()).named("img") == []


def test_a_thumbnail_reserves_its_space_and_names_the_photographer() -> None:
    page = checked(ordinary(), pictures=True)
    (image,) = page.named("img")
    assert (image["width"], image["height"]) == (str(THUMBNAIL_WIDTH), "135")
    assert image["alt"] == "En buss framför ett sjukhus"
    assert "Foto: Olle Ek" in page.text


def test_a_small_picture_is_not_blown_up() -> None:
    files = (b.media(width=100, height=50),)
    small = b.release(content=b.document(images=(b.image(),)), files=files)
    (image,) = checked(b.listing(small), pictures=True).named("img")
    assert (image["width"], image["height"]) == ("100", "50")


def test_the_press_room_and_the_feed_are_linked() -> None:
    addresses = [values["href"] for values in checked(empty()).named("a")]
    assert addresses == [
        "https://press.example/region-mellanlandet/?topic=kultur",
        "https://press.example/region-mellanlandet/feed.rss?topic=kultur",
    ]


def test_a_list_over_all_newsrooms_names_the_newsroom_of_each_release() -> None:
    text = checked(invitations()).text
    assert "Region Kusten" in text
    assert "Region Mellanlandet" in text


def test_an_empty_list_says_so() -> None:
    assert "Just nu finns inget att visa här." in checked(empty()).text
