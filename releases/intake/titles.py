"""Titles without what was put before them: the date, a note of a new version, the kind."""

import re
from typing import NamedTuple

from releases.intake import dates, stamps

_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[ :–-]+(?=\S)")
_VERSION = re.compile(
    r"\((?:ny version|uppdaterad|korrigerad|rättad|rättelse)\b[^)]{0,40}\) *", re.IGNORECASE
)
# An invitation is called one in its title; that a release is a release goes without saying.
_KIND = re.compile(r"(?:pressmeddelande|pressrelease|nyhet) ?: ?(?=\S)", re.IGNORECASE)


class Title(NamedTuple):
    """A title without marks; the date and the version note that stood before it, if any."""

    text: str
    published: str | None = None
    version: str = ""


def read_title(text: str) -> Title:
    """Part "(Ny version)" and "2020-05-08" from the title they were put before."""
    text, version = _KIND.sub("", bare(text)), ""
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
