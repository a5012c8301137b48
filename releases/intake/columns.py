"""Columns of a plain text: people side by side, and tables, as lines that are read one by one."""

from collections.abc import Iterator, Sequence

import msgspec

from releases.intake import contact_details, persons, subheads
from releases.intake.lines import TextLine

_FEWEST_OF_TABLE = 3
_LONGEST_CELL = 80
_LONGEST_LABEL = 30


def arrange(lines: Sequence[TextLine]) -> list[TextLine]:
    """Return lines with the columns of contacts one below the other, and tables as rows of pipes.

    Lines that touch and have as many columns each belong together. All parts of a line know it as
    the line of the source that they are from.
    """
    parted = (_with_cells(line) for line in lines)
    return [line for run in _runs(list(parted)) for line in _arranged(run)]


def _with_cells(line: TextLine) -> TextLine:
    """Return a row of a table with its columns."""
    if not (line.text.startswith("|") and line.text.endswith("|")):
        return line
    cells = tuple(cell.strip() for cell in line.text.strip("| ").split("|"))
    return msgspec.structs.replace(line, cells=cells)


def _runs(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    run: list[TextLine] = []
    for line in lines:
        if run and (line.gap or len(line.cells) != len(run[-1].cells) or not line.cells):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _arranged(run: list[TextLine]) -> list[TextLine]:
    if any(map(_is_of_person, run)):
        return [
            msgspec.structs.replace(line, text=_listed(line.cells), whole=line.text, cells=())
            for line in run
        ]
    if len(run) == 1 or len(run[0].cells) < 2 or any(map(_is_field, run)):  # noqa: PLR2004 - columns
        return run
    if any(map(_tells_of_several, run)):
        return [
            msgspec.structs.replace(
                line, text=line.cells[column], whole=line.text, cells=(), gap=at == 0
            )
            for column in range(len(run[0].cells))
            for at, line in enumerate(run)
        ]
    return _table(run) if _is_table(run) and not run[0].text.startswith("|") else run


def _is_field(line: TextLine) -> bool:
    """Tell whether a line is a label and what it stands for: "Telefon:", a number."""
    label = line.cells[0]
    return label.endswith(":") and len(label) <= _LONGEST_LABEL


def _tells_of_several(line: TextLine) -> bool:
    """Tell whether each column has a number or an address, or somebody's name."""
    return all(map(_reaches, line.cells)) or all(map(persons.is_name, line.cells))


def _listed(cells: Sequence[str]) -> str:
    words = [cell for cell in cells if cell.strip("-: ")]
    return ", ".join(words) or "---"


def _is_of_person(line: TextLine) -> bool:
    """Tell whether a row holds somebody's name in one column and a number or address in another."""
    cells = line.cells
    return (
        len(cells) > 1
        and sum(map(_reaches, cells)) in {1, 2}
        and sum(persons.is_name(cell) for cell in cells) == 1
        and not any(map(persons.is_name, cells[1:]))
        and not cells[0].endswith(":")
    )


def _reaches(cell: str) -> bool:
    return len(cell) <= _LONGEST_CELL and any(
        isinstance(piece, contact_details.Reach) and (piece.phone or piece.email)
        for piece in contact_details.reaches(cell)
    )


def _is_table(run: list[TextLine]) -> bool:
    return (
        len(run[0].cells) >= _FEWEST_OF_TABLE
        and any(character.isdigit() for line in run for character in line.text)
        and not any(subheads.is_marked(line.text) for line in run)
    )


def _table(run: list[TextLine]) -> list[TextLine]:
    head, *rows = (
        msgspec.structs.replace(line, text=_row(line.cells), whole=line.text, cells=())
        for line in run
    )
    rule = msgspec.structs.replace(head, text=_row(["---"] * len(run[0].cells)), gap=False)
    return [head, rule, *rows]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
