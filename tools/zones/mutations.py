"""Pages as they might have been pasted otherwise, for more to learn from."""

from collections.abc import Iterator

import msgspec

from releases.intake.lines import TextLine
from releases.intake.zones.zone import Zone
from tools.zones.annotated import AnnotatedPage

Marked = list[tuple[TextLine, frozenset[Zone]]]
_ANY = frozenset(Zone)
_CHROME = ("Hoppa till innehåll", "Sök", "Logga in", "Start", "Aktuellt", "Vi använder kakor här.")
_CAPTION = "Blommande ljung på Rävåsen. Foto: Sixten Granberg"


def mutate(page: AnnotatedPage) -> Iterator[AnnotatedPage]:
    """Yield a page, and then what it is without this or with that."""
    marked = list(zip(page.lines, page.zones, strict=True))
    yield page
    for change in (_untitled, _unstamped, _tight, _apart, _halved, _parted, _in_chrome, _pictured):
        changed = change(marked)
        if changed != marked and changed:
            yield page._replace(
                lines=[line for line, _ in changed], zones=[zones for _, zones in changed]
            )


def _without(marked: Marked, zone: Zone) -> Marked:
    return [each for each in marked if each[1] != frozenset((zone,))]


def _untitled(marked: Marked) -> Marked:
    return _without(marked, Zone.TITLE)


def _unstamped(marked: Marked) -> Marked:
    return _without(marked, Zone.STAMP)


def _tight(marked: Marked) -> Marked:
    return [(msgspec.structs.replace(line, gap=False), zones) for line, zones in marked]


def _apart(marked: Marked) -> Marked:
    return [(msgspec.structs.replace(line, gap=True), zones) for line, zones in marked]


def _halved(marked: Marked) -> Marked:
    """Leave out every other paragraph behind the first, but none that a heading stands above."""
    kept: Marked = []
    is_odd = True
    for line, zones in marked:
        if zones == frozenset((Zone.TEXT,)) and kept and Zone.HEADING not in kept[-1][1]:
            is_odd = not is_odd
            if is_odd:
                continue
        kept.append((line, zones))
    return kept


def _parted(marked: Marked) -> Marked:
    """Write contacts one field a line."""
    return [
        (msgspec.structs.replace(line, text=text), zones)
        for line, zones in marked
        for text in (line.text.split(", ") if zones == {Zone.CONTACT} else [line.text])
        if text.strip()
    ]


def _in_chrome(marked: Marked) -> Marked:
    """Put the head of another page first."""
    return [*((TextLine(text), _ANY - {Zone.TITLE, Zone.LEAD}) for text in _CHROME), *marked]


def _pictured(marked: Marked) -> Marked:
    """Put the caption of another picture before the lead."""
    at = next((n for n, (_, zones) in enumerate(marked) if zones == {Zone.LEAD}), None)
    if at is None:
        return marked
    return [*marked[:at], (TextLine(_CAPTION), frozenset((Zone.PICTURE,))), *marked[at:]]
