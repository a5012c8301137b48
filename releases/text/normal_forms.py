"""Unicode's normal forms, of any text in time that grows as the text does.

Normalizing sorts the marks that follow a letter, and a long run of them in the square of its
length. No language stacks more than a few; the Stream-Safe Text Format (UAX #15, section 13) allows
thirty, and so do we.
"""

import re
import unicodedata

# The most marks on one letter.
MARKS = 30
# All marks are in it, and signs that are none. A mark may stand for two, a letter bring three.
_MAYBE_MARKS = re.compile(rf"[^\x00-\u02ff\w]{{{(MARKS - 3) // 2 + 1},}}")


def compose(text: str) -> str:
    """Return the text in NFC, with the first thirty marks of each letter."""
    return unicodedata.normalize("NFC", _limit(text))


def decompose(text: str) -> str:
    """Return the text in NFD, with the first thirty marks of each letter."""
    return unicodedata.normalize("NFD", _limit(text))


def _limit(text: str) -> str:
    return text if text.isascii() else _MAYBE_MARKS.sub(_first_marks, text)


def _first_marks(match: re.Match[str]) -> str:
    """Return a run of signs without the marks that are too many."""
    before = match.string[match.start() - 1 : match.start()]
    count = _count(before, 0)
    kept = []
    for sign in match[0]:
        count = _count(sign, count)
        if count <= MARKS:
            kept.append(sign)
    return "".join(kept)


def _count(sign: str, count: int) -> int:
    """Return how many marks follow one another at the end of a sign, with those before it."""
    for part in unicodedata.normalize("NFD", sign):
        count = count + 1 if unicodedata.combining(part) else 0
    return count
