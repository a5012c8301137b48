"""The colour a newsroom has chosen for its embeds, as light and as dark pages need it."""

import msgspec

from releases.text.colours import is_colour, lighten

# No page that is called dark is lighter than this, so on all of them the colour can be read.
DARK = "#333333"


class Accent(msgspec.Struct, frozen=True):
    """A colour of links and focus (#rrggbb): as chosen, for white, and lighter, for dark pages."""

    light: str
    dark: str


def accent(colour: str) -> Accent | None:
    """Return what becomes of a newsroom's colour, None where it has chosen none."""
    return Accent(colour, lighten(colour, DARK)) if is_colour(colour) else None
