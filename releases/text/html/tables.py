"""HTML tables of figures -> Markdown tables; tables that only arrange a page are none."""

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

_TEXTS = ("table", "h1", "h2", "ul", "ol", "pre", "figure", "form")
_WIDEST = 30
_LONGEST = 5_000
_LONGEST_CELL = 400


def is_grid(table: HtmlElement) -> bool:
    """Tell whether a table is rows of short cells, at least two by two, rather than a layout."""
    is_layout = table.get("role") in {"presentation", "none"}
    if is_layout or any(element is not table for element in table.iter(*_TEXTS)):
        return False
    rows = _rows(table)
    if not 2 <= len(rows) <= _LONGEST or not 2 <= max(map(len, rows)) <= _WIDEST:  # noqa: PLR2004
        return False
    return all(len(cell.text_content()) <= _LONGEST_CELL for row in rows for cell in row)


def grid(table: HtmlElement, write: Callable[[HtmlElement], str]) -> Iterator[str]:
    """Yield the lines of a table whose first row heads it; `write` gives a cell in one line.

    A cell over several columns or rows stands in the first of them; the others stay empty, so that
    all others keep their columns (HTML section 4.9.12).
    """
    rows = [[cell if cell is None else write(cell) for cell in row] for row in _placed(table)]
    width = max(map(len, rows))
    for number, row in enumerate(rows):
        cells = [(cell or "").replace("|", r"\|") for cell in row]
        yield "| " + " | ".join([*cells, *[""] * (width - len(row))]) + " |"
        if number == 0:
            yield "|" + " --- |" * width


def _placed(table: HtmlElement) -> Iterator[list[HtmlElement | None]]:
    """Yield rows with None where a cell of before or above reaches."""
    reaching: dict[int, int] = {}
    for cells in _rows(table):
        row: list[HtmlElement | None] = []
        reached, reaching = reaching, {}
        for cell in cells:
            _pass_over(row, reached, reaching)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(row), len(row) + across):
                if down > 1:
                    reaching[column] = down - 1
            row += [cell, *[None] * (across - 1)]
        _pass_over(row, reached, reaching)
        yield row[:_WIDEST]


def _pass_over(
    row: list[HtmlElement | None], reached: dict[int, int], reaching: dict[int, int]
) -> None:
    while (left := reached.get(len(row), 0)) > 0:
        if left > 1:
            reaching[len(row)] = left - 1
        row.append(None)


def _span(cell: HtmlElement, name: str) -> int:
    """Return over how many columns or rows a cell reaches, within what a table may hold."""
    stated = cell.get(name) or ""
    most = _WIDEST if name == "colspan" else _LONGEST
    is_number = stated.isascii() and stated.isdecimal() and len(stated) < 6  # noqa: PLR2004
    return min(max(int(stated), 1), most) if is_number else 1


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    return [row for row in rows if row]
