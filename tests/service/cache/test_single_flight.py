"""Single flight: shared while under way, begun anew once it has ended, never spun upon."""

import asyncio

import pytest

from service.cache.single_flight import SingleFlight


class Runs:
    """Runs that end when the test says so."""

    def __init__(self) -> None:
        self.futures: list[asyncio.Future[int]] = []
        self.begun: asyncio.Queue[asyncio.Future[int]] = asyncio.Queue()

    async def __call__(self) -> int:
        ending = asyncio.get_running_loop().create_future()
        self.futures.append(ending)
        self.begun.put_nowait(ending)
        return int(await ending)


async def test_who_asks_while_a_run_is_under_way_gets_its_outcome() -> None:
    flights, runs = SingleFlight[str, int](), Runs()
    waiting = [asyncio.create_task(flights.join("a", runs)) for _ in range(3)]
    (await runs.begun.get()).set_result(7)
    assert await asyncio.gather(*waiting) == [7, 7, 7]
    assert len(runs.futures) == 1


async def test_a_run_that_has_ended_is_none_though_its_callbacks_are_still_to_come() -> None:
    flights, runs = SingleFlight[str, int](), Runs()
    first = asyncio.create_task(flights.join("a", runs))
    (await runs.begun.get()).set_result(1)
    # Its first step comes after the last one of the run, before the callbacks of its end.
    second = asyncio.create_task(flights.join("a", runs))
    (await runs.begun.get()).set_result(2)
    assert (await first, await second) == (1, 2)
    assert not flights._flights


async def test_keys_do_not_share() -> None:
    flights, runs = SingleFlight[str, int](), Runs()
    waiting = [asyncio.create_task(flights.join(key, runs)) for key in "ab"]
    for outcome in (1, 2):
        (await runs.begun.get()).set_result(outcome)
    assert await asyncio.gather(*waiting) == [1, 2]


async def test_a_failure_reaches_all_who_wait_and_the_next_begins_anew() -> None:
    flights, runs = SingleFlight[str, int](), Runs()
    waiting = [asyncio.create_task(flights.join("a", runs)) for _ in range(2)]
    (await runs.begun.get()).set_exception(OSError("no"))
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [OSError, OSError]
    again = asyncio.create_task(flights.join("a", runs))
    (await runs.begun.get()).set_result(1)
    assert await again == 1


async def test_a_run_goes_on_when_who_began_it_goes_away() -> None:
    flights, runs = SingleFlight[str, int](), Runs()
    first, second = (asyncio.create_task(flights.join("a", runs)) for _ in range(2))
    ending = await runs.begun.get()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    ending.set_result(3)
    assert await second == 3


async def test_a_failure_that_nobody_waits_for_any_more_is_no_noise(
    caplog: pytest.LogCaptureFixture,
) -> None:
    flights, runs = SingleFlight[str, int](), Runs()
    only = asyncio.create_task(flights.join("a", runs))
    ending = await runs.begun.get()
    flight = flights._flights["a"]
    only.cancel()
    await asyncio.wait([only])
    ending.set_exception(OSError("no"))
    await asyncio.wait([flight])
    del ending, flight
    runs.futures.clear()
    assert caplog.records == []
