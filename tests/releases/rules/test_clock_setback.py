"""Setting a clock right that ran ahead: what was seen stays, what was not waits."""

from datetime import timedelta

from msgspec import structs

from releases.rules.clock_setback import redate
from releases.timeline import Action, Entry
from tests import builders as b
from tests.builders import DAY, HOUR, MORNING

AHEAD = 3_650 * DAY
WRONG = MORNING + AHEAD
NEVER = MORNING - DAY
TICK = timedelta(milliseconds=1)


def dated(entries: list[Entry], served: object = NEVER) -> dict[int, tuple[object, object]]:
    redated = redate(entries, MORNING, served)  # type: ignore[arg-type]
    return {new.number: (new.at, new.effective) for _, new in redated}


def test_what_was_published_at_once_stays_public() -> None:
    entry = b.entry(at=WRONG, made_at=WRONG)
    assert dated([entry]) == {1: (MORNING, MORNING)}


def test_what_was_backdated_keeps_the_date_shown() -> None:
    entry = b.entry(at=MORNING - DAY, made_at=WRONG, day_only=True)
    ((_, new),) = redate([entry], MORNING, NEVER)
    assert (new.at, new.effective, new.day_only) == (MORNING - DAY, MORNING, True)


def test_what_nobody_saw_waits_for_the_instant_it_states() -> None:
    entry = b.entry(at=MORNING + 4 * 365 * DAY, made_at=WRONG)
    assert dated([entry]) == {1: (entry.at, entry.at)}


def test_what_readers_saw_stays_public() -> None:
    entry = b.entry(at=MORNING + HOUR, made_at=MORNING - HOUR)
    assert dated([entry], served=WRONG) == {1: (MORNING, MORNING)}
    assert dated([entry], served=MORNING) == {}


def test_what_was_planned_under_the_wrong_clock_keeps_its_instant() -> None:
    entry = b.entry(at=WRONG + DAY, made_at=WRONG)
    ((_, new),) = redate([entry], MORNING, WRONG)
    assert (new.at, new.made_at) == (entry.at, MORNING)


def test_a_release_keeps_its_order_and_nothing_of_it_is_early() -> None:
    hidden = b.entry(at=MORNING + 4 * 365 * DAY, made_at=WRONG)
    behind = structs.replace(
        b.correction(WRONG + HOUR), made_at=WRONG + HOUR, action=Action.CORRECT
    )
    assert dated([behind, hidden]) == {
        1: (hidden.at, hidden.at),
        2: (hidden.at + TICK, hidden.at + TICK),
    }
