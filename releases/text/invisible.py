"""Characters that nobody sees: soft hyphens, zero widths, marks of direction, odd hyphens."""

import re

from releases.text import normal_forms

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# The same but for what other scripts and emoji are written with.
_NEEDLESS = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile(
    "[\u05d0-\u05f4\u0620-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Joiners beside Latin letters, figures and spaces join nothing.
_LATIN = r"[\s0-9A-Za-z\u00c0-\u024f\u1e00-\u1eff]"
_JOINERS = re.compile(
    rf"(?<={_LATIN})[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?={_LATIN})"
)
_HYPHENS = re.compile(
    r"(?<=[\d)])[\u2010\u2011](?=\d)|^(?P<indent>[^\S\n]*)[\u2010\u2011](?=\s)",
    re.MULTILINE,
)


def clean(text: str) -> str:
    """Return the text in NFC without what nobody sees and no script needs.

    Marks of direction stay in texts with letters from right to left. The hyphens U+2010 and U+2011
    become "-" within numbers and where a line opens with one.
    """
    if text.isascii():
        return text
    seen = _NEEDLESS.sub("", normal_forms.compose(text))
    if not _RIGHT_TO_LEFT.search(seen):
        seen = _DIRECTIONS.sub("", seen)
    plain = _HYPHENS.sub(r"\g<indent>-", _JOINERS.sub("", seen))
    return normal_forms.compose(plain)


def remove(text: str) -> str:
    """Return the text as it is seen, for what looks into it."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
