"""Language tags, whose case means nothing, in the form they usually have (RFC 5646)."""

import re

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}", re.IGNORECASE | re.ASCII)
_REGION, _SCRIPT = 2, 4


def canonical(tag: str) -> str:
    """Return a tag with its parts in their usual case: sv, sv-SE, zh-Hans; "" for what is none.

    Regions are upper case, scripts titles and all else lower case (RFC 5646 section 2.1.1).
    """
    if not _TAG.fullmatch(tag):
        return ""
    primary, *rest = tag.split("-")
    return "-".join((primary.lower(), *map(_usual, rest)))


def language_and_script(tag: str) -> str:
    """Return the language of a tag alone, or with its script: sv of sv-SE, sr-Latn of sr_latn_RS.

    "" for what begins as no tag does.
    """
    primary, *rest = tag.strip().replace("_", "-").split("-")
    script = rest[0] if rest and len(rest[0]) == _SCRIPT and rest[0].isalpha() else ""
    return canonical(f"{primary}-{script}" if script else primary)


def _usual(part: str) -> str:
    if len(part) == _REGION:
        return part.upper()
    return part.title() if len(part) == _SCRIPT else part.lower()
