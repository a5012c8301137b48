"""How words are compared in searches: without case and accents, while å, ä and ö stay letters.

Danes and Norwegians write ø and æ where Swedes write ö and ä; keyboards that have neither write o
and ae. Both are right, so a text that holds one of them has two readings.
"""

import re

from releases.text import normal_forms

# Signs that need more than lower case.
_UNCOMMON = re.compile(r"[^\x00-\x7fåäö–—”’»…\u00a0]+")
_SWEDISH = re.compile("a\u030a|a\u0308|o\u0308")
_COMPOSED = {"a\u030a": "å", "a\u0308": "ä", "o\u0308": "ö"}
# Marks of other scripts make other letters (й, が); those on Latin letters are accents.
_ACCENTS = re.compile(r"(?<=[a-z\u00df-\u024f\u0250-\u02af])[\u0300-\u036f]+")
_MARKS = re.compile(r"[\u0300-\u036f]+")
# Letters that no canonical decomposition takes a stroke off.
_STROKED = {"ı": "i", "ȷ": "j", "ł": "l", "ŀ": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t"}
_STROKED |= {"ŋ": "n", "œ": "oe", "þ": "th"}
_BARE = _STROKED | {"ø": "o", "æ": "ae"}
_NORDIC = _STROKED | {"ø": "ö", "æ": "ä"}
_LETTERS = re.compile(f"[{''.join(_BARE)}]")
# Between readings, so that no phrase goes from one into the next: nobody can ask for it.
_APART = " \ue000 "


def readings(text: str) -> tuple[str, ...]:
    """Return a text as it is compared: in lower case, without accents, one or two readings.

    The first reads ø as o and æ as ae; the second, where it differs, as ö and ä. Word for word they
    are the readings of its words.
    """
    if text.isascii():
        return (text.lower(),)
    lower = normal_forms.compose(text).lower()
    plain = _UNCOMMON.sub(lambda match: _without_accents(match[0]), lower)
    bare = _LETTERS.sub(lambda match: _BARE[match[0]], plain)
    nordic = _LETTERS.sub(lambda match: _NORDIC[match[0]], plain)
    return tuple(dict.fromkeys((bare, nordic)))


def indexed(text: str) -> str:
    """Return what a full-text index keeps of a text: all its readings, apart from one another."""
    return _APART.join(readings(text))


def _without_accents(text: str) -> str:
    parts = normal_forms.decompose(normal_forms.decompose(text).casefold())
    swedish = _SWEDISH.sub(lambda match: _COMPOSED[match[0]], parts)
    # What is left of marks once letters have taken up theirs is stress, not spelling.
    return _MARKS.sub("", normal_forms.compose(_ACCENTS.sub("", swedish)))
