"""Markdown in, safe HTML and plain text out; Swedish speech dashes become quotations, not bullets.

The grammar is CommonMark with tables and without raw HTML (markdown-it's `js-default`); what it
yields passes an allow-list of tags, attributes and address schemes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, list_block, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from releases.text import speech

_TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "strong", "em", "a"),
    *("code", "pre", "table", "thead", "tbody", "tr", "th", "td", "br", "hr"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
# What may be wider than a screen is scrolled by keyboard too (WCAG 2.1.1).
_SCROLLED = {"pre": {"tabindex": "0"}}
_SCHEMES = {"http", "https", "mailto", "tel"}
_ABSOLUTE = re.compile(r"(?:https?://|mailto:|tel:)\S", re.IGNORECASE)
_GROUPS = {
    f"{group}_{end}"
    for group in ("bullet_list", "ordered_list", "table")
    for end in ("open", "close")
}
BlockRule = Callable[[StateBlock, int, int, bool], bool]
_NEWLINE = re.compile(r"(\r\n?|\n)")
# Swedish opens and closes with the same mark, so no pairing is needed (nor its quadratic cost).
_QUOTES = {'"': "”", "'": "’"}
# What our rules of the inside of a line begin or end with; the parser's own set is for more rules.
_MARKS = re.compile(r"[\n\\`*_\[\]!<&]")
_QUOTATION = "citat"
# Parsing costs up to depth times openings: far above any release, far below a second's work.
# Items of lists and quotations in one another take no more levels than this, with words within.
MOST_LEVELS = 19
LEVELS_OF_ITEM, LEVELS_OF_QUOTE = 2, 1
_MOST_OPENINGS = 10_000
# Where, in the parser's environment, the end of a run of hyphened speech is remembered.
_SPEECH_ENDS = "speech_ends"


@lru_cache(maxsize=512)
def to_html(body: str) -> str:
    """Return safe HTML of a Markdown body: nothing in it runs, loads or leaves the allow-list.

    A paragraph of speech is `<p class="citat">– …</p>`; the highest heading is h2, as the page has
    the h1; links are absolute (http, https, mailto, tel); an image leaves its alternative text.
    A body of more structure than a text has (10,000 lines, brackets and bars) is shown unparsed.
    """
    if _is_excessive(body):
        return f'<pre tabindex="0">{escape(body)}</pre>'
    return nh3.clean(
        _PARSER.render(body),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        set_tag_attribute_values=_SCROLLED,
        allowed_classes={"p": {_QUOTATION}},
        url_schemes=_SCHEMES,
        url_relative="deny",
        link_rel="noopener",
    )


def to_text(body: str) -> str:
    """Return the plain text of a Markdown body: blocks parted by blank lines, items led by "• "."""
    if _is_excessive(body):
        return body
    blocks: list[str] = []
    cells: list[str] = []
    marker, in_table, gap = "", False, "\n\n"
    for token in _PARSER.parse(body):
        if token.type in _GROUPS:
            in_table, gap = token.type == "table_open", "\n\n"
        elif token.type == "list_item_open":
            marker = f"{token.info}. " if token.info else "• "
        elif token.type == "tr_close":
            blocks.append(gap + " | ".join(cells))
            cells, gap = [], "\n"
        elif token.type in {"inline", "fence", "code_block"}:
            text = token.content if token.children is None else _plain(token.children)
            if in_table:
                cells.append(text)
            elif text:
                blocks.append((gap if marker else "\n\n") + marker + text.rstrip())
                marker, gap = "", "\n"
    return "".join(blocks).strip()


def canonical(body: str) -> str:
    """Return the body with every quotation opened by "– ", so that no editor takes it for a list.

    Lists, code and everything else stay as they are. Idempotent, and the HTML is the same.
    """
    if _is_excessive(body):
        return body
    pieces = _NEWLINE.split(body)
    source = "\n".join(pieces[::2]).replace("\0", "\ufffd")
    tokens: list[Token] = []
    _PARSER.block.parse(source, _PARSER, {}, tokens)
    for token in tokens:
        if token.map and token.attrGet("class") == _QUOTATION:
            at = 2 * token.map[0]
            pieces[at] = speech.DASH + _words(pieces[at].strip(" \t"))
    return "".join(pieces)


def _is_excessive(body: str) -> bool:
    return sum(map(body.count, "\n\r|[")) > _MOST_OPENINGS


def _plain_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse a paragraph of one line that begins with a letter, which is all that it can be.

    Most of a release is such lines; each of the other rules would look at them in vain.
    """
    at = state.bMarks[start] + state.tShift[start]
    alone = start + 1 >= state.lineMax or state.isEmpty(start + 1)
    if silent or not alone or state.is_code_block(start) or not state.src[at : at + 1].isalpha():
        return False
    return paragraph(state, start, end, False)


