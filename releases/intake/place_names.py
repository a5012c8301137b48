"""Counties and municipalities that are nearly spelled as one: Hallsbergg for Hallsberg."""

import re
from collections.abc import Iterable, Iterator

from releases.intake.spellings import is_slip
from releases.text.places import NAMES

# How much of a text is its beginning.
_BEGINNING = 400
# Shorter names are one letter from too many words: Eda, Mora, Vara.
_SHORTEST = 5
_SHORTEST_IN_TEXT = 6
_MOST_WORDS = 3
_KNOWN = {name.casefold(): name for name in NAMES.values()}
# Words: places and families of their own, one letter from a municipality.
_OTHERS = frozenset(
    (
        *(
            "vårberg",
            "åtorp",
            "hallberg",
            "nordberg",
            "norrberg",
            "karlsberg",
            "hallsta",
            "rönneby",
        ),
        *("vretstorp", "sandvik", "ljungbro", "ljusby", "lindberg", "åtvid", "malmby", "värmland"),
    )
)
_WORD = r"[A-ZÅÄÖÉ][\w-]+"
_NAME = rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}(?: län\b)?)"
_DATELINE = re.compile(rf"\A{_NAME}(?= ?[–—:]|,? (?:den )?\d)")
# Words: prepositions that lead to a place, a closed class.
_IN_PLACE = re.compile(rf"\b(?:i|från|till|utanför|nära|I|Från|Till|Utanför) {_NAME}")
_GOVERNED = re.compile(rf"\b(?P<name>{_WORD}(?: {_WORD}){{0,2}}) kommun\b")


def find_misspelled(places: Iterable[str], text: str) -> Iterator[tuple[str, str]]:
    """Yield names as written and as probably meant, of the field of places and a text's beginning.

    A name is one letter from exactly one county or municipality, is none itself, and is written
    with a capital; in running text it stands as places do ("i Hallsbergg"). Each is told once.
    """
    said: set[str] = set()
    for written, meant in _found(places, text[:_BEGINNING]):
        if written not in said:
            said.add(written)
            yield written, meant


def _found(places: Iterable[str], beginning: str) -> Iterator[tuple[str, str]]:
    for place in places:
        yield from _question(place.split(), _SHORTEST)
    dateline = _DATELINE.search(beginning.lstrip(" *_–"))
    if dateline:
        yield from _question(dateline["name"].split(), _SHORTEST)
    for found in _GOVERNED.finditer(beginning):
        words = found["name"].removesuffix("s").split()
        yield from _question(words, _SHORTEST)
    for found in _IN_PLACE.finditer(beginning):
        # "i Hallsberggs kommun" was looked at already.
        if not beginning.startswith(" kommun", found.end()):
            yield from _question(found["name"].split(), _SHORTEST_IN_TEXT)


def _question(words: list[str], shortest: int) -> Iterator[tuple[str, str]]:
    """Yield the longest beginning of words that is nearly a place, where none of them is one."""
    names = [" ".join(words[:count]) for count in range(min(len(words), _MOST_WORDS + 1), 0, -1)]
    if any(map(_is_name, names)):
        return
    for name in names:
        near = _near(name) if len(name) >= shortest and name[:1].isupper() else []
        if len(near) == 1:
            yield name, near[0]
            return


def _is_name(name: str) -> bool:
    bare = name.casefold().removesuffix(" kommun")
    return any(form in _KNOWN or form in _OTHERS for form in (bare, bare.removesuffix("s")))


def _near(name: str) -> list[str]:
    plain = name.casefold()
    return [known for folded, known in _KNOWN.items() if is_slip(plain, folded)]
