"""HTML tables of figures -> Markdown tables; tables that only arrange a page are none."""

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

_HOLDS_TEXT = "|".join(f".//{tag}" for tag in ("table", "h1", "h2", "ul", "ol", "figure", "form"))
_WIDEST = 30
_LONGEST = 5_000
_LONGEST_CELL = 400


def is_grid(table: HtmlElement) -> bool:
    """Tell whether a table is rows of short cells, at least two by two, rather than a layout."""
    rows = _rows(table)
    if table.get("role") in {"presentation", "none"} or len(rows) < 2:  # noqa: PLR2004 - a grid
        return False
    if not 2 <= max(map(len, rows)) <= _WIDEST or len(rows) > _LONGEST:  # noqa: PLR2004 - a grid
        return False
    if table.xpath(_HOLDS_TEXT):
        return False
    return all(len(cell.text_content()) <= _LONGEST_CELL for row in rows for cell in row)


def grid(table: HtmlElement, write: Callable[[HtmlElement], str]) -> Iterator[str]:
    """Yield the lines of a table, caption above; `write` gives a cell's Markdown in one line."""
    for caption in table.findall("caption"):
        yield from ("", write(caption))
    rows = [[write(cell) for cell in row] for row in _rows(table)]
    width = max(map(len, rows))
    yield ""
    for number, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return [row for row in rows if row]
