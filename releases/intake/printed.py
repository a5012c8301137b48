"""Marks of printed pages in a text: lines that stand on each, words parted at the end of a line."""

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from releases.intake import stamps

_LONGEST = 120
# "Region Solvik 2 (3)", "Sida 2 av 3", "2/3": what stands at the edge of a page.
_NUMBERED = re.compile(
    r"(?P<words>.{0,80}?)(?:(?:sid(?:a|an)?|page)\.? ?)?"
    r"\d{1,3} ?(?:\(\d{1,3}\)|/ ?\d{1,3}|(?:av|of) \d{1,3})",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?:sida|page) \d{1,3}|[-–] ?\d{1,3} ?[-–]", re.IGNORECASE)
_HYPHENED = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,40}-[^\W\d_]{1,40}")
_REST = re.compile(r"[^\W\d_]{1,40}")
_PARTED = re.compile(r"(?P<word>[^\W\d_]{2,})-\Z")
# "nord- och sydgående" leaves out what both have; "it-stöd" and "tv-serie" are written so.
# Words: conjunctions and prepositions, closed classes, that part two halves of compounds.
_SHARES = re.compile(r"(?:och|eller|samt|respektive|till|and|or|og|ja|tai)\b")
# Words: abbreviations that compounds join with a hyphen.
_KEEPS_HYPHEN = frozenset(
    ("it", "tv", "pr", "eu", "fn", "ai", "vd", "id", "pc", "gps", "cd", "icke")
)


def find_edges(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that stand at the edges of printed pages, by the numbers on them.

    What is said there stands on two pages at least; a stamp that touches such a line is of it.
    """
    numbered = [_words_at_edge(line) for line in lines]
    counted = Counter(words for words in numbered if words is not None)
    edges = {at for at, words in enumerate(numbered) if words is not None and counted[words] > 1}
    first = next((at for at, line in enumerate(lines) if line), 0)
    stamped = (at + 1 for at in edges if first < at < len(lines) - 1)
    return frozenset((*edges, *(at for at in stamped if stamps.parse_stamp(lines[at]))))


def _words_at_edge(line: str) -> str | None:
    """Return what a line with the number of a page says beside it, None of any other line."""
    if not line or len(line) > _LONGEST:
        return None
    if _PAGE.fullmatch(line):
        return ""
    match = _NUMBERED.fullmatch(line)
    return match["words"].strip(" ,|–-").lower() if match else None


def hyphened(text: str) -> frozenset[str]:
    """Return the words of a text that are written with a hyphen, in lower case."""
    return frozenset(_HYPHENED.findall(text.lower()))


def join(parts: Sequence[str], hyphened: Container[str]) -> str:
    """Return the lines of a paragraph as one, words that hyphens part between them whole.

    A hyphen stays where a word has one: it shares its end with another ("nord- och sydgående"),
    or is written with one elsewhere in the text.
    """
    seams = [_seam(above, below, hyphened) for above, below in pairwise(parts)]
    pieces = [
        part[:-1] if seam is None else part + seam
        for part, seam in zip(parts, [*seams, ""], strict=True)
    ]
    return "".join(pieces)


def _seam(above: str, below: str, hyphened: Container[str]) -> str | None:
    """Return what stands between two lines of a paragraph, None where a hyphen goes too."""
    parted = _PARTED.search(above[-40:])
    if parted is None or not below[:1].islower() or _SHARES.match(below):
        return " "
    word, rest = parted["word"].lower(), _REST.match(below.lower())
    kept = word in _KEEPS_HYPHEN or (rest and f"{word}-{rest[0]}" in hyphened)
    return "" if kept else None
