"""Editions kept within a budget, where what is asked for once pushes out nothing that is used.

Two parts, each least recently used first out: what is new stands in the smaller one until it is
asked for again. Whoever asks for a thousand addresses in a row, each once, fills that part alone.
"""

from collections import OrderedDict
from typing import Generic, Protocol, TypeVar

# The part of the budget for what has been asked for once.
_TRIED = 0.25


class Weighed(Protocol):
    @property
    def weight(self) -> int:
        """The bytes this takes."""


K = TypeVar("K")
V = TypeVar("V", bound=Weighed)


class SegmentedLru(Generic[K, V]):
    """A mapping of at most `budget` bytes, which forgets what is used least."""

    def __init__(self, budget: int) -> None:
        self._new = _Part[K, V](int(budget * _TRIED))
        self._used = _Part[K, V](budget - int(budget * _TRIED))

    @property
    def weight(self) -> int:
        """The bytes kept at present."""
        return self._new.weight + self._used.weight

    def peek(self, key: K) -> V | None:
        """Return what is kept under a key, without counting that as a use."""
        return self._used.items.get(key) or self._new.items.get(key)

    def use(self, key: K) -> None:
        """Note that what is kept under a key is of use again."""
        if key in self._used.items:
            self._used.items.move_to_end(key)
        elif (value := self._new.drop(key)) is not None:
            self._used.put(key, value)

    def put(self, key: K, value: V) -> None:
        """Keep a value in the place of what was kept under the key, or as new."""
        part = self._used if key in self._used.items else self._new
        part.put(key, value)

    def values(self) -> tuple[V, ...]:
        """Return all that is kept."""
        return (*self._new.items.values(), *self._used.items.values())


class _Part(Generic[K, V]):
    def __init__(self, budget: int) -> None:
        self._budget = budget
        self.items: OrderedDict[K, V] = OrderedDict()
        self.weight = 0

    def put(self, key: K, value: V) -> None:
        self.drop(key)
        self.items[key] = value
        self.weight += value.weight
        while self.weight > self._budget:
            _, oldest = self.items.popitem(last=False)
            self.weight -= oldest.weight

    def drop(self, key: K) -> V | None:
        value = self.items.pop(key, None)
        self.weight -= value.weight if value is not None else 0
        return value
