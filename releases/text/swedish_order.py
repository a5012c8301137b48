"""How Swedes sort names: å, ä and ö last, other accents and case only between names else alike.

The order of the Unicode collation algorithm for Swedish (CLDR, `sv`) as far as names need it: æ and
ę sort as ä, ø, ő, œ and ô as ö, ü and ű as y, đ and ð as d, þ as th.
"""

import re
from functools import lru_cache

from releases.text import normal_forms

_LAST = {"å": "{"} | dict.fromkeys("äæę", "|") | dict.fromkeys("öøőœô", "}")
_STROKED = {"đ": "d", "ð": "d", "ł": "l", "þ": "th", "ß": "ss", "ü": "y", "ű": "y"}
_MARKS = re.compile(r"[\u0300-\u036f]+")

Key = tuple[str, str, str]


@lru_cache(maxsize=4_096)
def key(name: str) -> Key:
    """Return what a name sorts by: its letters, then its accents, then small before capital."""
    composed = normal_forms.compose(name)
    letters = "".join(_letters(sign) for sign in composed.lower())
    return letters, composed.lower(), composed.swapcase()


def compare(one: str, other: str) -> int:
    """Return below, above or 0 as one name sorts before another, after it, or is the same."""
    mine, theirs = key(one), key(other)
    return (mine > theirs) - (mine < theirs)


def _letters(sign: str) -> str:
    """Return what a small letter sorts as: signs first, then digits, then letters."""
    if sign in _LAST:
        return _LAST[sign]
    bare = _MARKS.sub("", normal_forms.decompose(_STROKED.get(sign, sign)))
    if sign.isalnum():
        return bare
    return "\x01" if sign.isspace() else f"\x02{sign}"
