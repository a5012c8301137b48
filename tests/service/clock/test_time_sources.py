"""What the kernel says of its time sources is believed, and only of the clock they keep."""

from typing import Any

import pytest

from service.clock import time_sources

WALL = 1_522_733_000_500
SYNCHRONISED = {"state": 0, "status": 0x2001, "maxerror": 20_000, "seconds": WALL // 1_000}


def kernel(monkeypatch: pytest.MonkeyPatch, **said: int) -> None:
    """Let the C library answer as told; what is not said is of a synchronised clock."""
    values = SYNCHRONISED | said

    class Library:
        def ntp_adjtime(self, reference: Any) -> int:
            timex = reference._obj
            assert timex.modes == 0  # It only asks.
            for name in ("status", "maxerror", "seconds"):
                setattr(timex, name, values[name])
            return values["state"]

    monkeypatch.setattr(time_sources, "_LIBRARY", Library())


def test_a_synchronised_kernel_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel(monkeypatch)
    assert time_sources.agree(WALL)
    # A leap second under way is no disagreement.
    kernel(monkeypatch, state=3)
    assert time_sources.agree(WALL)


@pytest.mark.parametrize(
    "said",
    [
        {"state": 5},
        {"state": -1},
        {"status": 0x40},
        {"maxerror": 16_000_000},
        # The clock this process is shown is another one.
        {"seconds": WALL // 1_000 - 3_600},
    ],
)
def test_anything_less_is_no_agreement(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, int]
) -> None:
    kernel(monkeypatch, **said)
    assert not time_sources.agree(WALL)


def test_a_library_that_cannot_be_asked_is_no_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_sources, "_LIBRARY", object())
    assert not time_sources.agree(WALL)
    monkeypatch.setattr("sys.platform", "darwin")
    assert not time_sources.agree(WALL)
