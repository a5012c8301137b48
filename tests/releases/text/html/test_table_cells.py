"""Cells over several rows or columns: every figure stays in its own column."""

import pytest

from releases.exchange.html import to_markdown

TABLES = {
    "<table><tr><th>Ort<th>År<th>Antal<tr><td rowspan=2>Kallmyra<td>2020<td>11<tr><td>2021<td>12"
    "</table>": ["Ort|År|Antal", "Kallmyra|2020|11", "|2021|12"],
    "<table><tr><th>Vara<th>Antal<th>Pris<tr><td colspan=2>Summa<td>30<tr><td>Ved<td>2<td>15"
    "</table>": ["Vara|Antal|Pris", "Summa||30", "Ved|2|15"],
    "<table><tr><th colspan=2>Resor<th>År<tr><td>buss<td>9<td>2020<tr><td>tåg<td>4<td>2021"
    "</table>": [
        "Resor||År",
        "buss|9|2020",
        "tåg|4|2021",
    ],
    "<table><tr><td rowspan=2 colspan=2>A<td>1<tr><td>2<tr><td>B<td>C<td>3</table>": [
        "A||1",
        "||2",
        "B|C|3",
    ],
}


@pytest.mark.parametrize("table", TABLES)
def test_every_cell_stands_in_its_column(table: str) -> None:
    rows = [line for line in to_markdown(table).split("\n") if "---" not in line]
    cells = ["|".join(cell.strip() for cell in row.strip("|").split("|")) for row in rows]
    assert cells == TABLES[table]


def test_a_cell_over_more_rows_than_there_are_adds_none() -> None:
    written = to_markdown("<table><tr><td rowspan=60000>a<td>b<tr><td>c<td>d</table>")
    assert len(written.split("\n")) < 5
