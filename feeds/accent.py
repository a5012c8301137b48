"""The colour a newsroom has chosen, as light and as dark pages need it."""

import msgspec

from releases.text.colours import darken, is_colour, lighten

# No page that is called dark is lighter than this, so on all of them the colour can be read.
DARK = "#333333"
# The darkest of the tinted areas that our own light pages have (--accent-soft).
TINTED = "#e2f0f2"


class Accent(msgspec.Struct, frozen=True):
    """A colour of links and focus (#rrggbb): as chosen, for white, and lighter, for dark pages."""

    light: str
    dark: str


def accent(colour: str) -> Accent | None:
    """Return what becomes of a newsroom's colour, None where it has chosen none."""
    return Accent(colour, lighten(colour, DARK)) if is_colour(colour) else None


def page_accent(colour: str) -> Accent | None:
    """Return a newsroom's colour as its own pages have it, where it stands on tinted areas too."""
    return Accent(darken(colour, TINTED), lighten(colour, DARK)) if is_colour(colour) else None
