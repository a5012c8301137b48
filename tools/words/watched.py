"""Expressions that note what they are asked while a text is read, and may be changed for others."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

_ASKED = frozenset(("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"))


class Call(NamedTuple):
    """What an expression was asked: the method and its arguments."""

    method: str
    arguments: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...]

    @property
    def text(self) -> str:
        """The text that was looked through."""
        place = 1 if self.method in {"sub", "subn"} else 0
        return str(self.arguments[place])

    def answer(self, pattern: re.Pattern[str]) -> object:
        """Return what an expression answers, in a form that compares."""
        got = getattr(pattern, self.method)(*self.arguments, **dict(self.named))
        if self.method == "finditer":
            return [_seen(match) for match in got]
        return _seen(got) if isinstance(got, re.Match) else got


def _seen(match: re.Match[str]) -> object:
    return match.regs, match.lastgroup


class WatchedPattern:
    """Stands where a compiled expression stood; `used` answers, `calls` are what it was asked."""

    def __init__(self, written: re.Pattern[str]) -> None:
        self.written = self.used = written
        self.calls: dict[Call, None] | None = None

    def __getattr__(self, name: str) -> Any:
        asked = getattr(self.used, name)
        return self._noting(name, asked) if name in _ASKED and self.calls is not None else asked

    def _noting(self, method: str, asked: Callable[..., Any]) -> Callable[..., Any]:
        calls = self.calls

        def note(*arguments: Any, **named: Any) -> Any:
            if calls is not None:
                calls[Call(method, arguments, tuple(sorted(named.items())))] = None
            return asked(*arguments, **named)

        return note
