"""When a page was published, as machines are told: the line the rules of text would read."""

import re
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from lxml.html import HtmlElement

from releases.intake import dates, kinds, stamps
from releases.intake.html.markdown_lines import lines_of
from releases.intake.html.metadata import instant
from releases.intake.html.tree import is_longer, tokens
from releases.text.html.tree import remove, text_of

_SAYS_PUBLISHED = re.compile(r"publicera|published|skapad", re.IGNORECASE)
_SAYS_CHANGED = re.compile(r"uppdatera|ändra|rätta|updated|modified", re.IGNORECASE)
# Words: what developers call the line with the day of a text.
_NAMES = {"published", "publish", "date", "datum", "posted", "meta", "byline", "submitted", "info"}
_LINES = ("p", "div", "span", "li")
_FARTHEST = 3
_MOST = 20
_LONGEST_LINE = 120
_SUMMER = "+02:00"


class PublicationDate(NamedTuple):
    """When a page was published (an instant with offset, a date, or None), and its byline."""

    published: str | None
    left_out: list[str]


def take(article: HtmlElement, stated: str | None) -> PublicationDate:
    """Take the byline that marks the time of publication out of a text.

    What metadata states counts before it, but where that is a date, a `<time>` of the same day
    tells the time of day. A byline that names the kind as well is left to the rules of text.
    """
    marked = next(
        (date for date in map(_of_time_element, islice(article.iter("time"), _MOST)) if date), None
    )
    if marked is None and stated is None:
        marked = next((date for date in map(_of_line, article.iter(*_LINES)) if date), None)
    if marked is None:
        return PublicationDate(stated, [])
    at = marked.at if stated is None or marked.at[:10] == stated else stated
    byline = _byline(marked.time, article)
    if byline is None or kinds.kind_of_label(text_of(byline)):
        return PublicationDate(at, [])
    left_out = list(lines_of(byline))
    remove(byline)
    return PublicationDate(at, left_out)


def line(at: str | None) -> str:
    """Write an instant as the stamp of a text: "Publicerad 2018-04-03 07:23:00 CEST"; dates not."""
    if at is None or "T" not in at:
        return ""
    local = datetime.fromisoformat(at)
    zone = "CEST" if at.endswith(_SUMMER) else "CET"
    return f"Publicerad {local:%Y-%m-%d %H:%M:%S} {zone}"


class _Marked(NamedTuple):
    time: HtmlElement
    at: str


def _of_time_element(time: HtmlElement) -> _Marked | None:
    """Return what a `<time>` states, if the few words around it say that it tells publication."""
    at = instant(time.get("datetime") or "")
    if at is None:
        return None
    for holder in islice(time.iterancestors(), _FARTHEST):
        words = text_of(holder)
        if len(words) > _LONGEST_LINE:
            return None
        if _SAYS_PUBLISHED.search(words):
            return _Marked(time, at)
        if (tokens(holder) | tokens(time)) & _NAMES:
            return None if _SAYS_CHANGED.search(words) else _Marked(time, at)
    return None


def _of_line(line: HtmlElement) -> _Marked | None:
    """Return the time of a line like "Publicerad av webbredaktionen den 2 maj 2023 - 13:40"."""
    if not tokens(line) & _NAMES or is_longer(line, 2 * _LONGEST_LINE):
        return None
    words = text_of(line)
    day = dates.find_day(words)
    if day is None or len(words) > _LONGEST_LINE or not _SAYS_PUBLISHED.search(words):
        return None
    at, _ = stamps.format_published(day, dates.find_clock(words[day.span[1] :]))
    return _Marked(line, at) if at else None


def _byline(time: HtmlElement, article: HtmlElement) -> HtmlElement | None:
    """Return the largest element around a time that is no longer than a line, None without one."""
    byline = None
    for holder in (time, *time.iterancestors()):
        if (
            holder is article
            or len(text_of(holder)) > _LONGEST_LINE
            or holder.find(".//h1") is not None
        ):
            return byline
        byline = holder
    return byline
