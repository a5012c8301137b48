"""The documented importer keeps a partner's copy equal to what is public, without help."""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, Press, moment

SCRIPT = Path(__file__).parents[3] / "docs" / "sync_example.py"


def run(press: Press, folder: Path) -> int:
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT, press.address, ROOM, folder],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return int(done.stdout.split()[0])


def titles(folder: Path) -> list[str]:
    return sorted(json.loads(file.read_text())["title"] for file in folder.glob("*.json"))


def test_the_copy_follows_publications_corrections_and_withdrawals(
    press: Press, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    entries = [press.publish(builders.document(f"Nummer {n}")) for n in range(3)]
    press.publish(builders.document("Senare"), Order(Action.PUBLISH, moment(MORNING + DAY)))
    assert run(press, copy) == 3
    assert titles(copy) == ["Nummer 0", "Nummer 1", "Nummer 2"]
    press.clock.advance(HOUR)
    press.order(entries[0].release, Order(Action.CORRECT), builders.document("Rättad"))
    press.order(entries[1].release, Order(Action.WITHDRAW))
    assert run(press, copy) == 2
    assert titles(copy) == ["Nummer 2", "Rättad"]
    assert run(press, copy) == 0
    press.clock.advance(DAY)
    assert run(press, copy) == 1
    assert titles(copy) == ["Nummer 2", "Rättad", "Senare"]


def test_a_copy_begun_late_never_shows_what_was_withdrawn(press: Press, tmp_path: Path) -> None:
    entry = press.publish(builders.document("Borta"))
    press.publish(builders.document("Kvar"))
    press.clock.advance(HOUR)
    press.order(entry.release, Order(Action.WITHDRAW))
    assert run(press, tmp_path) == 3
    assert titles(tmp_path) == ["Kvar"]


def test_a_run_that_was_broken_off_is_made_good_by_the_next(press: Press, tmp_path: Path) -> None:
    press.publish(builders.document("Ett"))
    press.publish(builders.document("Två"))
    example = runpy.run_path(str(SCRIPT))
    keep = example["take"]
    seen: list[Any] = []

    def broken(change: Any, folder: Path) -> None:
        if seen:
            raise KeyboardInterrupt
        seen.append(change)
        keep(change, folder)

    example["follow"].__globals__["take"] = broken
    with pytest.raises(KeyboardInterrupt):
        example["follow"](press.address, ROOM, tmp_path)
    assert len(titles(tmp_path)) == 1
    assert run(press, tmp_path) == 2
    assert titles(tmp_path) == ["Ett", "Två"]
