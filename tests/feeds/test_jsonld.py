"""JSON-LD: what schema.org expects of a NewsArticle, and nothing that could leave its element."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from feeds.jsonld import news_article, write_jsonld
from releases.model import Kind, urn
from releases.public import PublicRelease
from tests import builders as b


def article(release: PublicRelease) -> Any:
    return msgspec.json.decode(news_article(release, b.LINKS))


def test_a_release_is_a_news_article_by_its_publisher() -> None:
    told = article(b.release())
    assert (told["@context"], told["@type"]) == ("https://schema.org", "NewsArticle")
    assert told["@id"] == urn("r1")
    assert told["headline"] == "Nya busslinjer till sjukhuset"
    assert told["datePublished"] == told["dateModified"] == "2018-04-03T07:23:00+02:00"
    assert told["inLanguage"] == "sv"
    assert told["url"] == told["mainEntityOfPage"] == b.LINKS.release(b.release())
    assert told["publisher"]["@type"] == "GovernmentOrganization"
    assert told["publisher"]["name"] == "Region Mellanlandet"
    assert told["contentLocation"] == [{"@type": "Place", "name": "Örebro län"}]
    assert "correction" not in told


def test_corrections_are_told_with_date_and_text_and_move_the_date_of_change() -> None:
    told = article(b.release(b.correction()))
    assert told["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2018-04-04T07:23:00+02:00",
            "text": "Rätt antal linjer är fyra.",
        }
    ]
    assert told["dateModified"] == "2018-04-04T07:23:00+02:00"
    assert "correction" not in article(b.release(b.minor()))


def test_a_picture_is_told_with_its_credit() -> None:
    [picture] = article(b.release(content=b.document(images=(b.image(),)), files=(b.media(),)))[
        "image"
    ]
    assert picture["creditText"] == "Olle Ek"
    assert (picture["width"], picture["height"]) == (1600, 900)
    assert picture["url"].startswith("https://press.example/media/bild1")


def test_an_invitation_is_about_its_event() -> None:
    content = b.document(kind=Kind.PRESS_INVITATION, event=b.event())
    about = article(b.release(content=content))["about"]
    assert about["@type"] == "Event"
    assert about["startDate"] == "2018-04-03T10:23:00+02:00"
    assert about["location"]["name"] == "Stora salen, Storgatan 1, Mellanstad"


def test_a_release_of_which_only_the_day_is_known_states_no_time() -> None:
    assert article(b.release(day_only=True))["datePublished"] == "2018-04-03"


@given(st.text())
def test_no_text_can_leave_the_script_element_or_break_the_data(text: str) -> None:
    whole = text.encode("utf-8", "replace").decode() + "</script><!--&\u2028\u2029"
    shown = write_jsonld({"headline": whole})
    assert not set(shown) & set("<>&\u2028\u2029")
    assert msgspec.json.decode(shown) == {"headline": whole}


def test_hostile_words_everywhere_stay_data() -> None:
    hostile = "</script><script>alert(1)</script>"
    content = b.document(hostile, lead=hostile, topics=(hostile,), places=(hostile,))
    item = b.release(b.correction(note=hostile), content=content, room=b.newsroom(name=hostile))
    assert "<" not in news_article(item, b.LINKS)
    assert article(item)["headline"] == hostile
