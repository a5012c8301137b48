"""Whole documents: each text in golden/ becomes the records beside it."""

from pathlib import Path

import msgspec
import pytest

from releases.intake import read

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.txt"))


@pytest.mark.parametrize("source", GOLDEN, ids=lambda path: path.stem)
def test_a_text_becomes_its_records(source: Path) -> None:
    expected = msgspec.json.decode(source.with_suffix(".json").read_bytes())
    records = msgspec.json.encode(read(source.read_text(encoding="utf-8")))
    assert msgspec.json.decode(records) == expected


def test_there_are_documents_of_every_shape() -> None:
    assert {path.stem for path in GOLDEN} >= {"sent-release", "web-page", "invitation", "several"}
