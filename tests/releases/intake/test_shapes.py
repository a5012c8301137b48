"""Shapes of pages: each text in shapes/ has the fields beside it, whatever else it has."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from releases.intake import Intake, read

SHAPES = sorted((Path(__file__).parent / "shapes").glob("*.txt"))


@pytest.mark.parametrize("source", SHAPES, ids=lambda path: path.stem)
def test_a_shape_has_its_fields(source: Path) -> None:
    expected = msgspec.json.decode(source.with_suffix(".json").read_bytes())
    (record,) = read(source.read_text(encoding="utf-8"))
    assert {field: plainly(record, field) for field in expected} == expected


def plainly(record: Intake, field: str) -> Any:
    """Return a field as JSON has it, people and quotations as lists of their parts."""
    value = msgspec.to_builtins(getattr(record, field))
    if isinstance(value, tuple):
        return [
            [list(part) if isinstance(part, tuple) else part for part in item.values()]
            if isinstance(item, dict)
            else item
            for item in value
        ]
    return value


def test_every_shape_says_what_it_shows() -> None:
    assert len(SHAPES) >= 15
    assert all(path.with_suffix(".json").exists() for path in SHAPES)
