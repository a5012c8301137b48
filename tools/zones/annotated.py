"""Annotated texts as pages whose lines have the zones they may be of.

A folder holds NNN.txt (its first line, an address, is no part of the text) and NNN.json with
`publisher` and `blocks`: `type`, `line_start` and `line_end`, counted in the file from 1.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from releases.intake import characters, pages
from releases.intake.lines import TextLine, split
from releases.intake.zones.zone import Zone

# Whatever is left out may be left out as anything.
LEFT_OUT = frozenset(
    (Zone.CHROME, Zone.SENDER, Zone.TAGS, Zone.OTHER, Zone.REPEAT, Zone.SIGNATURE, Zone.STAMP)
)
_ZONES: dict[str, frozenset[Zone]] = {
    "title": frozenset((Zone.TITLE,)),
    "subtitle": frozenset((Zone.SUBTITLE,)),
    "stamp": frozenset((Zone.STAMP,)),
    "lead": frozenset((Zone.LEAD,)),
    "paragraph": frozenset((Zone.TEXT,)),
    "event": frozenset((Zone.TEXT,)),
    "link_item": frozenset((Zone.TEXT, Zone.ITEM)),
    "heading": frozenset((Zone.HEADING,)),
    "bullet": frozenset((Zone.ITEM,)),
    "table": frozenset((Zone.ROW,)),
    "contact": frozenset((Zone.CONTACT,)),
    "contact_heading": frozenset((Zone.CONTACT_HEADING,)),
    "boilerplate": frozenset((Zone.ABOUT,)),
    "boilerplate_heading": frozenset((Zone.ABOUT_HEADING,)),
    "image": frozenset((Zone.PICTURE,)),
    "alt_text": frozenset((Zone.PICTURE, Zone.CHROME)),
    "byline": LEFT_OUT | {Zone.TEXT},
    "chrome": LEFT_OUT,
    "metadata": LEFT_OUT,
    "duplicate": LEFT_OUT,
    "other_release": LEFT_OUT,
}
_DASH = re.compile(r"[-–—−─•]")
_SPOKEN = frozenset((Zone.QUOTE,))
_TOLD = frozenset((Zone.QUOTE, Zone.TEXT))
_ANY = frozenset(Zone)


class AnnotatedPage(NamedTuple):
    """The lines of a page, for each the zones it may be of, and who published it."""

    name: str
    publisher: str
    lines: list[TextLine]
    zones: list[frozenset[Zone]]


def load(folder: Path) -> list[AnnotatedPage]:
    """Return the pages of a folder; a text of several releases is one page for each."""
    return [page for path in sorted(folder.glob("*.json")) for page in _load(path)]


def _load(path: Path) -> Iterator[AnnotatedPage]:
    annotation = json.loads(path.read_text("utf-8"))
    whole = path.with_suffix(".txt").read_text("utf-8")
    text = characters.clean("\n" + whole.partition("\n")[2])
    publisher = re.sub(r" \(.*", "", annotation["publisher"])
    lines = split(text)
    zones = _zones_by_number(lines, text.split("\n"), annotation)
    for release in pages.split(pages.part_glued(lines)).releases:
        yield AnnotatedPage(path.stem, publisher, release, _zones_of(release, zones))


def _zones_by_number(
    lines: list[TextLine], written: list[str], annotation: dict[str, Any]
) -> list[frozenset[Zone]]:
    """Return the zones of each line, found by where its first words stand in the file."""
    types: dict[int, str] = {}
    for block in annotation["blocks"]:
        for at in range(block["line_start"], block["line_end"] + 1):
            types.setdefault(at, block["type"])
    numbered = [(at, words.strip()) for at, words in enumerate(written, 1) if words.strip()]
    zones: list[frozenset[Zone]] = []
    at = 0
    for line in lines:
        first, words = numbered[at]
        at += 1
        while words != line.text:
            words = f"{words} {numbered[at][1]}"
            at += 1
        zones.append(_zones_of_type(types.get(first, ""), line.text, annotation))
    return zones


def _zones_of_type(kind: str, text: str, annotation: dict[str, Any]) -> frozenset[Zone]:
    if kind == "quote":
        return _SPOKEN if _DASH.match(text) else _TOLD
    if kind == "lead" and annotation.get("lead_uncertain"):
        return frozenset((Zone.LEAD, Zone.TEXT, Zone.QUOTE))
    return _ZONES.get(kind, _ANY)


def _zones_of(release: list[TextLine], zones: list[frozenset[Zone]]) -> list[frozenset[Zone]]:
    """Return the zones of a page's lines; of one that was parted, either part may be anything."""
    found: list[frozenset[Zone]] = []
    for line in release:
        own = zones[line.number]
        if line.whole and Zone.TITLE in own:
            own = frozenset((Zone.TITLE, Zone.STAMP))
        elif line.whole:
            own = _ANY
        found.append(own)
    return found
