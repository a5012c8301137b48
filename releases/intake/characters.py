"""Characters nobody sees: out, without changing what the text says."""

import re
import unicodedata

_NEWLINE = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_HYPHEN_OF_SPEECH = re.compile(r"^[ \t]*-[ \t]*[\u00a0\u202f]\s*", re.MULTILINE)
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(
    (
        *(code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc" and code != 10),
        *(0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
)
del _INVISIBLE[ord("\t")]


def clean(text: str) -> str:
    """Return the text in NFC with "\\n" line ends, plain single spaces and nothing invisible.

    A hyphen with a no-break space opens speech, so it becomes an en dash before the space goes.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    lines = _NEWLINE.sub("\n", unicodedata.normalize("NFC", whole))
    speaking = _HYPHEN_OF_SPEECH.sub("– ", lines)
    spaced = _SPACES.sub(" ", speaking.translate(_INVISIBLE))
    return "\n".join(line.strip() for line in spaced.split("\n"))
