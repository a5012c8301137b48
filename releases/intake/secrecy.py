"""Words between colleagues that are not for readers: notes on secrecy left in a text."""

import re

# Words: published texts hold none of these, but one that is missed tells what was not to be told.
_NOTE = re.compile(
    r"\b(?:ej|inte) (?:avse[dt]d? )?för (?:publicering|(?:vidare )?spridning|offentliggörande)\b"
    r"|(?:^|[.:!(–-] |\b(?:text|information|material|innehåll|dokument|utkast|uppgift|bild)\w* "
    r"|\b(?:det här|detta|denna) )får (?:ej|inte) (?:(?:vidare)?spridas|publiceras"
    r"|offentliggöras|delas|lämnas ut)\b"
    r"|\b(?:strikt|strängt|internt?) konfidentiell\w*"
    # As a note, not as a word of a sentence about secrecy.
    r"|(?:^|[:;(–-] ?)(?:konfidentiellt?|sekretess(?:belagd|belagt)?)"
    r"(?= ?(?:[:.!)–-]|$|(?:fram )?till\b|t\.?o\.?m|gäller\b|intill\b))"
    r"|\bnot for (?:publication|(?:public )?release|distribution)\b"
    r"|(?:^|[:;(–-] ?)(?:strictly )?confidential(?= ?(?:[:.!)–-]|$|until\b|till\b))",
    re.IGNORECASE | re.MULTILINE,
)
_REACH = 120


def note(text: str) -> str | None:
    """Return the first line that says that something is not for readers, None without one."""
    match = _NOTE.search(text)
    if match is None:
        return None
    start = text.rfind("\n", 0, match.start()) + 1
    start = max(start, match.start() - _REACH)
    return text[start : match.end() + _REACH].split("\n", maxsplit=1)[0].strip("#*> ")
