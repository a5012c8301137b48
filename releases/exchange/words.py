"""Text that must not turn into Markdown by accident, and the pieces of Markdown built around it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from releases import speech

# A line break inside a paragraph, until paragraphs are written.
BREAK = "\x00"
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(r"[\\`*]|(?<!\w)_|_(?!\w)|\](?=[(\[:])|&(?=#?\w+;)|<(?=[A-Za-z/!?])|\x00")
_OPENING = re.compile(r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[+-](?:\s|$)|~~~)")
_RULE = re.compile(r"[-=](?:[ -]*|=*)")


def line(text: str) -> str:
    """Return text on one line; no-break spaces are meant and stay."""
    return _SPACE.sub(" ", text).strip(" ")


def escaped(text: str) -> str:
    """Return text in which nothing marks, links or breaks."""
    return _SPECIAL.sub(lambda found: "" if found[0] == BREAK else f"\\{found[0]}", text)


def paragraphs(inline: str) -> Iterator[str]:
    """Yield the paragraphs of inline Markdown: two breaks part them, one is a line's end."""
    for part in re.split(rf"(?:{BREAK}\s*){{2,}}", inline):
        lines = [line(each) for each in part.split(BREAK)]
        shown = [_opened(each, first=number == 0) for number, each in enumerate(lines) if each]
        if shown:
            yield "  \n".join(shown)


def _opened(text: str, *, first: bool) -> str:
    """Return a line that opens as a paragraph: a dash is speech, a number or mark only itself."""
    if first and (words := speech.spoken(text) or speech.hyphened(text)):
        return speech.DASH + words
    if _RULE.fullmatch(text):
        return f"\\{text}"
    return (
        _OPENING.sub(lambda found: f"{found['digits'] or ''}\\", text, count=1)
        if (_OPENING.match(text))
        else text
    )


def marked(inline: str, mark: str) -> str:
    """Return inline Markdown in emphasis; white space stays outside it."""
    words = inline.strip()
    if not words or BREAK in words or words.startswith("*"):
        return inline
    lead, tail = inline[: inline.index(words)], inline[inline.index(words) + len(words) :]
    return f"{lead}{mark}{words}{mark}{tail}"


def linked(words: str, url: str) -> str:
    """Return a link; what would end its address early is percent-encoded."""
    address = quote(url, safe="/:?#[]@!$&'*+,;=%~-._")
    return f"[{line(words.replace(BREAK, ' '))}]({address})"


def code(text: str) -> str:
    """Return text as inline code, fenced by more backticks than it holds."""
    shown = line(text.replace(BREAK, ""))
    fence = "`" * (_longest(shown) + 1)
    gap = " " if "`" in shown else ""
    return f"{fence}{gap}{shown}{gap}{fence}" if shown else ""


def fenced(text: str) -> Iterator[str]:
    """Yield text as a block of code, if there is any."""
    fence = "`" * max(3, _longest(text) + 1)
    if text.strip():
        yield f"{fence}\n{text.strip(chr(10))}\n{fence}"


def quoted(blocks: Iterable[str]) -> Iterator[str]:
    """Yield blocks as one block quote, if there are any."""
    text = "\n\n".join(blocks)
    if text:
        yield "\n".join(f"> {each}" if each else ">" for each in text.split("\n"))


def listed(items: Sequence[Sequence[str]], start: int | None) -> str:
    """Return a list of items, each of blocks; numbered from `start` unless that is None."""
    # Items of several blocks (but for a list inside) need air between them.
    loose = any(len(item) > 1 and not _is_list(item[1]) for item in items)
    shown = []
    for number, item in enumerate(items, start or 0):
        marker = "* " if start is None else f"{number}. "
        text = ("\n\n" if loose else "\n").join(item)
        shown.append(marker + text.replace("\n", "\n" + " " * len(marker)))
    return ("\n\n" if loose else "\n").join(shown)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first row heads it; short rows are filled."""
    width = max(len(row) for row in rows)
    cells = [
        [line(cell.replace(BREAK, " ")).replace("|", "\\|") for cell in row]
        + [""] * (width - len(row))
        for row in rows
    ]
    shown = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([shown[0], f"|{' --- |' * width}", *shown[1:]])


def _is_list(block: str) -> bool:
    return re.match(r"(?:\* |\d+\. )", block) is not None


def _longest(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
