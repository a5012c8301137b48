"""The body as blocks: headings, paragraphs, quotations, lists, tables; and their Markdown."""

import re
from enum import StrEnum

import msgspec

from releases import speech
from releases.intake import persons
from releases.intake.lines import Line

_LONGEST_HEADING = 70
_BULLET = re.compile(r"(?:[•·●○▪■◦‣*\uf0b7]|o(?= [A-ZÅÄÖ]))(?!\*) ?(?=\S)")
_MARKED_HEADING = re.compile(r"(#{1,6}) +(.*?)(?: #+)?\Z")
_BOLD_LINE = re.compile(r"(?:\*\*|__)(.{1,80}?):?(?:\*\*|__):?\Z")
_NUMBERED = re.compile(r"\d{1,3}[.)] +\S")
_FIELD = re.compile(
    r"(?:tid|när|datum|dag|plats|var|lokal|medverkande|medverkar|deltagare|program|anmälan|anmälan till"
    r"|praktisk information|arrangör|värd|språk|pris|kostnad|time|place|venue|participants)\b[^:]{0,30}:",
    re.IGNORECASE,
)
# A short line with a colon that has one of these leads into what follows; it is not a heading.
_LEADS_IN = re.compile(
    r"\b(?:är|har|ska|kommer|blir|innebär|gäller|omfattar|ingår|deltar|finns|följande|nedan|dessa|annat"
    r"|bland|exempel|enligt|så|att|vi|du|are|is|will|following|include[sd]?)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\S+(?: \S+)?:")
_ENDS = re.compile(r"[.!:;,…]\Z")
_OPENING_QUOTE = ("”", "“", '"', "»", "„", "«")


class Form(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    QUOTED = "quoted"
    ITEM = "item"
    NUMBERED = "numbered"
    ROW = "row"


class Block(msgspec.Struct, frozen=True):
    """One block; a quotation has lost its dash, an item its bullet, a heading its marks.

    `QUOTED` is a paragraph in quotation marks, which it keeps. `joined`: no blank line before.
    """

    form: Form
    text: str
    level: int = 2
    joined: bool = False


def build(lines: list[Line]) -> list[Block]:
    """Return the blocks of a text without title, contacts, pictures and chrome."""
    found: list[Block] = []
    for at, line in enumerate(lines):
        found.append(_marked(lines, at) or _unmarked(lines, at, found))
    return found


def write(blocks: list[Block]) -> str:
    """Return Markdown: "## " headings, "– " quotations, "* " items, blocks parted by blank lines."""
    text = ""
    for before, block in zip([None, *blocks], blocks, strict=False):
        together = before is not None and before.form == block.form and block.form in _RUNS
        text += ("\n" if together else "\n\n") if text else ""
        text += _MARKS.get(block.form, "") + block.text
        if block.form is Form.HEADING:
            text = text[: len(text) - len(block.text)] + "#" * block.level + " " + block.text
    return text


_RUNS = {Form.ITEM, Form.NUMBERED, Form.ROW}
_MARKS = {Form.QUOTATION: speech.DASH, Form.ITEM: "* "}


def is_field(text: str) -> bool:
    """Tell whether a line is a field of an invitation: "Plats: Stora salen"."""
    return bool(_FIELD.match(text))


def _marked(lines: list[Line], at: int) -> Block | None:
    """Return the block of a line that says by a mark what it is."""
    text, joined = lines[at].text, not lines[at].gap
    if heading := _MARKED_HEADING.match(text):
        words = heading[2].strip(" *")
        return Block(Form.HEADING, words or text, max(2, len(heading[1])) if words else 2)
    if (bold := _BOLD_LINE.match(text)) and "**" not in bold[1] and not bold[1].endswith("."):
        return Block(Form.HEADING, bold[1])
    if text.startswith("|"):
        return Block(Form.ROW, text, joined=joined)
    if (words := speech.spoken(text)) is not None:
        return Block(Form.QUOTATION, words)
    if (words := speech.hyphened(text)) is not None:
        return Block(Form.QUOTATION if _speaks(lines, at) else Form.ITEM, words, joined=joined)
    if bullet := _BULLET.match(text):
        words = text[bullet.end() :]
        alone = not any(_BULLET.match(near.text) for near in _neighbours(lines, at))
        said = alone and bool(speech.attribution(words))
        return Block(Form.QUOTATION if said else Form.ITEM, words, joined=joined)
    if _NUMBERED.match(text) and any(_NUMBERED.match(near.text) for near in _neighbours(lines, at)):
        return Block(Form.NUMBERED, text, joined=joined)
    if text.startswith(_OPENING_QUOTE):
        return Block(Form.QUOTED, text)
    return None


def _unmarked(lines: list[Line], at: int, before: list[Block]) -> Block:
    line = lines[at]
    if before and _is_short(line.text) and not _LABELLED.match(line.text):
        # A heading that ends in a colon announces a list, with bullets or without.
        announced = before[-1].form is Form.HEADING and before[-1].text.endswith(":")
        if announced or (before[-1].form is Form.ITEM and not _is_marked(lines[at - 1].text)):
            return Block(Form.ITEM, line.text)
    if _is_heading(lines, at):
        return Block(Form.HEADING, line.text)
    return Block(Form.PARAGRAPH, line.text, joined=not line.gap)


def _is_heading(lines: list[Line], at: int) -> bool:
    """Tell whether an unmarked line is a subhead: short, no sentence, text after it, on its own."""
    text = lines[at].text
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or len(text) > _LONGEST_HEADING or not text[0].isupper() and not text[0].isdigit():
        return False
    if text.endswith(":"):
        plain = not (_FIELD.match(text) or _LEADS_IN.search(text))
        return plain and lines[at].gap and below.gap and " " in text
    if _ENDS.search(text) or _FIELD.match(text) or "@" in text or "http" in text:
        return False
    if not lines[at].gap and not _follows_text(lines, at):
        return False
    run_below = not below.gap and _is_short(below.text) and _is_short(_text(lines, at + 2))
    return not run_below and (not _is_short(below.text) or below.gap or _is_marked(below.text))


def _follows_text(lines: list[Line], at: int) -> bool:
    """Tell whether a line without a blank one above stands between paragraphs all the same."""
    return at > 0 and bool(_ENDS.search(lines[at - 1].text)) and not _is_short(_text(lines, at + 1))


def _text(lines: list[Line], at: int) -> str:
    return lines[at].text if at < len(lines) else ""


def _is_marked(text: str) -> bool:
    return bool(_BULLET.match(text)) or speech.spoken(text) is not None or text.startswith(("-", "|", "#"))


def _is_short(text: str) -> bool:
    return len(text) <= 2 * _LONGEST_HEADING and not re.search(r"[.!?]\Z", text) and not _is_marked(text)


def _speaks(lines: list[Line], at: int) -> bool:
    """Decide about a hyphened line by the run of such lines it stands in."""
    first = last = at
    while first > 0 and speech.hyphened(lines[first - 1].text) is not None:
        first -= 1
    while last + 1 < len(lines) and speech.hyphened(lines[last + 1].text) is not None:
        last += 1
    run = lines[first : last + 1]
    items = [words for line in run if (words := speech.hyphened(line.text)) is not None]
    tight = any(not line.gap for line in run[1:])
    return speech.is_speech(items, tight=tight) or (len(items) == 1 and speech.is_sentence(items[0]))


def _neighbours(lines: list[Line], at: int) -> list[Line]:
    return lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
