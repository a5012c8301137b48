"""Characters nobody sees: out, without changing what the text says."""

import re
import unicodedata

from releases.text import invisible

_NEWLINE = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_HYPHEN_OF_SPEECH = re.compile(r"^[ \t]*-[ \t]*[\u00a0\u202f]\s*", re.MULTILINE)
# A soft hyphen at the end of a line, the rest of its word on the next.
_PARTED = re.compile(r"(?<=[^\W\d_])\u00ad[^\S\n]{0,80}\r?\n[^\S\n]{0,80}(?=[a-zåäöéü])")
_SPACES = re.compile(r"[^\S\n]+")
# A tab, or more spaces than one that no mark calls for, parts columns.
_COLUMNS = re.compile(r"[^\S\n\t]*\t\s*|[^\S\n]{3,}|(?<=[^\s.!?:;,])[^\S\n]{2}")
_TAB = 4
_DEEPEST = 80
_CONTROLS = {code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"}
_REMOVED = dict.fromkeys(_CONTROLS - {ord("\t"), ord("\n")})


def clean(text: str, *, columns: bool = False) -> str:
    """Return the text in NFC, lines parted by line feeds, words by spaces, nothing invisible.

    Lines keep how far they are indented, in spaces, for lists in lists. A hyphen with a no-break
    space opens speech, so it becomes an en dash before the space goes. A word that a soft hyphen
    parts at the end of a line is whole again. With `columns`, tabs part the columns of a line.
    """
    whole = _PARTED.sub("", text.encode("utf-8", "replace").decode("utf-8"))
    parted = _NEWLINE.sub("\n", invisible.clean(whole))
    speaking = _HYPHEN_OF_SPEECH.sub("– ", parted)
    lines = speaking.translate(_REMOVED).split("\n")
    return "\n".join(_indent(line) + _space(line.strip(), columns=columns) for line in lines)


def _space(line: str, *, columns: bool) -> str:
    if columns:
        return "\t".join(_SPACES.sub(" ", cell) for cell in _COLUMNS.split(line))
    return _SPACES.sub(" ", line)


def _indent(line: str) -> str:
    line = line.expandtabs(_TAB)
    return " " * min(len(line) - len(line.lstrip()), _DEEPEST) if line.strip() else ""
