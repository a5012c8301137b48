"""What sort of text it is: by its label, by its title, by what it holds."""

import re

from releases.model import Kind

_LABELS = {
    "press_invitation": r"press\s?-?inbj[uo]d\w*|inbj[uo]dan till press\w*|press invitations?",
    "press_release": r"pressmed+elanden?|pressrelease[rs]?|press releases?",
    "statement": r"uttalanden?|statements?",
    "news": r"nyhet(?:er)?|aktuellt|nyhetsartikel|artikel|news|news article",
}
LABEL = "|".join(_LABELS.values())
_LABEL_LINE = re.compile(rf"(?:{LABEL})(?: (?:från|from) .{{1,80}})?[:.]?", re.IGNORECASE)
_INVITING_TITLE = re.compile(rf"(?:{_LABELS['press_invitation']})\b", re.IGNORECASE)
_INVITING = re.compile(
    rf"{_LABELS['press_invitation']}|\b(?:välkom(?:men|na)|inbjud(?:er|s|an)|you are welcome)\b",
    re.IGNORECASE,
)
_STATING_TITLE = re.compile(r"(?:\w+ ){0,2}(?:uttalande|statement)\b", re.IGNORECASE)
_TIME_FIELD = re.compile(r"(?:tid|när|datum|time|when|date)\s?:", re.IGNORECASE)
_PLACE_FIELD = re.compile(r"(?:plats|var|lokal|place|where|venue)\s?:", re.IGNORECASE)
_BOTH_FIELD = re.compile(r"(?:tid|dag) och plats\s?:|time and place\s?:", re.IGNORECASE)
_GOVERNMENT = re.compile(r"\bRegeringen(?:s|\b)")
# What the page's own ways to it are called: "Start / Nyheter / …", "Pressrum".
_TRAIL = re.compile(r"[/>›»]|\A\S+\Z")
_PRESS_SECTION = re.compile(r"\bpress(?:rum\w*|arkiv\w*|meddelanden|releases?)\b", re.IGNORECASE)
_NEWS_SECTION = re.compile(r"\b(?:nyheter|nyhetsarkiv|aktuellt|news)\b", re.IGNORECASE)
_OLD_NEWS = re.compile(r"\bnyhet(?:en)?\b.{0,40}\bäldre\b", re.IGNORECASE)


def kind_of_label(text: str) -> Kind | None:
    """Return the kind a label names ("Pressmeddelanden"), None where it names none."""
    for kind, pattern in _LABELS.items():
        if re.search(rf"(?:^|\b|\d)(?:{pattern})(?:\b|$)", text, re.IGNORECASE):
            return Kind(kind)
    return None


def is_label(line: str) -> bool:
    """Tell whether a line is nothing but a kind: "Pressmeddelande", "Nyhet från Kansliet"."""
    return bool(_LABEL_LINE.fullmatch(line))


def invites(line: str) -> bool:
    """Tell whether a line invites somebody: by its label, or in so many words."""
    return _INVITING.search(line) is not None


def decide(
    title: str, label: Kind | None, lines: list[str], dropped: list[str], *, is_voiced: bool
) -> Kind:
    """Return the kind of a text; what it says it is yields only to a plain invitation.

    Invitations are often stamped as ordinary releases: a title that invites, or a time and a
    place on lines of their own, tell. Without a label, a text that nobody speaks in and nobody
    answers for (`is_voiced`) is news, unless the government is its sender.
    """
    is_timed = any(map(_TIME_FIELD.match, lines)) and any(map(_PLACE_FIELD.match, lines))
    if _INVITING_TITLE.match(title) or is_timed or any(map(_BOTH_FIELD.match, lines)):
        return Kind.PRESS_INVITATION
    if _STATING_TITLE.match(title):
        return Kind.STATEMENT
    is_old_news = label is None and any(map(_OLD_NEWS.search, dropped))
    section = Kind.NEWS if is_old_news else _section(dropped)
    # "Aktuellt" in the press room is a press release all the same.
    stated = (section or label) if label in {None, Kind.NEWS} else label
    if stated is not None:
        return stated
    from_government = any(map(_GOVERNMENT.search, lines))
    return Kind.PRESS_RELEASE if is_voiced or from_government else Kind.NEWS


def _section(dropped: list[str]) -> Kind | None:
    """Return the kind of the section a page stands in, None where its navigation names none."""
    trails = [line for line in dropped if _TRAIL.search(line)]
    if any(map(_PRESS_SECTION.search, trails)):
        return Kind.PRESS_RELEASE
    return Kind.NEWS if any(map(_NEWS_SECTION.search, trails)) else None
