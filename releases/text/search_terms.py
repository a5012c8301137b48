"""What a reader asks the search for: words and quoted phrases, and where they stand in a text.

Words are runs of letters and digits; å, ä and ö are letters of their own. Whatever else somebody
types parts words and means nothing, so no input is wrong.
"""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

# The most characters and phrases of a question that are looked at.
LENGTH = 200
PHRASES = 12
# A shorter word stands for itself alone: too many words begin like it.
_SHORTEST_STEM = 3

_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile('["“”„»«]([^"“”„»«]*)(?:["“”„»«]|$)')


class Phrase(msgspec.Struct, frozen=True):
    """Words that follow one another, in lower case; a `stem` is also found where it goes on."""

    words: tuple[str, ...]
    stem: bool = False


class Question(msgspec.Struct, frozen=True):
    """The phrases that must all be there; without any, nothing is asked and nothing found."""

    phrases: tuple[Phrase, ...] = ()


def question(text: str) -> Question:
    """Read what somebody typed: words, each found also as a beginning, and "quoted phrases"."""
    typed = unicodedata.normalize("NFC", text)[:LENGTH]
    quoted = (Phrase(words(inside)) for inside in _QUOTED.findall(typed))
    single = (
        Phrase((word,), stem=len(word) >= _SHORTEST_STEM) for word in words(_QUOTED.sub(" ", typed))
    )
    phrases = dict.fromkeys(phrase for phrase in (*quoted, *single) if phrase.words)
    return Question(tuple(phrases)[:PHRASES])


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in lower case."""
    return tuple(match[0].lower() for match in _WORD.finditer(text))


def places(asked: Question, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the phrases of a question stand in a text: start and end, in order, apart."""
    spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    spoken = [text[start:end].lower() for start, end in spans]
    marked = sorted(
        (spans[first][0], spans[first + len(phrase.words) - 1][1])
        for phrase in asked.phrases
        for first in _met(phrase, spoken)
    )
    return tuple(_apart(marked))


def _met(phrase: Phrase, spoken: list[str]) -> Iterator[int]:
    length = len(phrase.words)
    for first in range(len(spoken) - length + 1):
        here = tuple(spoken[first : first + length])
        if here == phrase.words or (phrase.stem and here[0].startswith(phrase.words[0])):
            yield first


def _apart(marked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in marked:
        if start >= reached:
            yield start, end
            reached = end
