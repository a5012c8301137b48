"""Furniture of a page: commands, ways through the site, files, notices, lists of other texts."""

from collections.abc import Iterator

from releases.intake.zones import furniture
from releases.intake.zones.page import Page


def find(page: Page, at: int) -> Iterator[str]:
    facts = page.lines[at]
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
    if furniture.is_notice(facts.text):
        yield "notice"
    if at == page.ends_at:
        yield "page ends"
    elif at > page.ends_at:
        yield "behind the page's end"
