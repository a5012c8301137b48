"""The alternatives of regular expressions, by where they stand in what was written.

`re` has no public parser, and its private one parts "sa|sade" into "sa" and what may follow: here
an alternative is what the writer put between two bars.
"""

import re
from typing import NamedTuple

_OPENS = re.compile(r"\((?:\?(?:P<\w+>|P=\w+|\(\w+\)|<?[=!]|>|[aiLmsux]+(?=\))|[aiLmsux-]*:))?")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
# What is no word of an alternative: classes, escapes, the heads of groups, repetitions.
_NO_WORD = re.compile(rf"{_CLASS.pattern}|\\.|{_OPENS.pattern}|\{{[\d,]*\}}", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_LEADING = re.compile(r"[^\W_]+")
_NEVER = "(?!)"


class Alternation(NamedTuple):
    """Alternatives of one group of an expression, or of the whole of it, and where each begins."""

    words: tuple[str, ...]
    starts: tuple[int, ...]


def find(expression: str) -> list[Alternation]:
    """Return the groups of an expression that part alternatives of which some hold words."""
    found: list[Alternation] = []
    opened = [[0]]
    at = 0
    while at < len(expression):
        sign = expression[at]
        if group := _OPENS.match(expression, at):
            opened.append([group.end()])
        elif sign == "|":
            opened[-1].append(at + 1)
        elif sign == ")" and len(opened) > 1:
            found.append(_alternation(expression, opened.pop(), at))
        klass = _CLASS.match(expression, at) if sign == "[" else None
        at = group.end() if group else klass.end() if klass else at + (2 if sign == "\\" else 1)
    found += [_alternation(expression, starts, len(expression)) for starts in opened]
    return [each for each in found if len(each.words) > 1 and any(map(holds_words, each.words))]


def _alternation(expression: str, starts: list[int], end: int) -> Alternation:
    ends = [*(start - 1 for start in starts[1:]), end]
    words = tuple(expression[a:b] for a, b in zip(starts, ends, strict=True))
    return Alternation(words, tuple(starts))


def holds_words(alternative: str) -> bool:
    """Tell whether an alternative has a letter that stands for itself."""
    return bool(_LETTER.search(_NO_WORD.sub("", alternative)))


def drop(expression: str, starts: list[int]) -> str:
    """Return an expression in which the alternatives that begin at some places never match.

    They stay where they are, so that groups keep their numbers and names.
    """
    for start in sorted(starts, reverse=True):
        expression = expression[:start] + _NEVER + expression[start:]
    return expression


def required(alternative: str) -> str:
    """Return letters, in lower case, that all an alternative matches begins with; "" if unknown."""
    leading = _LEADING.match(alternative)
    if leading is None:
        return ""
    letters = leading[0]
    is_loose = alternative[leading.end() : leading.end() + 1] in {"?", "*", "{"}
    return (letters[:-1] if is_loose else letters).lower()
