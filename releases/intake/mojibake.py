"""Letters that were read in the wrong code page before they came, once or oftener: "Ã¶" for ö."""

import re
from typing import NamedTuple

import ftfy

# Of all that ftfy sets right only the code page: quotation marks, ligatures, wide letters, entities
# and line ends are the writer's, or are seen to elsewhere.
_CODE_PAGE_ALONE = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    # What is lost stays as it came, instead of becoming another sign for it.
    replace_lossy_sequences=False,
    restore_byte_a0=False,
    fix_c1_controls=False,
    normalization=None,
    # Of a text as a whole: what is misread in parts is looked at part by part.
    decode_inconsistent_utf8=False,
)
_IN_PARTS = _CODE_PAGE_ALONE._replace(decode_inconsistent_utf8=True)
# Some parts cost ftfy the square of their length. Letters misread thrice are not as many.
_PART = re.compile(r"[^\x00-\x7f]{2,32}")
# Without a sign that no text has by itself ftfy is not asked: it takes "BLÅ”" for "BLŔ".
_SECOND = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_SIGN = re.compile(
    rf"Ã{_SECOND}|â[€\u0080]|Â[\u00a0-\u00bf]|(?:[ÐÑØÙ]{_SECOND}){{3}}|√[∂§•ñÑÖ©Å°]|‚Ä|‚à[öÇ]"
)
# Alone in a line ftfy does not dare to call them wrong; Swedish has no other use for them.
_LONE = {
    "Ã" + second: letter
    for letter in "åäöéÅÄÖÉ"
    for second in {
        letter.encode()[1:].decode("latin-1"),
        letter.encode()[1:].decode("cp1252"),
    }
}
_LONE_LETTER = re.compile("|".join(_LONE))


class Decoded(NamedTuple):
    """A text, and whether letters of it had to be mended."""

    text: str
    was_mended: bool


def mend(text: str) -> Decoded:
    """Return a text with its letters as they were written; a sound text is returned as it is."""
    if not _SIGN.search(text):
        return Decoded(text, was_mended=False)
    mended = _reread(text)
    if mended is None:
        # Where some lines are sound, each is looked at by itself.
        lines = text.split("\n")
        mended = "\n".join(_mend_line(line) if _SIGN.search(line) else line for line in lines)
    mended = _LONE_LETTER.sub(lambda found: _LONE[found[0]], mended)
    return Decoded(mended, was_mended=mended != text)


def _reread(text: str) -> str | None:
    """Return a text read anew as a whole, None where its letters were not all misread alike."""
    mended, steps = ftfy.fix_encoding_and_explain(text, _CODE_PAGE_ALONE)
    # Controls taken for letters of Windows-1252 are a text misread in parts, spoilt.
    is_spoilt = any(step.parameter == "windows-1252" for step in steps or ())
    return None if is_spoilt or mended == text or "\0" in mended else mended


def _mend_line(line: str) -> str:
    return _reread(line) or _PART.sub(_mend_part, line)


def _mend_part(part: re.Match[str]) -> str:
    if not _SIGN.search(part[0]):
        return part[0]
    mended = ftfy.fix_encoding(part[0], _IN_PARTS)
    return part[0] if "\0" in mended else mended
