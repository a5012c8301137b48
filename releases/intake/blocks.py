"""The body as blocks: headings, paragraphs, quotations, lists, tables; and their Markdown."""

import re
from enum import StrEnum
from itertools import pairwise

import msgspec

from releases.intake import list_items, subheads
from releases.intake.lines import TextLine
from releases.text import speech

_MARKED_HEADING = re.compile(r"(#{1,6}) +(.*?)(?: #+)?\Z")
_BOLD_LINE = re.compile(r"(?:\*\*|__)([^*_]{1,80}?[^*_.]):?(?:\*\*|__):?\Z")
# What would make Markdown take the first words of a paragraph for something else: "1986. Då …".
_SYNTAX = re.compile(r"\A(\d{1,9}(?=[.)] )|(?=[+#] |```|~~~|\[[^\]]*\]:))")
_QUOTED_HEADING = re.compile(r"[”“\"»][^”“\"»«]{2,60}[^”“\"»«.!,…][”“\"«]")
_LONGEST_ITEM = 200
# How many lines of a list in an item are looked over for the next item.
_FARTHEST = 30
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


def build(lines: list[TextLine]) -> list[Block]:
    """Return the blocks of a text without title, contacts, pictures and chrome."""
    speaking = _speaking(lines)
    blocks: list[Block] = []
    for at in range(len(lines)):
        block = (
            _heading(lines[at].text) or _dash_block(lines, at, speaking) or _list_item(lines, at)
        )
        block = block or _paragraph(lines, at, blocks)
        if lines[at].indent and block.form in _ITEMS:
            block = msgspec.structs.replace(block, indent=lines[at].indent)
        blocks.append(block)
    return blocks


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


def _heading(text: str) -> Block | None:
    """Return the heading of a line that Markdown marks as one, by number signs or by bold type."""
    if (marked := _MARKED_HEADING.match(text)) and marked[2].strip(" *#"):
        return Block(BlockType.HEADING, marked[2].strip(" *"), max(2, len(marked[1])))
    if bold := _BOLD_LINE.match(text):
        return Block(BlockType.HEADING, bold[1])
    return None


def _dash_block(lines: list[TextLine], at: int, speaking: set[int]) -> Block | None:
    """Return the quotation or item of a line that opens with a dash or a quotation mark."""
    text = lines[at].text
    if (words := speech.strip_dash(text)) is not None:
        return Block(BlockType.ITEM if _is_dashed_item(lines, at) else BlockType.QUOTATION, words)
    if (words := speech.strip_hyphen(text)) is not None:
        return Block(BlockType.QUOTATION if at in speaking else BlockType.ITEM, words)
    if _QUOTED_HEADING.fullmatch(text) and subheads.is_subhead(lines, at):
        return Block(BlockType.HEADING, text)
    return Block(BlockType.QUOTED, text) if text.startswith(_OPENING_QUOTE) else None


def _is_dashed_item(lines: list[TextLine], at: int) -> bool:
    """Tell whether a dash opens an item: it and one touching it are no sentences."""
    before = [] if lines[at].gap else lines[max(0, at - 1) : at]
    after = [line for line in lines[at + 1 : at + 2] if not line.gap]
    near = [line.text for line in [*before, *after] if speech.strip_dash(line.text) is not None]
    return bool(near) and all(map(_is_item, [lines[at].text, *near]))


def _is_item(text: str) -> bool:
    words = speech.strip_dash(text) or ""
    is_sentence = speech.is_sentence(words) and words[:1].isupper()
    return len(words) <= _LONGEST_ITEM and not is_sentence and not speech.attribution(words)


def _list_item(lines: list[TextLine], at: int) -> Block | None:
    """Return the item or table row of a line; a bullet on its own may open speech."""
    text = lines[at].text
    near = [line.text for line in _neighbours(lines, at)]
    if text.startswith("|"):
        return Block(BlockType.ROW, text)
    if (words := subheads.bullet(text)) is not None:
        alone = all(subheads.bullet(other) is None for other in near)
        return Block(
            BlockType.QUOTATION if alone and speech.attribution(words) else BlockType.ITEM, words
        )
    if subheads.is_numbered(text) and any(map(subheads.is_numbered, near)):
        return Block(BlockType.NUMBERED, text)
    return None


def _neighbours(lines: list[TextLine], at: int) -> list[TextLine]:
    """Return the lines above and below, over those that are indented deeper: its own sublist."""
    ways = (
        range(at - 1, max(-1, at - _FARTHEST), -1),
        range(at + 1, min(len(lines), at + _FARTHEST)),
    )
    nearest = (
        next((lines[line] for line in way if lines[line].indent <= lines[at].indent), None)
        for way in ways
    )
    return [line for line in nearest if line is not None]


def _paragraph(lines: list[TextLine], at: int, before: list[Block]) -> Block:
    text = lines[at].text
    if before and subheads.is_short(text) and not subheads.is_labelled(text):
        # A heading that ends in a colon announces a list, with bullets or without.
        announced = before[-1].form is BlockType.HEADING and before[-1].text.endswith(":")
        goes_on = before[-1].form is BlockType.ITEM and not subheads.is_marked(lines[at - 1].text)
        if announced or goes_on:
            return Block(BlockType.ITEM, text)
    if subheads.is_subhead(lines, at):
        return Block(BlockType.HEADING, text)
    follows = bool(before) and before[-1].form in {BlockType.PARAGRAPH, BlockType.FOLLOWING}
    touching = follows and not lines[at].gap and subheads.is_short(lines[at - 1].text)
    return Block(
        BlockType.FOLLOWING if touching and subheads.is_short(text) else BlockType.PARAGRAPH, text
    )


def _speaking(lines: list[TextLine]) -> set[int]:
    """Return the indexes of hyphened lines that are speech, judged by the runs they stand in.

    In a release a lone hyphened sentence is speech even when nobody is named, and lines that
    touch are as often speech as lines apart.
    """
    speaking: set[int] = set()
    run: list[int] = []
    for at in range(len(lines) + 1):
        if at < len(lines) and speech.strip_hyphen(lines[at].text) is not None:
            run.append(at)
            continue
        items = [speech.strip_hyphen(lines[line].text) or "" for line in run]
        alone = len(items) == 1 and speech.is_sentence(items[0])
        if items and (alone or speech.is_speech(items, tight=False)):
            speaking.update(run)
        run = []
    return speaking
