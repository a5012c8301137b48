"""Furniture of a page: commands, ways through the site, files, notices, lists of other texts."""

from collections.abc import Iterator

from releases.intake.zones import furniture
from releases.intake.zones.facts import LineFacts
from releases.intake.zones.page import Page


def find(page: Page, at: int) -> Iterator[str]:
    yield from _of_itself(page.lines[at])
    if at == page.ends_at:
        yield "page ends"
    elif at > page.ends_at:
        yield "behind the page's end"


def _of_itself(facts: LineFacts) -> Iterator[str]:
    if not facts.words or set(facts.text) <= set("-–—_=* "):
        yield "no words"
    elif furniture.commands(facts.bare):
        yield "command"
    elif furniture.is_way(facts.bare):
        yield "way"
    elif furniture.is_file(facts.bare):
        yield "file"
    elif furniture.keeps(facts.bare):
        yield "page kept"
    if facts.line.is_edge:
        yield "edge of a printed page"
    if facts.is_menu:
        yield "row of a menu"
    if furniture.is_notice(facts.text):
        yield "notice"
