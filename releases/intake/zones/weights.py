"""What evidence is worth: numbers in weights.toml, read once."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib import resources
from typing import Any, NamedTuple

from releases.intake.zones.grammar import STATES, ZoneState, may_begin, may_follow
from releases.intake.zones.zone import Part, Zone


class Way(NamedTuple):
    """The steps between one state and those of one part, by number, and the most one is worth."""

    part: Part
    most: float
    steps: dict[int, float]


class Steps(NamedTuple):
    """The ways from each state, by number, back to those above it and on to those below it."""

    back: list[list[Way]]
    on: list[list[Way]]


class Weights:
    """The worth of evidence for zones, of one zone upon another, and of parts left out."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.bias: dict[str, float] = table["bias"]
        self.parts: dict[str, float] = table["parts"]
        self.follows: dict[str, dict[str, float]] = table["follows"]
        self.touches: dict[str, dict[str, float]] = table["touches"]
        self.evidence: dict[str, dict[str, float]] = table["evidence"]

    @cached_property
    def begins(self) -> dict[int, float]:
        """What each state that may begin a page is worth there."""
        return {
            number: self.parts.get(f"top to {state.part}", 0.0)
            for number, state in enumerate(STATES)
            if may_begin(state)
        }

    @cached_property
    def ends(self) -> list[float]:
        """What each state is worth at the end of a page."""
        return [self._end(state) for state in STATES]

    @cached_property
    def apart(self) -> Steps:
        """The steps between lines that a blank one parts."""
        return self._steps(touching=False)

    @cached_property
    def touching(self) -> Steps:
        """The steps between lines that touch."""
        return self._steps(touching=True)

    def _steps(self, *, touching: bool) -> Steps:
        worths = {
            (a, b): self._step(above, below, touching=touching)
            for a, above in enumerate(STATES)
            for b, below in enumerate(STATES)
            if may_follow(above, below)
        }
        numbers = range(len(STATES))
        back = [_ways({a: worths[a, b] for a in numbers if (a, b) in worths}) for b in numbers]
        on = [_ways({b: worths[a, b] for b in numbers if (a, b) in worths}) for a in numbers]
        return Steps(back, on)

    def _step(self, above: ZoneState, below: ZoneState, *, touching: bool) -> float:
        return sum(self._at(*key) for key in step_keys(above, below, touching=touching))

    def _at(self, section: str, *names: str) -> float:
        if section == "parts":
            return self.parts.get(names[0], 0.0)
        table = self.follows if section == "follows" else self.touches
        return table.get(names[0], {}).get(names[1], 0.0)

    def _end(self, state: ZoneState) -> float:
        part = self.parts.get(f"{state.part} ends", 0.0)
        return part + self.follows.get(state.zone, {}).get("end", 0.0)


def _ways(steps: dict[int, float]) -> list[Way]:
    parted: dict[Part, dict[int, float]] = {}
    for number, worth in steps.items():
        parted.setdefault(STATES[number].part, {})[number] = worth
    return [Way(part, max(worths.values()), worths) for part, worths in parted.items()]


def step_keys(above: ZoneState, below: ZoneState, *, touching: bool) -> Iterator[tuple[str, ...]]:
    """Yield where the worths of a step stand in the table: section, names."""
    yield "follows", str(above.zone), str(below.zone)
    if touching:
        yield "touches", str(above.zone), str(below.zone)
    if above.part is not below.part:
        yield "parts", f"{above.part} to {below.part}"
        if below.part is Part.BODY and above.part is not Part.END and below.zone is not Zone.LEAD:
            yield "parts", "no lead"


@cache
def load() -> Weights:
    """Return the weights of this package."""
    text = resources.files("releases.intake.zones").joinpath("weights.toml").read_text("utf-8")
    return Weights(tomllib.loads(text))
