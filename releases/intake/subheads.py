"""Subheads of plain text: short lines that announce what follows, without a mark of their own."""

import re

from releases.intake import events
from releases.text import speech

_LONGEST = 70
# An asterisk at a word whose like follows in the line is emphasis: "*Simhallen* öppnar".
_BULLET = re.compile(
    r"(?:[•·●○▪■◦‣\uf0b7]|\*(?= |(?![^*]*(?<=\S)\*))|o(?= [A-ZÅÄÖ]))(?!\*) ?(?=\S)"
)
_NUMBERED = re.compile(r"\d{1,3}[.)] +\S")
_FIELD = re.compile(
    rf"(?:{events.TIMES}|{events.PLACES}|medverka\w+|program|anmäl\w+"
    r"|praktisk information)\b[^:]{0,30}:",
    re.IGNORECASE,
)
# A short line with a colon that has one of these leads into what follows; it is not a heading.
# Words: what points ahead, and pronouns of a sentence.
_LEADS_IN = re.compile(
    rf"\b(?:{speech.AUXILIARIES}|finns|följande|nedan|dessa|bland|exempel|enligt"
    r"|att|vi|du|are|is|following)\b",
    re.IGNORECASE,
)
# What no heading ends in: more must follow in the same breath.
_UNFINISHED = re.compile(
    r"\b(?:att|som|och|eller|är|annat|finns|the)\Z",
    re.IGNORECASE,
)
# Words that head what follows whatever its shape.
_HEADING = re.compile(
    r"(?:fakta\w*|bakgrund|program(?:me)?|medverkande|sammanfattning|background)"
    r"(?: ?: .+| om .+)?",
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


def names_section(text: str) -> bool:
    """Tell whether a line is a word that heads what follows: "Bakgrund", "Fakta: bussar"."""
    return bool(_HEADING.fullmatch(text))


def leads_in(text: str) -> bool:
    """Tell whether a line with a colon is a sentence that goes on below it."""
    return bool(_LEADS_IN.search(text)) or " " not in text


def is_unfinished(text: str) -> bool:
    """Tell whether a line ends in a word that more must follow in the same breath."""
    return bool(_UNFINISHED.search(text))


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
