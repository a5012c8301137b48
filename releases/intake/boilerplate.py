"""The closing text about the sender, which repeats from release to release."""

import re
from typing import NamedTuple

from releases.intake import persons
from releases.intake.lines import TextLine

_HEADING = re.compile(
    r"(?:om|about|fakta om|kort om) (?P<who>.{2,60})|om oss|about us", re.IGNORECASE
)
_LONGEST_HEADING = 70
_SHORTEST = 60
_SHORTEST_PARAGRAPH = 80
_FEWEST_WORDS = 4
_DEFINED_BY = 120
_DEFINES = re.compile(
    r"\b(?:är (?:till för|både|en|ett|Sveriges|landets|länets|den|det)|ansvarar för"
    r"|har (?:ansvar|till uppgift|cirka|omkring|drygt|ca|\d)|arbetar (?:för|med)|planerar|bedriver"
    r"|verkar|finns till|skapar|erbjuder|ligger|samlar|is (?:an?|the|one)|works)\b"
)
_LINK = re.compile(r"(?:www\.|https?://)\S+")


class AboutText(NamedTuple):
    about: list[str]
    kept: list[TextLine]
    dropped: list[str]


def take(lines: list[TextLine], after_contacts: int | None) -> AboutText:
    """Take the closing text: under "Om Region …", or after the contacts, or the last paragraph.

    `after_contacts` is the index of the first line after them, None without contacts. A marked
    or unmarked subhead after the contacts means that the text itself goes on there.
    """
    start = _last_about_heading(lines, after_contacts)
    if start is not None:
        return AboutText(
            [line.text for line in lines[start + 1 :]], lines[:start], [lines[start].text]
        )
    if after_contacts is not None and after_contacts > 1:
        tail = lines[after_contacts:]
        is_shorter = _length(tail) <= _length(lines[:after_contacts])
        if is_shorter and not any(_is_subhead(tail, at) for at in range(len(tail))):
            said = [line.text for line in tail if _says(line.text)]
            wished = [line for line in tail if line.text.endswith("!") and not _says(line.text)]
            dropped = [line.text for line in tail if not _says(line.text) and line not in wished]
            kept = [*lines[:after_contacts], *wished]
            if said or not _defines(kept[-1].text):
                return AboutText(said, kept, dropped)
            return AboutText([kept[-1].text], kept[:-1], dropped)
        return AboutText([], lines, [])
    if len(lines) > 2 and _defines(lines[-1].text):  # noqa: PLR2004 - title, lead and a text
        return AboutText([lines[-1].text], lines[:-1], [])
    return AboutText([], lines, [])


def _length(lines: list[TextLine]) -> int:
    return sum(len(line.text) for line in lines)


def _last_about_heading(lines: list[TextLine], after_contacts: int | None) -> int | None:
    """Return the index of the last heading "Om <an organisation>", None without one.

    Behind the contacts whoever the heading and the text below it begin with is the sender.
    """
    for at in range(len(lines) - 2, 1, -1):
        text = lines[at].text.strip("#* :")
        defined = persons.is_sender(text) and _defines_itself(lines[at + 1].text)
        match = _HEADING.fullmatch(text) if len(text) <= _LONGEST_HEADING else None
        who = match["who"] if match else text
        introduced = (
            after_contacts is not None
            and at >= after_contacts
            and who
            and (lines[at + 1].text.startswith(who) and who[0].isupper())
        )
        if defined or introduced or (match and (who is None or _is_sender(who))):
            return at
    return None


def _is_sender(who: str) -> bool:
    return persons.is_organisation(who) or who.lower() in {"oss", "us"}


def _is_subhead(lines: list[TextLine], at: int) -> bool:
    text = lines[at].text
    if text.startswith(("#", "–", "- ", "|")):
        return True
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    is_short = len(text) <= _LONGEST_HEADING and not text.endswith((".", "!", ":"))
    return is_short and _says(following) and not persons.is_organisation(text)


def _says(text: str) -> bool:
    is_sentence = text.endswith(".") and len(text.split()) >= _FEWEST_WORDS
    return (is_sentence or len(text) >= _SHORTEST) and not _LINK.fullmatch(text)


def _defines_itself(text: str) -> bool:
    """Tell whether a paragraph below the sender's name tells what the sender is or does."""
    return text.startswith("Vi ") or bool(_DEFINES.search(text[:_DEFINED_BY]))


def _defines(text: str) -> bool:
    """Tell whether a paragraph introduces an organisation: "Region Solvik är …"."""
    return (
        len(text) >= _SHORTEST_PARAGRAPH
        and persons.is_organisation(text)
        and bool(_DEFINES.search(text[:_DEFINED_BY]))
    )
