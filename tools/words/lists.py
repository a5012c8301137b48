"""The lists of words of some modules: alternatives of their expressions, and sets of words.

An expression that stands within others is looked at once: its alternatives go from all of them.
"""

import re
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from tools.words import alternatives
from tools.words.watched import WatchedPattern

_WORD = re.compile(r"[^\W\d_]")
_FEWEST = 2


class Place(NamedTuple):
    """A name of a module and, within a tuple or dictionary, the index or key."""

    module: ModuleType
    name: str
    key: Any = None

    def put(self, value: object) -> None:
        """Let something else stand there."""
        if self.key is None:
            setattr(self.module, self.name, value)
            return
        held = getattr(self.module, self.name)
        copy: Any = list(held) if isinstance(held, tuple) else held
        copy[self.key] = value
        setattr(self.module, self.name, tuple(copy) if isinstance(held, tuple) else copy)


class WordList:
    """Words that stand for one another, where they first stand, and what holds them."""

    def __init__(self, name: str, words: tuple[str, ...]) -> None:
        self.name = name
        self.words = words
        # Where the words begin in each expression, one place after the other.
        self.patterns: dict[WatchedPattern, list[tuple[int, ...]]] = {}
        self.sets: list[tuple[Place, Any]] = []
        self._dropped: dict[tuple[WatchedPattern, int], re.Pattern[str]] = {}

    def without(self, at: int, pattern: WatchedPattern) -> re.Pattern[str]:
        """Return an expression in which one of the words never matches."""
        if (pattern, at) not in self._dropped:
            written = pattern.written
            starts = [place[at] for place in self.patterns[pattern]]
            lacking = alternatives.drop(written.pattern, starts)
            self._dropped[pattern, at] = re.compile(lacking, written.flags)
        return self._dropped[pattern, at]

    def drop(self, at: int) -> None:
        """Let the modules read without one of the words."""
        for pattern in self.patterns:
            pattern.used = self.without(at, pattern)
        for place, words in self.sets:
            place.put(type(words)(word for word in words if word != self.words[at]))

    def restore(self) -> None:
        """Let the modules read as they are written."""
        for pattern in self.patterns:
            pattern.used = pattern.written
        for place, words in self.sets:
            place.put(words)


def watch(modules: Iterable[ModuleType]) -> tuple[list[WordList], list[WatchedPattern]]:
    """Put watched expressions into modules, and return their lists and those expressions."""
    watched: dict[re.Pattern[str], WatchedPattern] = {}
    lists: dict[object, WordList] = {}
    for place, held in [*_held(modules)]:
        name = f"{place.module.__name__}.{place.name}"
        if isinstance(held, re.Pattern):
            if held not in watched:
                watched[held] = WatchedPattern(held)
                for each in alternatives.find(held.pattern):
                    known = lists.setdefault(each.words, WordList(name, each.words))
                    known.patterns.setdefault(watched[held], []).append(each.starts)
            place.put(watched[held])
        else:
            # Each set by itself: the same words may do one thing here and another there.
            words = tuple(held) if isinstance(held, tuple) else tuple(sorted(held))
            lists.setdefault(id(held), WordList(name, words)).sets.append((place, held))
    return list(lists.values()), list(watched.values())


def _held(modules: Iterable[ModuleType]) -> Iterator[tuple[Place, Any]]:
    for module in modules:
        for name, value in vars(module).items():
            if name.startswith("__"):
                continue
            if _is_pattern(value):
                yield Place(module, name), value
            elif isinstance(value, tuple) and any(map(_is_pattern, value)):
                yield from _patterns(module, name, enumerate(value))
            elif isinstance(value, dict):
                yield from _patterns(module, name, value.items())
            elif _is_words(value):
                yield Place(module, name), value


def _patterns(
    module: ModuleType, name: str, items: Iterable[tuple[Any, Any]]
) -> Iterator[tuple[Place, Any]]:
    for key, value in items:
        if _is_pattern(value):
            yield Place(module, name, key), value


def _is_pattern(value: object) -> bool:
    return isinstance(value, re.Pattern) and isinstance(value.pattern, str)


def _is_words(value: object) -> bool:
    if not isinstance(value, set | frozenset | tuple) or len(value) < _FEWEST:
        return False
    return all(type(each) is str and "|" not in each and _WORD.search(each) for each in value)
