"""Colours as #rrggbb, and whether one can be read on another: pure (WCAG 2.2, 1.4.3)."""

import colorsys
import re

# What text needs against the page it stands on.
CONTRAST = 4.5
WHITE = "#ffffff"
BLACK = "#000000"
_COLOUR = re.compile(r"#[0-9a-f]{6}")
# In how many steps a colour becomes white.
_STEPS = 100


def is_colour(text: str) -> bool:
    """Tell whether a text is a colour as we write them: #rrggbb in small letters."""
    return _COLOUR.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lighten(colour: str, page: str) -> str:
    """Return a colour of the same hue, no lighter than it must be to be read on a dark page."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    tints = (
        _to_hex(hue, lightness + (1 - lightness) * step / _STEPS, saturation)
        for step in range(_STEPS)
    )
    return next((tint for tint in tints if contrast(tint, page) >= CONTRAST), WHITE)


def darken(colour: str, page: str) -> str:
    """Return a colour of the same hue, no darker than it must be to be read on a light page."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    shades = (_to_hex(hue, lightness * (1 - step / _STEPS), saturation) for step in range(_STEPS))
    return next((shade for shade in shades if contrast(shade, page) >= CONTRAST), BLACK)


def _to_hex(hue: float, lightness: float, saturation: float) -> str:
    channels = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = map(_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own constants
