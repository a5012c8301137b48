"""One person, two spellings: Bengt Storbacka and Bengt Storbakka in the same text."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from releases.intake import persons

_SHORTEST = 4
_MOST_NAMES = 300
_LONGEST = 200_000
# One letter more at the end is grammar: whose it is, or which one.
_ENDINGS = frozenset("snta")


def doubtful(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of full names that differ in one letter of one word."""
    by_size: dict[int, list[tuple[str, list[str]]]] = {}
    for name in _first_names(texts):
        words = name.split()
        by_size.setdefault(len(words), []).append((name, words))
    for alike in by_size.values():
        for (name, words), (other, others) in combinations(alike, 2):
            unequal = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
            if len(unequal) == 1 and is_slip(*unequal[0]):
                yield name, other


def _first_names(texts: Iterable[str]) -> dict[str, None]:
    """Return the first different names of the texts, as many as are compared."""
    names: dict[str, None] = {}
    for text in texts:
        names |= dict.fromkeys(persons.names_in(text[:_LONGEST]))
        if len(names) >= _MOST_NAMES:
            break
    return dict.fromkeys(list(names)[:_MOST_NAMES])


def is_slip(word: str, other: str) -> bool:
    """Tell whether two words differ by one letter, or two that changed places; not by grammar."""
    short, long = sorted((word, other), key=len)
    if len(short) < _SHORTEST or len(long) - len(short) > 1:
        return False
    if long[:-1] == short and long[-1] in _ENDINGS:
        return False
    start = next(
        (at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short)
    )
    rest, other_rest = short[start:], long[start:]
    if len(short) < len(long):
        return rest == other_rest[1:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return rest[1:] == other_rest[1:] or swapped == other_rest
