"""Colours: what can be read on what, and the lighter colour that dark pages need."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.desk.newsroom_settings import validate_settings
from releases.errors import InvalidDocument
from releases.store.settings import RoomSettings
from releases.text.colours import CONTRAST, WHITE, contrast, is_colour, lighten

BLACK = "#000000"
COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
# What a newsroom may choose: what the settings take.
CHOICES = COLOURS.filter(lambda colour: contrast(colour, WHITE) >= CONTRAST)
DARK_PAGES = COLOURS.filter(lambda colour: contrast(WHITE, colour) >= CONTRAST)


def hue(colour: str) -> tuple[float, float]:
    """Return hue and saturation, 0 to 1."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hls, _, saturation = colorsys.rgb_to_hls(*channels)
    return hls, saturation


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        # The grey that is known as the lightest one for text on white.
        ("#767676", WHITE, 4.54),
        ("#777777", WHITE, 4.48),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("text", ["", "#fff", "#00FF00", "#12345g", "005a68", "#005a68\n", "red"])
def test_only_six_small_digits_are_a_colour(text: str) -> None:
    assert not is_colour(text)


@given(COLOURS)
def test_the_settings_take_what_can_be_read_on_white_and_nothing_else(colour: str) -> None:
    wanted = RoomSettings("region-mellanlandet", accent=colour.upper())
    if contrast(colour, WHITE) >= CONTRAST:
        assert validate_settings(wanted).accent == colour
    else:
        with pytest.raises(InvalidDocument, match="accent"):
            validate_settings(wanted)


@given(CHOICES, DARK_PAGES)
def test_a_chosen_colour_becomes_one_that_can_be_read_on_a_dark_page(
    colour: str, page: str
) -> None:
    made = lighten(colour, page)
    assert is_colour(made)
    assert contrast(made, page) >= CONTRAST
    assert contrast(made, BLACK) >= contrast(colour, BLACK)


@given(CHOICES, DARK_PAGES)
def test_what_can_be_read_already_stays_as_it_is(colour: str, page: str) -> None:
    made = lighten(colour, page)
    assert lighten(made, page) == made
    if contrast(colour, page) >= CONTRAST:
        assert made == colour


@given(CHOICES)
def test_the_hue_stays_the_newsrooms(colour: str) -> None:
    made = lighten(colour, "#222222")
    (before, strength), (after, left) = hue(colour), hue(made)
    # Greys have no hue, and what is nearly black or grey has one only by rounding.
    if strength > 0.2 and left > 0.2 and contrast(colour, BLACK) > 1.2:
        turned = abs(before - after)
        assert min(turned, 1 - turned) < 0.03
