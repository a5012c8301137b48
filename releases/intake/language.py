"""Which language a text is in, by the little words it cannot do without."""

import re
from collections import Counter

_WORDS = {
    "sv": "och att det som för på är av med till den har inte om ett från vid kan ska också"
    " eller men nu",
    "en": "the and of to in is that for with on are this from by will has at was be have it as an",
    "fi": "ja on ei se että oli ovat myös tai kun mutta joka sekä kuin mukaan hän ovat voi olla",
    "nb": "og at det som for på er av med til den har ikke om et fra ved kan skal også eller men"
    " nå",
    "se": "ja lea leat go dat ahte mii gos maid nu dan eai leage sámi de maiddái dahje vel gii",
    "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch",
}
_INDEX = {
    word: [tag for tag, words in _WORDS.items() if word in words.split()]
    for words in _WORDS.values()
    for word in words.split()
}
KNOWN = frozenset(_WORDS)
_ENOUGH = 3
_SAMPLE = 20_000


def detect(text: str) -> str:
    """Return the BCP 47 tag of a text; Swedish where little or nothing tells otherwise."""
    counts: Counter[str] = Counter()
    for word in re.findall(r"\w+", text[:_SAMPLE].lower()):
        counts.update(_INDEX.get(word, ()))
    if not counts:
        return "sv"
    best, seen = counts.most_common(1)[0]
    return best if seen >= _ENOUGH and seen > counts["sv"] else "sv"
