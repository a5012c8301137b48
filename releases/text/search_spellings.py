"""Other spellings of what somebody asks the search for, when nothing is found as it is typed: pure.

Keyboards without å, ä and ö write a and o: names of places are known, of other words the likeliest
spellings come first. Before the spelling reform of 1906 v was also w, hv, fv
and f. The spellings are few and bounded, and each is looked up in the index as any word is.
"""

from collections.abc import Iterator
from itertools import combinations, islice, product

from msgspec.structs import replace

from releases.text.places import NAMES
from releases.text.search_terms import Phrase, Question, question

# The most other spellings of a question, one a word at least: of more, PostgreSQL would expect so
# many hits that it read the whole table. And the most of a text of several words.
MOST = 8
MOST_TEXTS = 32
_LETTERS = {"a": "åä", "o": "ö"}
_REFORMS = (("elf", "älv"), ("hv", "v"), ("fv", "v"), ("qv", "kv"), ("w", "v"))
_LONGEST = 40
# Of more letters that may be others there are too many spellings to put in order.
_MOST_PLACES = 5
# Consonants that follow å as they are: vård, stång, håll, båt(s).
_AFTER_A_RING = frozenset({"rd", "ng", "ll", "ts", "ns", "rt"})
_CLUSTER = 2
_VOWELS = frozenset("aeiouyåäö")
# Names of counties and municipalities, by how a keyboard without å, ä and ö writes them.
_BARE = str.maketrans("åäö", "aao")
_PLACES = {
    bare: word
    for name in NAMES.values()
    for word in name.casefold().split()
    if (bare := word.translate(_BARE)) != word
}


def respell(asked: Question) -> Question:
    """Return a question whose words are found in their other spellings too; the same if none has.

    Quoted phrases, and words so short that they are no beginnings, stay as they are.
    """
    # Those that may have none leave theirs to the others.
    most = max(1, MOST // max(1, sum(phrase.stem for phrase in asked.phrases)))
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
    """Yield the spellings of a word, the likeliest first: names of places, then few changes."""
    reformed = _reform(word)
    older = reformed.replace("v", "w")
    yield from (_PLACES[base] for base in (word, reformed) if base in _PLACES)
    # Who types an old spelling means the word of today as well; few mean the old one alone.
    yield from dict.fromkeys((reformed, older))
    for base in dict.fromkeys((reformed, older, word)):
        yield from _with_marks(base)


def _with_marks(word: str) -> Iterator[str]:
    """Yield a word with å, ä and ö for a and o, those first that change few and early letters."""
    at = [place for place, letter in enumerate(word) if letter in _LETTERS]
    at = at[:_MOST_PLACES]
    found = [
        (
            sum(
                _effort(word, place, letter) for place, letter in zip(places, letters, strict=True)
            ),
            places,
            letters,
        )
        for count in range(1, len(at) + 1)
        for places in combinations(at, count)
        for letters in product(*(_LETTERS[word[place]] for place in places))
    ]
    for _, places, letters in sorted(found):
        signs = list(word)
        for place, letter in zip(places, letters, strict=True):
            signs[place] = letter
        yield "".join(signs)


def _effort(word: str, place: int, letter: str) -> float:
    """Return how unlikely a letter is there: å stands before one consonant, ä seldom before rd."""
    effort = 1.0 + place / _LONGEST
    follows = word[place + 1 : place + 3]
    if letter == "å" and len(follows) == _CLUSTER and not set(follows) & _VOWELS:
        effort += 0.0 if follows in _AFTER_A_RING else 0.5
    if letter == "ä" and (not follows or follows in _AFTER_A_RING):
        effort += 0.5
    return effort


def _reform(word: str) -> str:
    for old, new in _REFORMS:
        word = word.replace(old, new)
    return f"{word[:-1]}v" if word.endswith("f") and word[-2:] != "ff" else word
