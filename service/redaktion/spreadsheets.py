"""Tables for spreadsheets as Sweden reads them; no cell of them is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from starlette.responses import Response

from service.redaktion import rendering

# What a spreadsheet would take for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def format_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV: semicolons, UTF-8 with its mark, its columns in words."""
    out = StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\r\n")
    table.writerow(columns)
    table.writerows(map(_harmless, rows))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def table_response(body: bytes, name: str) -> Response:
    """Return a table that is saved under a name."""
    told = {**rendering.HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, 200, told, "text/csv; charset=utf-8")


def _harmless(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
