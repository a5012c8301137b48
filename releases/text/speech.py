"""Swedish speech dashes: which lines open a quotation and which are items of a list.

Swedish quotations are paragraphs that open with a dash, and communicators type a hyphen for it,
which Markdown takes for a bullet. The rules here tell the two apart by what the line says.
"""

import re
from collections.abc import Sequence

DASH = "– "
_LONG_DASHES = "‒–—―−─━"
_CERTAIN = re.compile(
    rf"[{_LONG_DASHES}]\s+(?=[^\s{_LONG_DASHES}-])|-[ \t]*[^\S \t\r\n]\s*(?=[^\s-])"
)
_GLUED = re.compile(rf"[{_LONG_DASHES}-](?=[\"“”»'’*_(…]*[^\W\d_])")
_HYPHEN = re.compile(rf"-[ \t]+(?=[^\s{_LONG_DASHES}-])")
_SENTENCE_END = re.compile(r"[.!?…][\"“”»'’)\]*_\s]*\Z")
_EMPHASIS = str.maketrans("", "", "*_")
_LONG_SENTENCE = 12

# Words: the present and past of the commonest English ones, by their stems.
_ENGLISH_VERBS = "says|said|(?:add|explain|not|stat)e?[sd]"
# Words: the present and past of verbs of saying, by their stems; "säger" is seven of ten. Nothing
# else tells them from "öppnar Bo Ek" where what is said goes on.
VERBS = (
    "säger|sa(?:de)?|fortsätter|fortsatte|tillägger|tillade"
    "|(?:berätt|konstater|förklar|men|avslut|påpek|beton|kommenter|häls|svar|poängter|undr"
    "|sammanfatt|bekräft|meddel)a(?:r|de)|framhåller|framhöll|understr[yö]k(?:er)?"
    "|anser|ansåg|tycker|tyckte|tror|hoppas|uppger|uppgav|skriver|skrev|påminn?(?:er|de)"
    "|inled(?:er|de)|beskriver|beskrev"
    rf"|{_ENGLISH_VERBS}"
    "|sier|siger|sagde|fort[eæ]ller|mener|u[td]taler"
    "|sano[oi]|kerto[oi]|dadjá|lohká"
)
# Words: pronouns that speak, a closed class.
PRONOUNS = "han|hon|hen|de|dom|båda|he|she|they"
_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĐĎĖĘĚĞĪŁŃŊŇŐŘŚŞŠŢŤŦŪŮŰŹŻŽ"
# Behind these a verb of saying has no speaker for its subject.
_ATTRIBUTION = re.compile(
    rf"\b(?P<verb>{VERBS})\s+"
    r"(?!(?:att|hur|ja|nej|inte|för|sig|that)\b)"
    rf"(?:(?:{PRONOUNS})\b|(?:[^\W\d_{_UPPER}][\w:/&-]*,?\s+){{0,12}}[{_UPPER}][\w:’'-]*)"
)
_ENGLISH_ATTRIBUTION = re.compile(
    rf"[,.!?][\"”“’]\s*[{_UPPER}][\w’'-]*(?: [{_UPPER}][\w’'-]*){{0,3}}"
    r"(?:, [^,.]{3,60},)? (?P<verb>"
    rf"{_ENGLISH_VERBS})\b"
)
# Words: auxiliary verbs and the copula, a closed class.
AUXILIARIES = "är|var|har|hade|ska|skall|skulle|kan|vill|måste|får|blir|blev|kommer"
# After these the verb belongs to the sentence that is spoken: "det vi tror Norrland vinner".
# Words: pronouns, conjunctions and adverbs of a sentence, closed classes.
_SUBJECT = re.compile(
    r"(?:^|\W)(?:jag|vi|du|ni|man|som|det|och|att|inte|to"
    rf"|{AUXILIARIES})\s+\Z"
)
_PAUSE = re.compile(r"[,.!?…:”\"“’»–-]\s*\Z")
_LONGEST_SUBJECT = 16


def strip_dash(line: str) -> str | None:
    """Return what follows the dash of a line that is speech whatever stands around it, else None.

    An en dash, em dash or minus opens speech, and so does a hyphen followed by a no-break space;
    a dash glued to a word does where that word is capitalised, a hyphen so only before a
    sentence or an attribution. A minus sign before a figure does not.
    """
    if match := _CERTAIN.match(line):
        return line[match.end() :]
    glued = _GLUED.match(line)
    if glued is None:
        return None
    text = line[1:]
    if not text.lstrip("\"“”»'’*_(…")[:1].isupper():
        return None
    if line[0] == "-" and not (is_sentence(text) or attribution(text)):
        return None
    return text


def strip_hyphen(line: str) -> str | None:
    """Return what follows "- " where a line may be speech or an item of a list, else None."""
    match = _HYPHEN.match(line)
    return line[match.end() :] if match else None


def is_speech(items: Sequence[str], *, tight: bool) -> bool:
    """Tell whether a run of hyphened paragraphs is speech rather than a list.

    One alone is speech if it has an attribution or is a finished sentence of at least twelve
    words. Several are, when blank lines stand between them, if any has an attribution and
    the others end as sentences; `tight`, without blank lines, only if every one has an attribution.
    """
    if len(items) == 1:
        return bool(attribution(items[0])) or _is_long_sentence(items[0])
    if tight:
        return all(attribution(item) for item in items)
    attributed = [bool(attribution(item)) for item in items]
    ended = map(is_sentence, items)
    return any(attributed) and all(a or e for a, e in zip(attributed, ended, strict=True))


def attribution(text: str, *, pausing: bool = False) -> re.Match[str] | None:
    """Return the first "säger Berit Ek", "menar hon" or "says the chair, Ann Lee" in a text.

    The group `verb` is the verb; the match ends within the speaker's name, or begins with it
    (at a mark of punctuation) in the English order "…", Ann Lee says. Offsets are those of
    `strip_emphasis(text)`. With `pausing` only one that a comma, mark or full stop parts from the
    words before it.
    """
    plain = strip_emphasis(text)
    match = _ATTRIBUTION.search(plain)
    while match:
        before = plain[max(0, match.start() - _LONGEST_SUBJECT) : match.start()]
        if _PAUSE.search(before) if pausing else not _SUBJECT.search(before):
            return match
        # "den som åker fortsätter ofta, säger Bo Ek": another verb may stand before the name.
        match = _ATTRIBUTION.search(plain, match.end("verb"))
    return _ENGLISH_ATTRIBUTION.search(plain)


def strip_emphasis(text: str) -> str:
    """Return a text without the marks of Markdown emphasis."""
    return text.translate(_EMPHASIS)


def is_sentence(text: str) -> bool:
    """Tell whether a text ends as a sentence does."""
    return bool(_SENTENCE_END.search(text[-40:]))


def _is_long_sentence(text: str) -> bool:
    return is_sentence(text) and len(text.split()) >= _LONG_SENTENCE
