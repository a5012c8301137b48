"""What a reader asks the search for: words and quoted phrases, and where they stand in a text.

Words are runs of letters and digits, compared without case and accents (`word_readings`). Whatever
else somebody types parts words and means nothing, so no input is wrong.
"""

import re
from collections.abc import Iterator

import msgspec

from releases.text import normal_forms
from releases.text.word_readings import readings

# The most characters and phrases of a question that are looked at.
LENGTH = 200
PHRASES = 12
# A shorter word stands for itself alone: too many words begin like it.
_SHORTEST_STEM = 3

# A letter keeps the marks that follow it.
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
_QUOTED = re.compile('["“”„»«]([^"“”„»«]*)(?:["“”„»«]|$)')


class Phrase(msgspec.Struct, frozen=True):
    """Words that follow one another, as compared; a `stem` is also found where it goes on.

    `nordic` are the same words with ø and æ read the Swedish way, where that differs; `respelled`
    are other spellings of one word (`search_spellings`).
    """

    words: tuple[str, ...]
    stem: bool = False
    nordic: tuple[str, ...] = ()
    respelled: tuple[tuple[str, ...], ...] = ()

    @property
    def readings(self) -> tuple[tuple[str, ...], ...]:
        """The words in each reading; what is found holds one of them."""
        read = (self.words, self.nordic) if self.nordic else (self.words,)
        return read + self.respelled


class Question(msgspec.Struct, frozen=True):
    """The phrases that must all be there; without any, nothing is asked and nothing found."""

    phrases: tuple[Phrase, ...] = ()

    @property
    def is_respelled(self) -> bool:
        """Whether any word of it has other spellings."""
        return any(phrase.respelled for phrase in self.phrases)


def question(text: str) -> Question:
    """Read what somebody typed: words, each found also as a beginning, and "quoted phrases"."""
    typed = normal_forms.compose(text[:LENGTH])[:LENGTH]
    quoted = (_phrase(inside) for inside in _QUOTED.findall(typed))
    single = (_phrase(word[0], stem=True) for word in _WORD.finditer(_QUOTED.sub(" ", typed)))
    phrases = dict.fromkeys(phrase for phrase in (*quoted, *single) if phrase.words)
    return Question(tuple(phrases)[:PHRASES])


def places(asked: Question, text: str) -> tuple[tuple[int, int], ...]:
    """Return where the phrases of a question stand in a text: start and end, in order, apart."""
    spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    spoken = _by_reading([text[start:end] for start, end in spans])
    marked = sorted(
        (spans[first][0], spans[first + len(words) - 1][1])
        for phrase in asked.phrases
        for words in ((phrase.words, phrase.nordic) if phrase.nordic else (phrase.words,))
        for reading in spoken
        for first in _met(words, reading, begins=_beginnings(phrase))
    )
    return tuple(_apart(marked))


def _phrase(text: str, *, stem: bool = False) -> Phrase:
    words, *nordic = map(tuple, _by_reading(_WORD.findall(text)))
    return Phrase(words, stem and len(words[0]) >= _SHORTEST_STEM, nordic[0] if nordic else ())


def _by_reading(words: list[str]) -> list[list[str]]:
    """Return words in the first reading of each and, where there is another, in the last."""
    read = [readings(word) for word in words]
    first = [reading[0] for reading in read]
    last = [reading[-1] for reading in read]
    return [first] if first == last else [first, last]


def _beginnings(phrase: Phrase) -> tuple[str, ...]:
    """Return what words that a phrase finds may begin with, all at once; nothing for the quoted."""
    return tuple(words[0] for words in phrase.readings) if phrase.stem else ()


def _met(words: tuple[str, ...], spoken: list[str], *, begins: tuple[str, ...]) -> Iterator[int]:
    length = len(words)
    for first in range(len(spoken) - length + 1):
        here = tuple(spoken[first : first + length])
        if here == words or (begins and here[0].startswith(begins)):
            yield first


def _apart(marked: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in marked:
        if start >= reached:
            yield start, end
            reached = end
