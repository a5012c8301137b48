"""Words tried on texts: which of them an expression's answers hang on, and which the records."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tools.words import alternatives
from tools.words.lists import WordList
from tools.words.texts import SourceText
from tools.words.watched import WatchedPattern


class Worth(NamedTuple):
    """What a word does: in how many texts an answer hangs on it, and a text whose record does."""

    answers: int
    record: str

    @property
    def is_needed(self) -> bool:
        return bool(self.record)


def weigh(
    lists: Sequence[WordList], patterns: Sequence[WatchedPattern], texts: Sequence[SourceText]
) -> Iterator[tuple[WordList, list[Worth]]]:
    """Yield each list with the worth of its words.

    Every text is read once. What was asked meanwhile is asked again of each expression without one
    of its words; only texts where an answer is another are read again without that word.
    """
    records: dict[str, object] = {}
    hang_on: dict[tuple[WordList, int], list[SourceText]] = {
        (each, at): [] for each in lists for at in range(len(each.words))
    }
    for text in texts:
        for pattern in patterns:
            pattern.calls = {}
        records[text.name] = text.read(text.source)
        asked = {pattern: _Asked(pattern) for pattern in patterns if pattern.calls}
        for pattern in patterns:
            pattern.calls = None
        for (each, at), found in hang_on.items():
            if _may_change(each, at, text, asked):
                found.append(text)
    for each in lists:
        yield each, [_worth(each, at, hang_on[each, at], records) for at in range(len(each.words))]


class _Asked:
    """What an expression was asked while a text was read, in which words, and its answers."""

    def __init__(self, pattern: WatchedPattern) -> None:
        self.calls = [
            (call, call.text.lower(), call.answer(pattern.written)) for call in pattern.calls or ()
        ]
        self.words = "\n".join(words for _, words, _ in self.calls)


def _may_change(
    words: WordList, at: int, text: SourceText, asked: dict[WatchedPattern, _Asked]
) -> bool:
    if words.sets and words.words[at].lower() in text.source.lower():
        return True
    needed = alternatives.required(words.words[at])
    return any(
        answer != call.answer(words.without(at, pattern))
        for pattern in words.patterns
        if pattern in asked and needed in asked[pattern].words
        for call, looked_through, answer in asked[pattern].calls
        if needed in looked_through
    )


def _worth(
    words: WordList, at: int, texts: Sequence[SourceText], records: dict[str, object]
) -> Worth:
    """Read the texts without a word, the shortest first, up to one that is read otherwise."""
    words.drop(at)
    try:
        changed = next(
            (
                text.name
                for text in sorted(texts, key=lambda text: len(text.source))
                if _read(text) != records[text.name]
            ),
            "",
        )
    finally:
        words.restore()
    return Worth(len(texts), changed)


def _read(text: SourceText) -> object:
    try:
        return text.read(text.source)
    except Exception as error:  # noqa: BLE001 - what stops a reader that lacks a word, changes much
        return type(error)
