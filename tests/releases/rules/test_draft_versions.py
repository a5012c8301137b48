"""Which saves of a draft are told apart as versions, and which versions are kept."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from releases.rules.draft_versions import FOLDED, VersionHead, folds, surplus
from releases.times import STOCKHOLM
from tests.builders import DAY, HOUR, MORNING

SECOND = timedelta(seconds=1)


def head(
    number: int = 1,
    begun: datetime = MORNING,
    made: datetime | None = None,
    who: str = "maja",
    *,
    sealed: bool = False,
) -> VersionHead:
    return VersionHead(number, number, begun, made or begun, who, sealed)


def test_what_one_person_goes_on_saving_is_one_version_for_ten_minutes() -> None:
    written = head(made=MORNING + FOLDED - SECOND)
    assert folds(written, "maja", MORNING + FOLDED - SECOND)
    assert not folds(written, "maja", MORNING + FOLDED)


def test_what_somebody_else_saves_is_another_version() -> None:
    assert not folds(head(), "olle", MORNING)


def test_what_was_saved_on_purpose_stays_as_it_is() -> None:
    assert not folds(head(sealed=True), "maja", MORNING)


def test_of_old_versions_the_last_of_each_swedish_day_is_kept() -> None:
    midnight = datetime(2018, 4, 3, 0, 0, tzinfo=STOCKHOLM)
    made = [midnight + HOUR, midnight, midnight - SECOND, midnight - HOUR, midnight - 2 * DAY]
    versions = [head(5 - i, at) for i, at in enumerate(made)]
    assert surplus(versions) == (4, 2)
    assert surplus(versions[:1]) == surplus(()) == ()


@given(st.lists(st.integers(0, 200), max_size=60).map(sorted), st.integers(0, 20))
def test_looking_at_two_whenever_one_gets_old_keeps_what_looking_at_all_would(
    hours: list[int], young: int
) -> None:
    every = [head(number, MORNING + hour * HOUR) for number, hour in enumerate(hours)]
    kept: list[VersionHead] = []
    for version in every:
        kept.insert(0, version)
        gone = surplus(kept[young : young + 2])
        kept = [each for each in kept if each.number not in gone]
    newest = every[::-1]
    gone = surplus(newest[young:])
    assert kept == [each for each in newest if each.number not in gone]