def _parse_inline(state: StateCore) -> None:
    """Parse the inside of blocks; where nothing marks anything it is one text."""
    for token in state.tokens:
        if token.type == "inline" and _MARKS.search(token.content):
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])
        elif token.type == "inline" and token.content:
            token.children = [Token("text", "", 0, content=token.content)]


def _quotation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Parse one paragraph of speech; when silent, tell whether a line ends what stands before it.

    Only at the top level: within a list or block quote a hyphen is a bullet.
    """
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    certain = speech.strip_dash(line) is not None
    if silent:
        # A dash at the margin ends even the list item above it; its own lines may have dashes.
        return certain and (state.blkIndent == 0 or state.sCount[start] < state.blkIndent)
    if state.level > 0 or not (certain or _is_speech(state, start)):
        return False
    paragraph(state, start, end, False)
    opening, content, _ = state.tokens[-3:]
    opening.attrSet("class", _QUOTATION)
    first, newline, rest = content.content.partition("\n")
    content.content = speech.DASH + _words(first) + newline + rest
    return True


def _bounded(rule: BlockRule, levels: int) -> BlockRule:
    """Return a rule that leaves what would stand too deep to the others, for its words to show."""

    def parse(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level + levels <= MOST_LEVELS and rule(state, start, end, silent)

    return parse


def _is_speech(state: StateBlock, start: int) -> bool:
    """Decide about a run of hyphened paragraphs at its first, and remember it for the rest."""
    if speech.strip_hyphen(_line(state, start)) is None:
        return False
    if start < state.env.get(_SPEECH_ENDS, 0):
        return True
    items, tight, end = _run(state, start)
    decided = speech.is_speech(items, tight=tight)
    if decided:
        state.env[_SPEECH_ENDS] = end
    return decided


def _run(state: StateBlock, start: int) -> tuple[list[str], bool, int]:
    """Gather hyphened paragraphs: their texts, whether two touch, and the line after the last."""
    items: list[list[str]] = []
    tight = after_blank = False
    terminators = state.md.block.ruler.getRules("paragraph")
    line = start
    while line < state.lineMax:
        if state.isEmpty(line):
            after_blank = True
        else:
            text = speech.strip_hyphen(_line(state, line))
            if text is not None and not state.is_code_block(line):
                tight = tight or bool(items and not after_blank)
                items.append([text])
            elif after_blank or any(rule(state, line, state.lineMax, True) for rule in terminators):
                break
            else:
                items[-1].append(_line(state, line))
            after_blank = False
        line += 1
    return [" ".join(item).rstrip() for item in items], tight, line


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _words(line: str) -> str:
    return speech.strip_dash(line) or speech.strip_hyphen(line) or line


def _tidy(state: StateCore) -> None:
    """Put headings below the page's own, and inline tokens into our forms, once all is parsed."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"} and token.tag == "h1":
            token.tag = "h2"
        if token.children:
            token.children = list(_inline(token.children))


def _inline(children: Sequence[Token]) -> Iterator[Token]:
    """Yield inline tokens with images as their alternative texts and without relative links."""
    unlinked = False
    for token in children:
        if token.type == "link_open" and not _ABSOLUTE.match(str(token.attrGet("href"))):
            unlinked = True
        elif token.type == "link_close" and unlinked:
            unlinked = False
        elif token.type == "image":
            yield Token("text", "", 0, content=_quoted(_plain(token.children or ())))
        else:
            if token.type == "text":
                token.content = _quoted(token.content)
            yield token


def _quoted(text: str) -> str:
    for straight, curved in _QUOTES.items():
        text = text.replace(straight, curved)
    return text


def _plain(children: Sequence[Token]) -> str:
    return "".join(
        " " if token.type == "softbreak" else "\n" if token.type == "hardbreak" else token.content
        for token in children
        if token.type != "image"
    )


def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"maxNesting": MOST_LEVELS + 1}).disable("strikethrough")
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
    parser.block.ruler.at("list", _bounded(list_block, LEVELS_OF_ITEM), ends)
    parser.block.ruler.at(
        "blockquote",
        _bounded(blockquote, LEVELS_OF_QUOTE),
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    parser.block.ruler.before("list", "quotation", _quotation, ends)
    parser.block.ruler.before("table", "plain_line", _plain_line)
    parser.inline.terminator_re = _MARKS
    parser.core.ruler.at("inline", _parse_inline)
    parser.core.ruler.push("tidy", _tidy)
    return parser


_PARSER = _parser()
