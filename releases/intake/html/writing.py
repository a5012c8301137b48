"""HTML -> Markdown lines, as the rules of intake read them and a release's body is written.

Headings are "## ", items "* " or "1. ", rows "| a | b |"; speech keeps its dash; words and links
keep their emphasis and address. What only HTML can say (colour, size, scripts) goes.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from releases.intake import persons
from releases.intake.html.marks import REACHES, escaped, freed, is_bold, linked, plain, unmarked
from releases.intake.html.tables import grid, is_grid

_SILENT = frozenset(
    (
        *("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object"),
        *("audio", "video", "canvas", "select", "textarea", "map"),
    )
)
_BLOCKS = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
        ),
        *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr"),
        *("html", "legend", "li", "main", "nav", "ol", "option", "p", "pre", "section", "summary"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)} | {"summary": "## "}
_EMPHASIS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_TIGHT = {"li", "dt", "dd"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OPENS_SPEECH = re.compile(r"[-‒–—−”“\"»„«]")
_LONGEST_ADDRESS = 2_000


class Writer:
    """Writes one tree as lines; `relative` gathers the addresses that lead nowhere from here."""

    def __init__(self, base: str = "") -> None:
        self.relative: list[str] = []
        self._base = base
        self._lines: list[str] = []
        self._run: list[str] = []
        self._mark = ""
        self._tight = False
        self._lists: list[int | None] = []
        self._opened: list[tuple[int, str, str]] = []
        self._quoting = 0

    def write(self, root: HtmlElement) -> str:
        """Return the Markdown of a tree; blocks are parted by blank lines, items are not."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in _SILENT or (tag == "table" and self._grid(element)):
                    walk.skip_subtree()
                    continue
                self._start(element, tag)
                self._say(element.text)
            else:
                self._end(tag)
                if element is not root:
                    self._say(element.tail)
        self._flush()
        return "\n".join(self._lines).strip("\n")

    def _start(self, element: HtmlElement, tag: str) -> None:
        # What a term means stands behind it.
        if (tag in _BLOCKS and tag != "dd") or tag in _HEADINGS:
            self._flush()
        if tag in _HEADINGS:
            self._mark = _HEADINGS[tag]
        elif tag in {"ul", "ol"}:
            self._lists.append(_number(element.get("start"), 1) if tag == "ol" else None)
        elif tag == "li":
            self._mark = self._item(element)
        elif tag == "br":
            self._run.append("\n")
        elif tag == "img":
            self._picture(element)
        elif tag == "blockquote":
            self._quoting += 1
        elif tag == "a" or tag in _EMPHASIS:
            self._opened.append((len(self._run), tag, self._address(element) if tag == "a" else ""))

    def _end(self, tag: str) -> None:
        if tag in _SILENT:
            return
        if tag == "a" or tag in _EMPHASIS:
            self._close()
        if tag == "dt":
            self._run.append(": " if not "".join(self._run).rstrip().endswith(":") else " ")
            return
        if tag in _BLOCKS or tag in _HEADINGS:
            self._flush(tight=tag in _TIGHT)
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
            self._tight = self._tight and bool(self._lists)
        elif tag == "blockquote":
            self._quoting -= 1

    def _say(self, text: str | None) -> None:
        if text:
            self._run.append(escaped(_SPACE.sub(" ", text)))

    def _item(self, element: HtmlElement) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "* "
        number = _number(element.get("value"), number)
        self._lists[-1] = number + 1
        return f"{number}. "

    def _picture(self, element: HtmlElement) -> None:
        alt, caption = element.get("alt") or "", escaped(element.get("data-caption") or "")
        if alt.strip() or caption:
            self._flush()
            shown = _SPACE.sub(" ", re.sub(r"[\[\]\\]", "", alt)).strip()
            self._lines += ["", f"![{shown}]({self._address(element, 'src')}) {caption}".rstrip()]
            self._tight = False

    def _grid(self, table: HtmlElement) -> bool:
        """Write a table of figures as rows; tell whether it was one."""
        if not is_grid(table):
            return False
        self._flush()
        for line in grid(table, self._cell):
            self._lines.append(line)
        self._tight = False
        return True

    def _cell(self, cell: HtmlElement) -> str:
        inner = Writer(self._base)
        lines = inner.write(cell).split("\n")
        self.relative += inner.relative
        return " ".join(line.lstrip("#").strip() for line in lines if line).replace("|", r"\|")

    def _address(self, element: HtmlElement, name: str = "href") -> str:
        """Return where a link leads as an absolute address, "" where it leads nowhere."""
        written = re.sub(r"\s", "", element.get(name) or "")
        if not written or written.startswith("#") or len(written) > _LONGEST_ADDRESS:
            return ""
        try:
            address = urljoin(self._base, written)
            scheme = urlsplit(address).scheme.lower()
        except ValueError:
            return ""
        if not scheme:
            self.relative.append(written)
        good = scheme in {"http", "https"} | REACHES
        return address.replace("(", "%28").replace(")", "%29") if good else ""

    def _close(self) -> None:
        """Put link or emphasis around what was said since it was opened."""
        if not self._opened:
            return
        start, tag, address = self._opened.pop()
        # A block inside has been written by now, without either.
        words = "".join(self._run[start:]) if start <= len(self._run) else ""
        inner = words.strip()
        if not inner:
            return
        if tag == "a":
            marked = linked(inner, address)
        else:
            marked = (
                inner
                if "\n" in inner or _EMPHASIS[tag] in inner
                else _EMPHASIS[tag].join(("", inner, ""))
            )
        lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        self._run[start:] = [lead + marked + tail]

    def _flush(self, *, tight: bool = False) -> None:
        text = "".join(self._run)
        self._run, self._opened = [], []
        lines = [line.strip() for line in text.split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        if not lines:
            self._mark = "" if self._mark.startswith("#") else self._mark
            return
        if self._mark.startswith("#"):
            lines = [unmarked(" ".join(lines))]
            # Cards of contacts set names as headings.
            self._mark = "" if persons.is_name(lines[0]) else self._mark
        elif len(lines) > 1 or not is_bold(lines[0]):
            lines = [freed(line) for line in lines]
        elif self._mark:
            lines = [unmarked(lines[0])]
        if self._quoting and not _OPENS_SPEECH.match(lines[0]):
            self._mark = self._mark or "– "
        tight = tight or self._mark[-2:] in {"* ", ". "}
        if not (self._tight and tight):
            self._lines.append("")
        self._lines += [self._mark + lines[0], *lines[1:]]
        self._mark, self._tight = "", tight


def to_markdown(root: HtmlElement, base: str = "") -> str:
    """Return the Markdown of an element and all in it; relative links are made absolute by `base`.

    A link whose address stays relative, or does not lead to the web, a mailbox or a telephone,
    keeps its words alone.
    """
    return Writer(base).write(root)


def _number(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,6}", written, re.ASCII) else default


def lines_of(root: HtmlElement) -> Iterator[str]:
    """Yield the non-blank lines a reader sees of an element."""
    yield from (plain(line) for line in to_markdown(root).split("\n") if line)
