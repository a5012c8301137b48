"""What sort of text it is: by its label, by its title, by what it holds."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from releases.model import Kind

# Words: what newsrooms call their kinds of texts.
_LABELS = {
    "press_invitation": r"press\s?-?inbj[uo]d\w*|inbj[uo]dan till press\w*|press invitation"
    r"|presseinvita[st]\w*|lehdistökutsu|medieinbj[uo]d\w*",
    "press_release": r"(?:press|börs)?med+elanden?|pressrelease[rs]?|press releases?"
    r"|pressemelding(?:er)?|pressemeddelelser?|\w*tiedot(?:e|teet)|preassadieđáhus\w*",
    "statement": r"uttalanden?|statement|u[td]talelse|lausunto|cealkámuš",
    "news": r"nyhe[td](?:er)?|uuti(?:nen|set)|ođas|aktuellt|(?:nyhets)?artikel"
    r"|news(?: article)?",
}
LABEL = "|".join(_LABELS.values())
_NAMES_KIND = {
    Kind(kind): re.compile(rf"(?:^|\b|\d)(?:{label})(?:\b|$)", re.IGNORECASE)
    for kind, label in _LABELS.items()
}
# Which sort of a kind, from whom: "Regulatoriskt pressmeddelande (MAR)".
_LABEL_LINE = re.compile(
    rf"(?:\w{{2,22}}(?:t|[ks]a|lla) )?(?:{LABEL})(?: \([^()]{{1,20}}\))?"
    r"(?: (?:från|from) .{1,80})?[ :.–-]*",
    re.IGNORECASE,
)
_EVENT = r"press(?:träff|möte|konferens|lunch)\w*|\w*visning\w*"
# Only what opens a title: "Pressträff om …", "Påminnelse: pressinbjudan", "Inbjudan: …".
_OPENING_WORDS = 3
_INVITING_TITLE = re.compile(
    rf"\b(?:{_LABELS['press_invitation']}|\A(?:inbjudan|{_EVENT})|(?:till|på) (?:{_EVENT}))\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:inställ[dt]\w*|ställ\w{1,3}(?: \w+){0,2} in|utgår)\b",
    re.IGNORECASE,
)
# A welcome with a day and a time.
# Words: verbs of inviting, who is invited, prepositions.
_WELCOMES = re.compile(
    r"(?=.{0,300}?\b(?:kl\.?|klockan) ?\d)(?=.{0,300}?\b\d{1,2}(?:/\d| \w{3,}))"
    r".{0,300}?\b(?:välkom(?:men|na)|bjuds? in|bjuder (?:\w+ ){1,3}(?:medi|press))"
    rf"(?=.{{0,300}}?\b(?:(?:till|på)\b|{_EVENT}))",
    re.IGNORECASE,
)
_ASKS_TO_COME = re.compile(
    r"\b(?:välkom\w+|inbjud\w+|bjud\w* in|medi(?:a|er)|journalister|press(?:en)?)\b",
    re.IGNORECASE,
)
_INVITING = re.compile(
    rf"{_LABELS['press_invitation']}|\b(?:välkom(?:men|na)|inbjud\w{1, 2})\b",
    re.IGNORECASE,
)
_STATING_TITLE = re.compile(r"(?:\w+ ){0,2}(?:uttalande|statement)\b", re.IGNORECASE)
_TIME_FIELD = re.compile(r"(?:tid|när|datum|time|when|date)\s?[:?]", re.IGNORECASE)
_PLACE_FIELD = re.compile(r"(?:plats|var|lokal|place|where|venue)\s?[:?]", re.IGNORECASE)
_BOTH_FIELD = re.compile(r"tid och plats\s?:", re.IGNORECASE)
_GOVERNMENT = re.compile(r"\bRegeringen(?:s|\b)")
# What the page's own ways to it are called: "Start / Nyheter / …", "Pressrum".
_TRAIL = re.compile(r"[/>›»]|\A\S+\Z")
_PRESS_SECTION = re.compile(r"\bpress(?:rum\w*|arkiv\w*|meddelanden|releaser)\b", re.IGNORECASE)
_NEWS_SECTION = re.compile(r"\b(?:nyheter|aktuellt|news)\b", re.IGNORECASE)
_OLD_NEWS = re.compile(r"\bnyhet(?:en)?\b.{0,40}\bäldre\b", re.IGNORECASE)


def kind_of_label(text: str) -> Kind | None:
    """Return the kind a label names ("Pressmeddelanden"), None where it names none."""
    return next((kind for kind, label in _NAMES_KIND.items() if label.search(text)), None)


def is_label(line: str) -> bool:
    """Tell whether a line is nothing but a kind: "Pressmeddelande", "Nyhet från Kansliet"."""
    return bool(_LABEL_LINE.fullmatch(line))


def invites(line: str) -> bool:
    """Tell whether a line invites somebody: by its label, or in so many words."""
    return _INVITING.search(line) is not None


class Signs(NamedTuple):
    """What a page shows beside its text; `has_sender`: its first line names who it is from."""

    furniture: Sequence[str] = ()
    has_sender: bool = False
    has_contacts: bool = False
    has_quotes: bool = False
    is_kept: bool = False


class Decision(NamedTuple):
    """The kind of a text, and those it may as well be."""

    kind: Kind
    rivals: tuple[Kind, ...] = ()


def decide(title: str, label: Kind | None, lines: Sequence[str], signs: Signs) -> Decision:
    """Return the kind of a text; what it says it is yields only to a plain invitation.

    Invitations are often stamped as ordinary releases: a title that invites, a time and a place
    on lines of their own, or a welcome with day and time tell. Without a label, a text that nobody
    speaks in and nobody answers for is news, and so is a page that says when it was changed,
    unless the government is its sender.
    """
    is_cancelled = any(map(_CANCELLED.search, (title, *lines[:1])))
    if _INVITING_TITLE.search(_opening(title)) and not is_cancelled:
        return Decision(Kind.PRESS_INVITATION)
    if not is_cancelled and _invites_press(label, lines):
        return Decision(Kind.PRESS_INVITATION, (label or Kind.PRESS_RELEASE,))
    if _STATING_TITLE.match(title):
        return Decision(Kind.STATEMENT)
    stated = _stated(label, signs.furniture)
    return Decision(stated) if stated else _unstated(lines, signs)


def _stated(label: Kind | None, furniture: Sequence[str]) -> Kind | None:
    is_old_news = label is None and any(map(_OLD_NEWS.search, furniture))
    section = Kind.NEWS if is_old_news else _section(furniture)
    # "Aktuellt" in the press room is a press release all the same.
    return (section or label) if label in {None, Kind.NEWS} else label


def _unstated(lines: Sequence[str], signs: Signs) -> Decision:
    is_site = bool(signs.furniture) and not signs.has_sender
    is_voiced = signs.has_contacts or (signs.has_quotes and not is_site)
    if any(map(_GOVERNMENT.search, lines)):
        return Decision(Kind.PRESS_RELEASE)
    if is_voiced and not signs.is_kept:
        is_sure = signs.has_contacts and not signs.furniture
        return Decision(Kind.PRESS_RELEASE, () if is_sure else (Kind.NEWS,))
    is_sure = is_site and not (signs.has_contacts or signs.has_quotes)
    return Decision(Kind.NEWS, () if is_sure else (Kind.PRESS_RELEASE,))


def _opening(title: str) -> str:
    return " ".join(title.split()[:_OPENING_WORDS])


def _invites_press(label: Kind | None, lines: Sequence[str]) -> bool:
    if any(map(_WELCOMES.search, lines)):
        return True
    is_timed = any(map(_TIME_FIELD.match, lines)) and any(map(_PLACE_FIELD.match, lines))
    is_timed = is_timed or any(map(_BOTH_FIELD.match, lines))
    return is_timed and (label is not Kind.PRESS_RELEASE or any(map(_ASKS_TO_COME.search, lines)))


def _section(furniture: Sequence[str]) -> Kind | None:
    """Return the kind of the section a page stands in, None where its navigation names none."""
    trails = [line for line in furniture if _TRAIL.search(line)]
    if any(map(_PRESS_SECTION.search, trails)):
        return Kind.PRESS_RELEASE
    return Kind.NEWS if any(map(_NEWS_SECTION.search, trails)) else None
