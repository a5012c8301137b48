"""The words of pictures that Media RSS tells of, wherever in an item they stand."""

import io

import pytest

from releases.exchange import feed
from releases.model import Image

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>K</title><item><title>Ny bro</title>
<description>Bron &lt;b>öppnar&lt;/b>.</description>
{}</item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<id>u</id><entry><id>1</id><title>Ny bro</title><summary>Bron öppnar.</summary>{}</entry></feed>"""
CONTENT = '<media:content url="b.jpg" medium="image"/>'
ALT = "<media:description>En bro över ån</media:description>"
CAPTION = "<media:title>Bron invigs.</media:title>"
CREDIT = "<media:credit>Olle Ek</media:credit>"
WHOLE = Image(alt="En bro över ån", caption="Bron invigs.", credit="Olle Ek")


def images(item: str, text: str = RSS) -> tuple[Image, ...]:
    ((_, read),) = feed.read_feed(io.BytesIO(text.format(item).encode()))
    return read.images


@pytest.mark.parametrize("text", [RSS, ATOM])
@pytest.mark.parametrize(
    "item",
    [
        CONTENT + ALT + CAPTION + CREDIT,
        ALT + CREDIT + CONTENT + CAPTION,
        CONTENT.replace("/>", f">{CREDIT}</media:content>") + ALT + CAPTION,
        f"<media:group>{CONTENT}{CAPTION}</media:group>{ALT}{CREDIT}",
        f"{ALT}{CAPTION}<media:group>{CONTENT}{CONTENT}{CREDIT}</media:group>",
        CONTENT.replace(' medium="image"', "") + ALT + CAPTION + CREDIT,
    ],
)
def test_words_beside_a_picture_are_its_words(item: str, text: str) -> None:
    assert images(item, text) == (WHOLE,)


def test_a_picture_says_itself_what_it_says() -> None:
    own = "<media:description>Ett tåg</media:description>"
    said = images(CONTENT.replace("/>", f">{own}</media:content>") + CONTENT + ALT)
    assert said == (Image(alt="Ett tåg"), Image(alt="En bro över ån"))


@pytest.mark.parametrize(
    "beside",
    [
        "<media:title>Ny bro</media:title>",
        "<media:description>Bron öppnar.</media:description>",
        "<media:title> Ny  bro </media:title><media:description>Ny bro</media:description>",
    ],
)
def test_the_words_of_the_item_itself_are_not_those_of_a_picture(beside: str) -> None:
    for text in (RSS, ATOM):
        assert images(CONTENT + beside, text) == ()


@pytest.mark.parametrize(
    "item",
    [
        '<media:content url="f.mp4" medium="video"/>' + ALT,
        '<media:content url="f.mp3" type="audio/mpeg"/>' + CAPTION,
        ALT + CAPTION + CREDIT,
    ],
)
def test_words_beside_no_picture_are_of_none(item: str) -> None:
    assert images(item) == ()
