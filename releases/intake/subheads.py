"""Subheads of plain text: short lines that announce what follows, without a mark of their own."""

import re

from releases.intake.lines import TextLine
from releases.text import speech

_LONGEST = 70
# An asterisk at a word whose like follows in the line is emphasis: "*Simhallen* öppnar".
_BULLET = re.compile(
    r"(?:[•·●○▪■◦‣\uf0b7]|\*(?= |(?![^*]*(?<=\S)\*))|o(?= [A-ZÅÄÖ]))(?!\*) ?(?=\S)"
)
_NUMBERED = re.compile(r"\d{1,3}[.)] +\S")
_FIELD = re.compile(
    r"(?:tid|när|datum|dag|plats|var|lokal|medverkande|medverkar|deltagare|program|anmälan"
    r"|praktisk information|arrangör|värd|språk|pris|kostnad|time|place|venue|participants)\b"
    r"[^:]{0,30}:",
    re.IGNORECASE,
)
# A short line with a colon that has one of these leads into what follows; it is not a heading.
_LEADS_IN = re.compile(
    r"\b(?:är|har|ska|kommer|blir|innebär|gäller|omfattar|ingår|deltar|finns|följande|nedan|dessa"
    r"|annat|bland|exempel|enligt|att|vi|du|are|is|will|following|include[sd]?)\b",
    re.IGNORECASE,
)
# What no heading ends in: more must follow in the same breath.
_UNFINISHED = re.compile(
    r"\b(?:att|som|och|eller|är|bland annat|finns|deltar|the|and|of)\Z",
    re.IGNORECASE,
)
# Words that head what follows whatever its shape.
_HEADING = re.compile(
    r"(?:fakta|faktaruta|bakgrund|program|dagordning|agenda|sammanfattning|i korthet|publikation"
    r"|background|facts|programme|summary|medverkande)(?: ?: .+| om .+)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\S+(?: \S+)?:")
_ENDS = re.compile(r"[.!:;,…]\Z")
_NOT_WORDS = re.compile(r"@|https?:|www\.")


def bullet(text: str) -> str | None:
    """Return what follows the bullet of a line, None without one. A hyphen is never a bullet."""
    match = _BULLET.match(text)
    return text[match.end() :] if match else None


def is_numbered(text: str) -> bool:
    """Tell whether a line opens with the number of a list: "1. Logga in"."""
    return bool(_NUMBERED.match(text))


def is_field(text: str) -> bool:
    """Tell whether a line is a field of an invitation: "Plats: Stora salen"."""
    return bool(_FIELD.match(text))


def is_labelled(text: str) -> bool:
    """Tell whether a line opens with one or two words and a colon: "Ordförande: Berit Ek"."""
    return bool(_LABELLED.match(text))


def is_marked(text: str) -> bool:
    """Tell whether a line says by a mark what it is: bullet, number, dash, table, heading."""
    return (
        bool(_BULLET.match(text))
        or is_numbered(text)
        or speech.strip_dash(text) is not None
        or text.startswith(("-", "|", "#"))
    )


def is_short(text: str) -> bool:
    """Tell whether a line is a heading or an item rather than a sentence."""
    return len(text) <= 2 * _LONGEST and text[-1:] not in set(".!?") and not is_marked(text)


def is_subhead(lines: list[TextLine], at: int) -> bool:
    """Tell whether an unmarked line is a subhead: short, no sentence, on its own, text after it."""
    text = lines[at].text
    if at + 1 >= len(lines) or not _may_head(text):
        return False
    below = lines[at + 1]
    if _HEADING.fullmatch(text):
        return True
    if text.endswith(":"):
        announces = " " in text and not _LEADS_IN.search(text)
        return announces and lines[at].gap and (below.gap or bullet(below.text) is not None)
    if _UNFINISHED.search(text) or _ENDS.search(text) or is_labelled(text):
        return False
    if not lines[at].gap and not _follows_text(lines, at):
        return False
    opens_run = not below.gap and is_short(below.text) and is_short(_text(lines, at + 2))
    return not opens_run and (below.gap or not is_short(below.text))


def _may_head(text: str) -> bool:
    first = text.lstrip('”“"»')[:1]
    is_words = (first.isupper() or first.isdigit()) and not _NOT_WORDS.search(text)
    return is_words and len(text) <= _LONGEST and not is_field(text)


def _follows_text(lines: list[TextLine], at: int) -> bool:
    """Tell whether a line without a blank one above stands between paragraphs all the same."""
    above = lines[at - 1].text if at > 0 else ""
    ended = bool(_ENDS.search(above)) or (bool(above) and is_marked(above))
    return ended and not is_short(lines[at + 1].text)


def _text(lines: list[TextLine], at: int) -> str:
    return lines[at].text if at < len(lines) else ""
