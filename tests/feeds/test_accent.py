"""The colour of a newsroom's embeds, where pages are light and where they are dark."""

import pytest
from hypothesis import given

from feeds.accent import DARK, accent
from releases.text.colours import CONTRAST, WHITE, contrast
from tests.releases.text.test_colours import CHOICES

# Chromium's, Firefox' and Safari's own dark page.
BROWSERS = ("#121212", "#1c1b22", "#1e1e1e")


@given(CHOICES)
def test_every_choice_can_be_read_on_every_dark_page(colour: str) -> None:
    made = accent(colour)
    assert made
    assert [page for page in (DARK, *BROWSERS) if contrast(made.dark, page) < CONTRAST] == []


@given(CHOICES)
def test_every_choice_is_itself_on_white(colour: str) -> None:
    made = accent(colour)
    assert made
    assert made.light == colour
    assert contrast(made.light, WHITE) >= CONTRAST


@pytest.mark.parametrize("text", ["", "red", "#fff", "#005a68;}", "</style>"])
def test_what_is_no_colour_colours_nothing(text: str) -> None:
    assert accent(text) is None
