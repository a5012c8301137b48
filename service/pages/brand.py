"""What makes the page of a newsroom its own: its colour and its logo."""

import msgspec
from markupsafe import Markup

from feeds.accent import Accent
from feeds.links import Links
from feeds.picture import picture
from releases.model import Media, Newsroom

# How high and wide a logo stands at most, in CSS pixels.
_HIGH, _WIDE = 72, 240


class Brand(msgspec.Struct, frozen=True):
    """A newsroom's colour as pages have it, and the stored picture that is its logo."""

    accent: Accent | None = None
    logo: Media | None = None


PLAIN = Brand()


def style(accent: Accent | None) -> str:
    """Return the text of a page's style element: the newsroom's colour, if it has one.

    Buttons of that colour have white words in light and dark ones in dark, as without it.
    """
    if accent is None:
        return ""
    return (
        f":root{{--accent:{accent.light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{--accent:{accent.dark}}}}}"
    )


def logo(room: Newsroom, brand: Brand, links: Links) -> Markup:
    """Return a newsroom's logo as its page shows it, empty without one that is stored here.

    Pages load pictures from nowhere else.
    """
    stored = brand.logo
    if stored is None:
        return Markup()
    alt = room.logo_alt or f"Logotyp för {room.name}"
    width = max(1, round(min(_WIDE, _HIGH * stored.width / max(1, stored.height))))
    return Markup(picture(stored, links, alt, width=width))  # noqa: S704 - escaped there
