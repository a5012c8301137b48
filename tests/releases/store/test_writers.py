"""Who has a release open is known for half a minute, to those of its newsroom alone."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from releases.desk import drafts as desk_drafts
from releases.errors import NotFound
from releases.model import DraftRef
from releases.rules.roles import Actor
from releases.store import writers
from tests.stores import Desk, open_desk

SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "p.db") as opened:
        yield opened


def others(desk: Desk, ref: DraftRef, who: str) -> tuple[str, ...]:
    return desk.read(writers.others, ref, who)


def test_others_are_known_until_they_give_no_sign(desk: Desk) -> None:
    ref = desk.draft().ref
    desk.write(writers.note, ref, "olle")
    desk.write(writers.note, ref, "anna")
    desk.write(writers.note, ref, "anna")
    assert others(desk, ref, "anna") == ("olle",)
    assert others(desk, ref, "maja") == ("anna", "olle")
    desk.clock.advance(writers.LASTS)
    assert others(desk, ref, "anna") == ("olle",)
    desk.write(writers.note, ref, "anna")
    desk.clock.advance(SECOND)
    assert others(desk, ref, "maja") == ("anna",)


def test_whoever_leaves_is_gone_at_once(desk: Desk) -> None:
    ref = desk.draft().ref
    desk.write(writers.note, ref, "olle")
    desk.write(writers.leave, ref, "olle")
    assert others(desk, ref, "anna") == ()


def test_rows_that_count_no_more_are_deleted(desk: Desk) -> None:
    first, second = desk.draft().ref, desk.draft().ref
    desk.write(writers.note, first, "olle")
    desk.clock.advance(writers.LASTS + SECOND)
    desk.write(writers.note, second, "anna")
    assert [row["who"] for row in desk.read(lambda tx: tx.all("SELECT who FROM writer"))] == [
        "anna"
    ]


def test_another_newsroom_learns_nothing(desk: Desk) -> None:
    ref = desk.draft().ref
    desk.write(writers.note, ref, "olle")
    strange = DraftRef("region-grannlandet", ref.release)
    assert others(desk, strange, "anna") == ()
    with pytest.raises(NotFound):
        desk.write(writers.note, strange, "anna")


def test_a_draft_is_thrown_away_while_somebody_has_it_open(desk: Desk) -> None:
    release = desk.draft()
    desk.write(writers.note, release.ref, "olle")
    desk.write(desk_drafts.discard, release.ref, Actor("maja"), release.version)
    assert desk.read(lambda tx: tx.all("SELECT who FROM writer")) == []
