"""Other spellings of what somebody asks the search for, when nothing is found as it is typed: pure.

Keyboards without å, ä and ö write a and o; before the spelling reform of 1906 v was also w, hv, fv
and f. The spellings are few and bounded, and each is looked up in the index as any word is.
"""

from collections.abc import Iterator
from itertools import combinations, islice, product

from msgspec.structs import replace

from releases.text.search_terms import Phrase, Question, question

# The most other spellings of a question, one a word at least: of more, PostgreSQL would expect so
# many hits that it read the whole table. And the most of a text of several words.
MOST = 8
MOST_TEXTS = 32
_LETTERS = {"a": "åä", "o": "ö"}
_REFORMS = (("hv", "v"), ("fv", "v"), ("qv", "kv"), ("w", "v"))
_LONGEST = 40


def respell(asked: Question) -> Question:
    """Return a question whose words are found in their other spellings too; the same if none has.

    Quoted phrases, and words so short that they are no beginnings, stay as they are.
    """
    most = max(1, MOST // max(1, len(asked.phrases)))
    return Question(tuple(_respelled(phrase, most) for phrase in asked.phrases))


def spelled_out(text: str) -> tuple[str, ...]:
    """Return other spellings of plain words, at most `MOST_TEXTS`; none of quoted ones."""
    phrases = question(text).phrases
    if not phrases or any(len(phrase.words) > 1 for phrase in phrases):
        return ()
    # So many of each word that all of them together are few.
    most = max(1, min(MOST, int(MOST_TEXTS ** (1 / len(phrases))) - 1))
    each = [
        [words[0] for words in (phrase.words, *phrase.respelled)]
        for phrase in (_respelled(phrase, most) for phrase in phrases)
    ]
    return tuple(islice((" ".join(words) for words in product(*each)), 1, MOST_TEXTS + 1))


def _respelled(phrase: Phrase, most: int) -> Phrase:
    if not phrase.stem or len(phrase.words[0]) > _LONGEST:
        return phrase
    word = phrase.words[0]
    known = {words[0] for words in phrase.readings}
    others = (other for other in dict.fromkeys(_spellings(word)) if other not in known)
    return replace(phrase, respelled=tuple((other,) for other in islice(others, most)))


def _spellings(word: str) -> Iterator[str]:
    """Yield the spellings of a word, those first that change the fewest letters."""
    reformed = _reform(word)
    bases = dict.fromkeys((word, reformed, reformed.replace("v", "w")))
    yield from bases
    for base in bases:
        at = [place for place, letter in enumerate(base) if letter in _LETTERS]
        for count in range(1, len(at) + 1):
            for places in combinations(at, count):
                for letters in product(*(_LETTERS[base[place]] for place in places)):
                    signs = list(base)
                    for place, letter in zip(places, letters, strict=True):
                        signs[place] = letter
                    yield "".join(signs)


def _reform(word: str) -> str:
    for old, new in _REFORMS:
        word = word.replace(old, new)
    return f"{word[:-1]}v" if word.endswith("f") and word[-2:] != "ff" else word
