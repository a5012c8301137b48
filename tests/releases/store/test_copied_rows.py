"""Rows written as lines are the rows read from them, and one row is one line."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from releases.store.copied_rows import Column, Table, Tally, count, read_lines, write_lines

TABLE = Table("t", (Column("a", is_number=False), Column("b", is_number=True)), ("a",))
NUMBERS = st.integers(-(2**63), 2**63 - 1)
ROWS = st.lists(
    st.tuples(
        st.none() | st.text() | st.text("\\Nntrbfv.\t\n\r\b\f\v"),
        st.none() | NUMBERS,
    ),
    min_size=1,
)


@given(ROWS)
def test_what_is_read_is_what_was_written(rows: list[tuple[str | None, int | None]]) -> None:
    assert list(read_lines(TABLE, [write_lines(rows)])) == rows
    assert list(read_lines(TABLE, (write_lines([row]) for row in rows))) == rows


@given(ROWS)
def test_a_row_is_a_line_however_rows_are_cut_into_blocks(
    rows: list[tuple[str | None, int | None]],
) -> None:
    whole = write_lines(rows)
    assert whole.count(b"\n") == len(rows)
    assert count(TABLE, [whole]) == count(TABLE, [write_lines([row]) for row in rows])
    assert count(TABLE, [whole]).sha256 == hashlib.sha256(whole).hexdigest()


def test_what_passes_is_handed_on_and_counted() -> None:
    tally = Tally()
    assert list(tally.passing([b"a\t1\n", b"b\t2\nc\t\\N\n"])) == [b"a\t1\n", b"b\t2\nc\t\\N\n"]
    assert tally.of(TABLE).rows == 3
    assert count(TABLE, []).sha256 == hashlib.sha256().hexdigest()


def test_lines_are_spelt_as_postgresql_spells_them() -> None:
    """From its manual on COPY: what is NULL, and what a backslash stands for."""
    assert (
        write_lines([("a\\b\tc\nd\re\bf\fg\vh", None)]) == b"a\\\\b\\tc\\nd\\re\\bf\\fg\\vh\t\\N\n"
    )
    assert TABLE.select == "SELECT a, b FROM t ORDER BY a"
