"""What we say ourselves around a release, in its language where we can, else in Swedish.

The Swedish words are the keys; `feeds/catalogues` holds the others as gettext catalogues. A
language without one (fit, smj, sma, rom, yi …) gets Swedish words, marked as such.
"""

from collections.abc import Mapping
from importlib.resources import files

from babel.messages.pofile import read_po

SWEDISH = "sv"


def _read(tag: str) -> Mapping[str, str]:
    text = files("feeds").joinpath("catalogues", f"{tag}.po").read_bytes()
    catalogue = read_po(text.splitlines(keepends=True), locale=tag)
    return {str(message.id): str(message.string) for message in catalogue if message.id}


CATALOGUES = {tag: _read(tag) for tag in ("en", "fi", "se")}


def language_of(tag: str) -> str:
    """Return the language of our words around a text in a language (a BCP 47 tag)."""
    spoken = tag.lower().partition("-")[0]
    return spoken if spoken in CATALOGUES else SWEDISH


def translate(swedish: str, spoken: str = SWEDISH) -> str:
    """Return Swedish words of ours in another language (of `language_of`)."""
    return CATALOGUES[spoken][swedish] if spoken in CATALOGUES else swedish
