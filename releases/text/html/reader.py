"""A tree of HTML read as passages of inline Markdown, in one walk however deep it is."""

import re
from collections.abc import Callable
from itertools import groupby, takewhile

from lxml import etree
from lxml.html import HtmlElement

from releases.text import links
from releases.text.html import addresses, inline, tables
from releases.text.html.holders import OpenHolders
from releases.text.html.passages import Passage, PassageType
from releases.text.html.run import InlineRun
from releases.text.html.tree import text_of

# What the elements of HTML are to a text.
_SILENT = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "title", "svg", "math", "iframe"),
        *("object", "audio", "video", "canvas", "select", "textarea", "map"),
    )
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)} | {"summary": 2}
_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd"),
        *("details", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"),
        *("header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS),
    )
)
_SHIFTED = {"sup": str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")}
_SHIFTED["sub"] = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFT_SIGNS = {"sup": "^", "sub": "_"}
_LONGEST_SHIFT = 40
_CLOCK = re.compile(r"\bkl(?:ockan|\.)?\s?\d{1,2}\Z", re.IGNORECASE)
# Within words in quotation marks, others stand in single ones.
_QUOTES = ("’", "”")
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}


class HtmlReader:
    """Reads one tree; `lost` gathers the words and addresses of links that lead nowhere by `base`.

    `keeps_code` tells whether code shows as it is, or as the words it is. `keeps_link(words,
    address)` tells which links are worth having.
    """

    def __init__(
        self,
        base: str = "",
        *,
        keeps_code: bool = True,
        keeps_link: Callable[[str, str], bool] = lambda _words, _address: True,
    ) -> None:
        self.lost: list[tuple[str, str]] = []
        self._base = base
        self._keeps_code = keeps_code
        self._keeps_link = keeps_link
        self._found: list[Passage] = []
        self._run = InlineRun(keeps_link)
        self._open = OpenHolders()
        self._level = 0
        self._preformatted = 0
        self._quoted = 0

    def read(self, root: HtmlElement) -> list[Passage]:
        """Return the passages of a tree in their order."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                self._end(tag)
                self._say(element.tail if element is not root else None)
            elif tag in _SILENT or self._takes(element):
                walk.skip_subtree()
            else:
                self._start(element)
                self._say(element.text)
        self._flush()
        return self._found

    def _takes(self, element: HtmlElement) -> bool:
        """Read an element that is one passage or piece, whatever is in it; tell whether it is."""
        tag = element.tag
        if tag == "table" and tables.is_grid(element):
            self._flush()
            for words in filter(None, map(self._line, element.findall("caption"))):
                self._add(PassageType.PARAGRAPH, words)
            self._add(PassageType.TABLE, *tables.grid(element, self._line))
        elif tag == "pre" and self._keeps_code:
            self._flush()
            text = element.text_content().strip("\n")
            if text.strip():
                self._add(PassageType.CODE, *text.split("\n"))
        elif tag == "code" and self._keeps_code:
            self._run.say(inline.code(element.text_content()), is_whole=True)
        elif tag in _SHIFTED and (text := self._shifted(element)):
            self._run.say(inline.escape_marks(text))
        else:
            return False
        return True

    def _shifted(self, element: HtmlElement) -> str:
        """Return what is raised or lowered as figures that are; "" for what says more."""
        # One in another is no figure, and each would read all that is below.
        if element.find(".//sup") is not None or element.find(".//sub") is not None:
            return ""
        text, tag = text_of(element), element.tag
        if len(text) > _LONGEST_SHIFT or not any(sign.isdigit() for sign in text):
            return ""
        if any(map(self._address, element.iter("a"))):
            return ""
        # As Swedes write minutes: kl. 10³⁰.
        if tag == "sup" and re.fullmatch(r"[0-5]\d", text) and _CLOCK.search(self._run.last):
            return f".{text}"
        shifted = text.translate(_SHIFTED[tag])
        return shifted if not set(shifted) & set(text) else f"{_SHIFT_SIGNS[tag]}{text}"

    def _start(self, element: HtmlElement) -> None:
        tag = element.tag
        # What a term means stands behind it.
        if tag in _BLOCKS and tag != "dd":
            self._flush()
        if tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag in _MARKS:
            self._run.open(mark=_MARKS[tag])
        elif tag == "a":
            self._run.open(address=self._address(element))
        elif tag == "br":
            self._run.say("\n")
        elif tag == "q":
            self._quoted += 1
            self._run.say(_QUOTES[self._quoted % 2])
        elif tag == "hr":
            self._add(PassageType.RULE, "---")
        elif tag == "img":
            self._picture(element)
        elif tag == "pre":
            self._preformatted += 1
        else:
            self._open.begin(element)

    def _end(self, tag: str) -> None:
        if tag == "a" or tag in _MARKS:
            self._run.close()
        elif tag == "q":
            self._run.say(_QUOTES[self._quoted % 2])
            self._quoted -= 1
        elif tag == "dt":
            self._run.end_term()
        elif tag in _BLOCKS:
            self._flush(PassageType.TERM if tag == "dd" else PassageType.PARAGRAPH)
        if tag in _HEADINGS:
            self._level = 0
        elif tag == "pre" and not self._keeps_code:
            self._preformatted -= 1
        else:
            self._open.end(tag)

    def _say(self, text: str | None) -> None:
        if text:
            said = links.clean_text(text)
            lines = said.split("\n") if self._preformatted else [said]
            self._run.say("\n".join(inline.escape_marks(inline.squeeze(line)) for line in lines))

    def _picture(self, element: HtmlElement) -> None:
        """Read a picture that has words; `data-caption` is what stands below it."""
        alt, caption = element.get("alt") or "", element.get("data-caption") or ""
        if alt.strip() or caption:
            self._flush()
            shown = inline.squeeze(re.sub(r"[\[\]\\]", "", alt)).strip()
            address = addresses.make_absolute(element.get("src") or "", self._base)
            line = f"![{shown}]({address}) {inline.escape_marks(caption)}".rstrip()
            self._add(PassageType.PICTURE, line)

    def _line(self, element: HtmlElement) -> str:
        """Return the inline Markdown of an element, its passages in one line."""
        inner = HtmlReader(self._base, keeps_code=self._keeps_code, keeps_link=self._keeps_link)
        said = (each for each in inner.read(element) if each.form is not PassageType.RULE)
        line = " ".join(line for each in said for line in each.lines)
        self.lost += inner.lost
        return line

    def _address(self, link: HtmlElement) -> str:
        written = (link.get("href") or "").strip()
        address = addresses.make_absolute(written, self._base)
        if written and not address and not written.startswith("#") and (words := text_of(link)):
            self.lost.append((words, written))
        return address

    def _flush(self, form: PassageType = PassageType.PARAGRAPH) -> None:
        """End what was said as passages: empty lines part them, a heading is one."""
        lines = self._run.take()
        if self._level and any(lines):
            self._add(PassageType.HEADING, " ".join(filter(None, lines)))
            self._level = 0
            return
        for is_filled, group in groupby(lines, bool):
            if is_filled:
                self._add(form, *group)

    def _add(self, form: PassageType, *lines: str) -> None:
        level = self._level if form is PassageType.HEADING else 0
        holders = self._open.holders
        before = self._found[-1].holders if self._found else ()
        shared = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(before, holders)))  # noqa: B905
        self._found.append(Passage(form, lines, level, holders, shared))
