"""The head of a text: its title, and the stamps around it."""

import re
from typing import NamedTuple

from releases.intake import captions, contact_blocks, dates, events, kinds, persons, stamps
from releases.intake.lines import TextLine
from releases.intake.stamps import Stamp
from releases.model import Kind
from releases.text import speech

_TOP = 6
_LONGEST_TITLE = 160
_LONGEST_SECTION = 40
_SECTION_WORDS = 2
_SENDER = re.compile(r"(?:från|from) .{2,80}", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[ :–-]+(?=\S)")
_VERSION = re.compile(
    r"\((?:ny version|uppdaterad|korrigerad|rättad|rättelse)\b[^)]{0,40}\) *", re.IGNORECASE
)


class Title(NamedTuple):
    """A title without marks; the date and the version note that stood before it, if any."""

    text: str
    published: str | None = None
    version: str = ""


class Head(NamedTuple):
    """The time a text states, its kind, its title where the stamp shows which line that is."""

    stamp: Stamp | None
    kind: Kind | None
    title: Title
    subtitle: str
    kept: list[TextLine]
    dropped: list[str]


def take(lines: list[TextLine]) -> Head:
    """Take the stamps out of a text, and find the title by them.

    The title stands right above the stamp, or right below where nothing stands above. Of several
    stamps the first with a publication time counts; a date on the last line will do.
    """
    kept: list[TextLine] = []
    dropped: list[str] = []
    placed: list[tuple[int, Stamp]] = []
    is_top = True
    is_invitation = any(kinds.invites(line.text) for line in lines[:_TOP])
    occasions = events.days([line.text for line in lines], is_invitation=is_invitation)
    for at, line in enumerate(lines):
        is_top = is_top and len(kept) < _TOP
        near_stamp = bool(placed) and placed[-1][0] == len(kept)
        stamp = None if at in occasions else stamps.parse_stamp(line.text)
        # Further down a date is the text's own, unless it says when the page was changed.
        if stamp and not (is_top or at >= len(lines) - 2 or stamp.is_change):
            stamp = None
        if stamp is None and not (near_stamp and not kept and _SENDER.fullmatch(line.text)):
            kept.append(line)
            continue
        dropped.append(line.text)
        if stamp is not None:
            if stamp.glued:
                kept.append(TextLine(stamp.glued, number=line.number))
            placed.append((len(kept), stamp))
    dated = [(at, stamp) for at, stamp in placed if stamp.published]
    at, stamp = next(((a, s) for a, s in dated if not s.is_change), next(iter(dated), (0, None)))
    # "Aktuellt" and "Nyheter" name a section of the site as often as what the text is.
    labels = [stamp.kind for _, stamp in placed if stamp.kind]
    kind = next((label for label in labels if label is not Kind.NEWS), next(iter(labels), None))
    chosen, above, kept = _title(kept, at if stamp else 0)
    title = _read_title(chosen.text) if chosen else Title("")
    # Pages say their title twice: as what the browser shows, and above the text.
    kept = [other for other in kept if bare(other.text) != title.text]
    subtitle = ""
    listed = len(kept) > 1 and speech.strip_hyphen(kept[1].text) is not None
    if kept and not listed and _is_subtitle(kept[0].text):
        subtitle, kept = kept[0].text.lstrip("–- "), kept[1:]
    return Head(stamp, kind, title, subtitle, kept, dropped + above)


def _read_title(text: str) -> Title:
    """Part "(Ny version)" and "2020-05-08" from the title they were put before."""
    text, version = bare(text), ""
    if noted := _VERSION.match(text):
        text, version = text[noted.end() :], noted[0].strip()
    dated = _DATE.match(text)
    day = dates.find_day(dated[0]) if dated else None
    if dated is None or day is None:
        return Title(text, None, version)
    return Title(text[dated.end() :], stamps.format_published(day, None)[0], version)


def bare(text: str) -> str:
    """Return a line without the marks of a Markdown heading."""
    return text.strip("#* ")


def _title(kept: list[TextLine], at: int) -> tuple[TextLine | None, list[str], list[TextLine]]:
    """Choose the title: a "# " line, else the line above the stamp, else the first.

    Short lines above it name the sender or the section; they come back apart.
    """
    if not kept:
        return None, [], kept
    marked = next((n for n, line in enumerate(kept[:_TOP]) if _is_marked(line.text)), None)
    above = at - 1 if 0 < at <= _TOP and all(_is_short(line.text) for line in kept[:at]) else 0
    chosen = above if marked is None else marked
    if marked is None and chosen == at - 1 and _stands_below(kept, at):
        chosen = at
    if chosen > 0 and _is_subtitle(kept[chosen].text):
        chosen -= 1
    if marked is None and chosen + 1 < len(kept) and persons.is_sender(kept[chosen].text):
        chosen += 1
    above_title = kept[:chosen]
    named = [line.text for line in above_title if len(line.text) <= _LONGEST_SECTION]
    rest = [line for line in above_title if len(line.text) > _LONGEST_SECTION]
    return kept[chosen], named, rest + kept[chosen + 1 :]


def _is_marked(text: str) -> bool:
    # Word files mark "Kontakt" as high as the title.
    return text.startswith("# ") and not contact_blocks.is_heading(text)


def _stands_below(kept: list[TextLine], at: int) -> bool:
    """Tell whether the title is below the stamp: above it stand a section or a caption only."""
    if at + 1 >= len(kept):
        return False
    above, below = kept[at - 1].text, kept[at].text
    is_slight = len(above.split()) <= _SECTION_WORDS or captions.is_caption(above)
    return (
        is_slight
        and _is_short(below)
        and len(below.split()) > _SECTION_WORDS
        and speech.strip_dash(below) is None
        and not _is_subtitle(below)
    )


def _is_subtitle(text: str) -> bool:
    """Tell whether a line goes on from the title above it: "- ny festival för hela länet"."""
    words = speech.strip_dash(text) or speech.strip_hyphen(text) or ""
    return (
        words[:1].islower()
        and len(text) <= _LONGEST_TITLE
        and not speech.is_sentence(words)
        and not speech.attribution(words)
    )


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(".")
