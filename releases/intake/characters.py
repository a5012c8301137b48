"""Characters nobody sees: out, without changing what the text says."""

import re
import unicodedata

from releases.text import invisible

_NEWLINE = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_HYPHEN_OF_SPEECH = re.compile(r"^[ \t]*-[ \t]*[\u00a0\u202f]\s*", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")
_TAB = 4
_DEEPEST = 80
_CONTROLS = {code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"}
_REMOVED = dict.fromkeys(_CONTROLS - {ord("\t"), ord("\n")})


def clean(text: str) -> str:
    """Return the text in NFC, lines parted by line feeds, words by spaces, nothing invisible.

    Lines keep how far they are indented, in spaces, for lists in lists. A hyphen with a no-break
    space opens speech, so it becomes an en dash before the space goes.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    parted = _NEWLINE.sub("\n", invisible.clean(whole))
    speaking = _HYPHEN_OF_SPEECH.sub("– ", parted)
    lines = speaking.translate(_REMOVED).expandtabs(_TAB).split("\n")
    return "\n".join(_indent(line) + _SPACES.sub(" ", line.strip()) for line in lines)


def _indent(line: str) -> str:
    return " " * min(len(line) - len(line.lstrip()), _DEEPEST) if line.strip() else ""
