"""The body as blocks: headings, paragraphs, quotations, lists, tables; and their Markdown."""

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

import msgspec

from releases.intake import list_items, subheads
from releases.intake.lines import TextLine
from releases.intake.zones.zone import Zone
from releases.text import speech

_MARKED_HEADING = re.compile(r"(#{1,6}) +(.*?)(?: #+)?\Z")
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]{1,80}?[^*_.]):?(?:\*\*|__):?\Z")
# What would make Markdown take the first words of a paragraph for something else: "1986. Då …".
_SYNTAX = re.compile(r"\A(\d{1,9}(?=[.)] )|(?=[+#] |```|~~~|\[[^\]]*\]:))")
_OPENING_QUOTE = ("”", "“", '"', "»", "„", "«", "’", "'")


class BlockType(StrEnum):
    """What a block is.

    `QUOTED` is a paragraph that opens with a quotation mark, `FOLLOWING` a short line that stands
    right below another one, as names and addresses do.
    """

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    QUOTED = "quoted"
    FOLLOWING = "following"
    ITEM = "item"
    NUMBERED = "numbered"
    ROW = "row"


_ITEMS = {BlockType.ITEM, BlockType.NUMBERED}


class Block(msgspec.Struct, frozen=True):
    """One block; a quotation has lost its dash, an item its bullet, a heading its marks.

    `indent` is how many spaces an item stands in.
    """

    form: BlockType
    text: str
    level: int = 2
    indent: int = 0


def build(lines: Iterable[tuple[TextLine, Zone]]) -> list[Block]:
    """Return the blocks of lines by the zones they were read in."""
    blocks: list[Block] = []
    above: TextLine | None = None
    for line, zone in lines:
        block = _block(line, zone)
        if block.form is BlockType.PARAGRAPH and above and _follows(line, above, blocks[-1]):
            block = Block(BlockType.FOLLOWING, block.text)
        if line.indent and block.form in _ITEMS:
            block = msgspec.structs.replace(block, indent=line.indent)
        blocks.append(block)
        above = line
    return blocks


def of_draft(lines: list[TextLine]) -> list[Block]:
    """Return the blocks of a draft's body, where nothing but marks tells what a line is."""
    return build((line, _zone_by_mark(line.text)) for line in lines)


def _zone_by_mark(text: str) -> Zone:
    if text.startswith("#"):
        return Zone.HEADING
    if speech.strip_dash(text) is not None:
        return Zone.QUOTE
    is_item = subheads.bullet(text) is not None or speech.strip_hyphen(text) is not None
    return Zone.ITEM if is_item else Zone.TEXT


def write(blocks: list[Block]) -> str:
    """Return Markdown: "## " headings, "– " quotations, "* " items, blank lines between blocks."""
    items = list_items.write(_item_of(block) for block in blocks)
    pieces = [
        _markdown(block) if item is None else item.text
        for block, item in zip(blocks, items, strict=True)
    ]
    gaps = [
        "\n\n" if at + 2 < len(blocks) and _heads_table(blocks[at + 2]) else _gap(above, below)
        for at, (above, below) in enumerate(pairwise(blocks))
    ]
    for at, (above, below) in enumerate(pairwise(items)):
        if above is not None and below is not None:
            gaps[at] = "\n\n" if below.is_apart else "\n"
    return "".join(gap + piece for gap, piece in zip(["", *gaps], pieces, strict=bool(pieces)))


def _item_of(block: Block) -> list_items.ListItem | None:
    if block.form is BlockType.NUMBERED:
        return list_items.numbered(block.text, block.indent)
    if block.form is BlockType.ITEM:
        return list_items.ListItem(block.text, block.indent)
    return None


def _heads_table(block: Block) -> bool:
    """Tell whether a row is the line below the head of a table, so that another one begins."""
    return block.form is BlockType.ROW and "-" in block.text and not block.text.strip("|- :")


def _gap(above: Block, below: Block) -> str:
    if below.form is BlockType.FOLLOWING:
        # A hard line break (CommonMark section 6.7) and a hanging indent.
        return "  \n  "
    return "\n" if above.form is below.form is BlockType.ROW else "\n\n"


def _markdown(block: Block) -> str:
    if block.form in {BlockType.PARAGRAPH, BlockType.QUOTED, BlockType.FOLLOWING}:
        return _SYNTAX.sub(r"\1\\", block.text, count=1)
    if block.form is BlockType.HEADING:
        return "#" * block.level + " " + block.text
    return speech.DASH + block.text if block.form is BlockType.QUOTATION else block.text


def _block(line: TextLine, zone: Zone) -> Block:
    text = line.text
    if zone is Zone.HEADING:
        return _heading(text)
    if zone is Zone.ROW:
        return Block(BlockType.ROW, text)
    words = speech.strip_dash(text)
    if words is None:
        words = speech.strip_hyphen(text)
    if words is None:
        words = subheads.bullet(text)
    if zone is Zone.QUOTE and words is not None:
        return Block(BlockType.QUOTATION, words)
    if zone is Zone.ITEM:
        is_numbered = words is None and subheads.is_numbered(text)
        return Block(BlockType.NUMBERED if is_numbered else BlockType.ITEM, words or text)
    # With a space behind it a mark points somewhere: "« Föregående".
    is_quoted = text.startswith(_OPENING_QUOTE) and not text[1:2].isspace()
    return Block(BlockType.QUOTED if is_quoted else BlockType.PARAGRAPH, text)


def _heading(text: str) -> Block:
    """Return the heading of a line, at the level that Markdown marks, if it does."""
    if (marked := _MARKED_HEADING.match(text)) and marked[2].strip(" *#"):
        return Block(BlockType.HEADING, marked[2].strip(" *"), max(2, len(marked[1])))
    bold = _BOLD_LINE.match(text)
    return Block(BlockType.HEADING, bold[1] if bold else text)


def _follows(line: TextLine, above: TextLine, block: Block) -> bool:
    """Tell whether a short line right below another one goes on with it, as addresses do."""
    follows = block.form in {BlockType.PARAGRAPH, BlockType.FOLLOWING}
    return (
        follows and not line.gap and subheads.is_short(above.text) and subheads.is_short(line.text)
    )
