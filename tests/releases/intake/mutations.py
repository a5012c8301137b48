"""Changes that real pages have beside each other; none of them moves a line it does not touch."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from releases.intake import read
from tests.releases.intake.annotated import BLANK, AnnotatedLine, Fixture, is_kept, written

Lines = tuple[AnnotatedLine, ...]
Mutation = Callable[[Lines], Lines]
_BODY = frozenset(("text", "quote", "item"))
_FOREIGN_CHROME = (
    "Hoppa till innehåll\nSök på webbplatsen\nLogga in\n\nStart\nAktuellt\nKontakta oss\n\n"
    "Vi använder kakor för att förbättra din upplevelse. Godkänn alla"
)
_FOREIGN_CAPTION = "Blommande ljung på Rävåsen. Foto: Sixten Granberg"
_FOREIGN_ABOUT = (
    "Om Björkheds Fjärrvärme\nBjörkheds Fjärrvärme AB värmer 4 000 hushåll i tre kommuner. Bolaget"
    " ägs av kommunerna och har 38 anställda."
)


class Share(NamedTuple):
    """How many of the untouched lines of texts are where they belong, and which are not."""

    kept: int
    of: int
    lost: tuple[str, ...]

    @property
    def part(self) -> float:
        return self.kept / self.of


def measure(mutation: Mutation, fixtures: list[Fixture]) -> Share:
    """Return what becomes of the lines of fixtures that a mutation leaves as they are."""
    kept, lost = 0, []
    for fixture in fixtures:
        lines = mutation(fixture.lines)
        records = read(written(lines))
        for line in lines:
            if not line.label:
                continue
            if is_kept(line, records[0], fixture.published):
                kept += 1
            else:
                lost.append(f"{fixture.name}: {line.label}: {line.text[:60]}")
    return Share(kept, kept + len(lost), tuple(lost))


def leave(lines: Lines) -> Lines:
    """Change nothing."""
    return lines


def drop_stamp(lines: Lines) -> Lines:
    """Take away when the text was published, and as what."""
    return _without(lines, "stamp", "kind")


def drop_title(lines: Lines) -> Lines:
    """Take away the title."""
    return _without(lines, "title")


def drop_blanks(lines: Lines) -> Lines:
    """Take away all blank lines."""
    return tuple(line for line in lines if line.text)


def double_blanks(lines: Lines) -> Lines:
    """Part every line from the next by two blank ones, except those of one block."""
    return tuple(each for line in lines for each in ((line,) if line.text else (BLANK, BLANK)))


def part_all(lines: Lines) -> Lines:
    """Put a blank line behind every line."""
    return tuple(each for line in lines if line.text for each in (line, BLANK))


def part_contacts(lines: Lines) -> Lines:
    """Write contacts one field a line."""
    parted: list[AnnotatedLine] = []
    for line in lines:
        fields = line.text.split(", ") if line.label == "contact" else [line.text]
        parted += [AnnotatedLine(line.label, field) for field in fields]
    return tuple(parted)


def begin_with_chrome(lines: Lines) -> Lines:
    """Put the head of another page first."""
    return (*_foreign(_FOREIGN_CHROME), BLANK, *lines)


def picture_before_lead(lines: Lines) -> Lines:
    """Put the caption of another picture before the lead."""
    return _before(lines, "lead", _FOREIGN_CAPTION)


def end_with_about(lines: Lines) -> Lines:
    """Put the closing text of another sender last."""
    return (*lines, BLANK, *_foreign(_FOREIGN_ABOUT))


def contacts_before_body(lines: Lines) -> Lines:
    """Move the contacts, with their heading, between the lead and the text."""
    at = next(number for number, line in enumerate(lines) if line.label == "lead") + 1
    moved = tuple(line for line in lines if line.label in {"contact", "label"})
    rest = tuple(line for line in lines[at:] if line not in moved)
    return (*(line for line in lines[:at] if line not in moved), BLANK, *moved, *rest)


def drop_half(lines: Lines) -> Lines:
    """Take away every other paragraph of the body, and headings that then have nothing below."""
    body = [number for number, line in enumerate(lines) if line.label in _BODY]
    gone = set(body[1::2])
    left = [line for number, line in enumerate(lines) if number not in gone]
    filled = [line for line in left if line.text] + [BLANK]
    bare = {
        line
        for line, below in pairwise(filled)
        if line.label == "head" and below.label not in _BODY
    }
    return tuple(line for line in left if line not in bare)


def drop_marks(lines: Lines) -> Lines:
    """Take away the marks of Markdown; lines that had one are touched."""
    return tuple(
        line
        if line.label == "quote"
        else _touch(line, re.sub(r"^(?:#+|[*•]) |\*\*", "", line.text))
        for line in lines
    )


def soften(lines: Lines) -> Lines:
    """Write with no-break spaces, soft hyphens and spaces of no width, which nobody sees."""
    return tuple(
        line._replace(text=re.sub(r"(\w{6})(?=\w{4})", "\\1\u00ad", _hard_spaces(line.text)))
        for line in lines
    )


def wrap(lines: Lines) -> Lines:
    """Break paragraphs behind 70 letters; what is broken is touched."""
    return tuple(
        each
        for line in lines
        for each in (
            map(_broken, re.findall(r".{1,70}(?: |$)", line.text))
            if line.label in {"text", "lead", "about", "quote"} and len(line.text) > 70
            else (line,)
        )
    )


MUTATIONS: tuple[Mutation, ...] = (
    leave,
    drop_stamp,
    drop_title,
    drop_blanks,
    double_blanks,
    part_all,
    part_contacts,
    begin_with_chrome,
    picture_before_lead,
    end_with_about,
    contacts_before_body,
    drop_half,
    drop_marks,
    soften,
    wrap,
)


def _without(lines: Lines, *labels: str) -> Lines:
    return tuple(line for line in lines if line.label not in labels)


def _foreign(text: str) -> Lines:
    return tuple(AnnotatedLine("", line) for line in text.split("\n"))


def _before(lines: Lines, label: str, text: str) -> Lines:
    at = next(number for number, line in enumerate(lines) if line.label == label)
    return (*lines[:at], *_foreign(text), BLANK, *lines[at:])


def _touch(line: AnnotatedLine, text: str) -> AnnotatedLine:
    return line if line.text == text else AnnotatedLine("", text)


def _broken(text: str) -> AnnotatedLine:
    return AnnotatedLine("", text.rstrip())


def _hard_spaces(text: str) -> str:
    return re.sub(r"(?<=\d) (?=\w)|(?<=^–) ", "\u00a0", text).replace("i ", "i\u200b ")
