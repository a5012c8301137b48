"""Which language a text is in, by evidence: its script, its little words, and sequences of letters.

A guess is worth less than none: readers' software pronounces a text by it, and lists sort by it.
"""

import re
from collections import Counter, defaultdict
from heapq import nlargest
from operator import itemgetter

from releases.intake.language_words import LETTERS, OTHERS, SEQUENCES, WORDS

UNKNOWN = "und"
KNOWN = frozenset(WORDS)
_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-zà-öø-ɏ]+")
# Scripts of several languages leave the language open, and say where a line begins.
_SCRIPTS = {
    "und-Arab": re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    "und-Cyrl": re.compile("[\u0400-\u052f]"),
    "und-Hebr": re.compile("[\u0590-\u05ff]"),
    "und-Syrc": re.compile("[\u0700-\u074f]"),
    "und-Ethi": re.compile("[\u1200-\u139f]"),
    "und-Deva": re.compile("[\u0900-\u097f]"),
    "und-Hani": re.compile("[\u3400-\u9fff]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ja": re.compile("[\u3040-\u30ff]"),
}
# Kanji stand between kana, and outnumber them in headlines.
_KANA_SHARE = 0.1
_NOTHING = ((UNKNOWN, 0.0), (UNKNOWN, 0.0))
_COMMON = 0.3
_SEQUENCE = 0.2
_FOREIGN = -0.7
# Names have letters of their own.
_FOREIGN_NAME = -0.1
_SHORTEST = 4
# What a language must have to be believed: in all, a word of the text, and ahead of the next.
_LEAST = 0.8
_SHARE = 0.14
_LEAD = 0.2
# Nearly all that is read in is Swedish: what fits Swedish as well as a neighbour is Swedish.
_HOME, _HOME_LEAD = "sv", 0.3
_LEAD_SHARE = 0.03


def _weigh_words() -> dict[str, dict[str, float]]:
    """Return what each little word says for each language: the less, the more languages have it."""
    speakers: dict[str, list[str]] = {}
    for tag, words in {**WORDS, **OTHERS}.items():
        for word in dict.fromkeys(words.split()):
            speakers.setdefault(word, []).append(tag)
    return {
        word: dict.fromkeys(tags, _COMMON if len(word) == 1 else min(1.0, 2 / len(tags)))
        for word, tags in speakers.items()
    }


_WEIGHTS = _weigh_words()
_SEQUENCES = {tag: re.compile("|".join(each.split())) for tag, each in SEQUENCES.items()}
_LETTERS = {tag: frozenset("abcdefghijklmnopqrstuvwxyz" + each) for tag, each in LETTERS.items()}


def detect(text: str) -> str:
    """Return the BCP 47 tag of a text's language, or "und" where the evidence is too weak.

    Known are Swedish, English, Finnish, Northern Sámi, Danish, both kinds of Norwegian and German,
    and languages with a script of their own; other scripts are named: "und-Arab".
    """
    sample = text[:_SAMPLE]
    return _detect_script(sample) or _detect_latin(_WORD.findall(sample))


def is_unknown(tag: str) -> bool:
    """Tell whether a tag leaves the language open, its script known or not."""
    return tag.partition("-")[0] == UNKNOWN


def _detect_script(text: str) -> str:
    """Return the tag of a script other than Latin that most letters are of, else ""."""
    seen = Counter({tag: len(letters.findall(text)) for tag, letters in _SCRIPTS.items()})
    if seen["ja"] > _KANA_SHARE * seen["und-Hani"]:
        seen["ja"] += seen["und-Hani"]
    tag, most = seen.most_common(1)[0]
    latin = sum(map(len, _LATIN.findall(text.lower()))) if most else 0
    return tag if most > latin else ""


def _detect_latin(words: list[str]) -> str:
    found: dict[str, float] = defaultdict(float)
    for word, count in Counter(words).items():
        for tag, weight in _weigh(word).items():
            found[tag] += count * weight
    if found[_HOME] > 0:
        found[_HOME] += _HOME_LEAD
    (best, most), (_, next_most) = nlargest(2, [*found.items(), *_NOTHING], key=itemgetter(1))
    is_enough = most >= max(_LEAST, _SHARE * len(words))
    is_ahead = most - next_most >= max(_LEAD, _LEAD_SHARE * most)
    return best if best in KNOWN and is_enough and is_ahead else UNKNOWN


def _weigh(word: str) -> dict[str, float]:
    """Return what a word says for each language, and against those without its letters."""
    low = word.lower()
    weights = dict(_WEIGHTS.get(low, {}))
    if not weights and len(low) >= _SHORTEST:
        weights = {tag: _SEQUENCE for tag, each in _SEQUENCES.items() if each.search(low)}
    if not low.isascii():
        foreign = _FOREIGN if word == low else _FOREIGN_NAME
        for tag, letters in _LETTERS.items():
            weights[tag] = weights.get(tag, 0) + (0 if letters.issuperset(low) else foreign)
    return weights
