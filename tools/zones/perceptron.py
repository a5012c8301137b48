"""An averaged structured perceptron that begins with the points it is given.

Collins (2002), with a margin: a reading has to be better than every other by as much as that
has wrong, and points are pulled back towards those of the beginning.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from releases.intake.zones import evidence
from releases.intake.zones.decoder import best_path, emit
from releases.intake.zones.grammar import STATES
from releases.intake.zones.page import Page
from releases.intake.zones.weights import Weights, step_keys
from releases.intake.zones.zone import Zone
from tools.zones.annotated import AnnotatedPage

Table = dict[str, Any]
# Where a number stands in the table: its section, perhaps a row, its name.
Key = tuple[str, ...]

_FORBIDDEN = -1_000.0


class Seen(NamedTuple):
    """A page as it is learned from: evidence line by line, what touches, which zones are right."""

    evidence: list[list[str]]
    touching: list[bool]
    zones: list[frozenset[Zone]]


def look(page: AnnotatedPage) -> Seen:
    """Return what there is to be learned from a page."""
    seen = Page(page.lines)
    return Seen(
        [list(evidence.find(seen, at)) for at in range(len(seen))],
        [at > 0 and not line.gap for at, line in enumerate(page.lines)],
        page.zones,
    )


def fit(
    start: Table, pages: Sequence[Seen], *, rounds: int, rate: float, pull: float, seed: int = 1
) -> Table:
    """Return points that read these pages better; the same for the same arguments."""
    order = list(pages)
    shuffle = random.Random(seed)  # noqa: S311 - an order, not a secret
    moved: defaultdict[Key, float] = defaultdict(float)
    total: defaultdict[Key, float] = defaultdict(float)
    count = 0
    for _ in range(rounds):
        shuffle.shuffle(order)
        for seen in order:
            weights = Weights(_apply(start, moved))
            right = _keys(seen, _read(seen, weights, is_right=True))
            wrong = _keys(seen, _read(seen, weights, is_right=False))
            for keys, sign in ((right, rate), (wrong, -rate)):
                for key in keys:
                    moved[key] += sign
            count += 1
            for key, value in moved.items():
                total[key] += value
        for key in moved:
            moved[key] *= 1 - pull
    return _apply(start, {key: value / count for key, value in total.items()})


def accuracy(table: Table, pages: Sequence[Seen]) -> tuple[int, int]:
    """Return how many lines are read as they should be, and of how many."""
    weights = Weights(table)
    right = of = 0
    for seen in pages:
        path, _ = _best(seen, weights, [emit(names, weights) for names in seen.evidence])
        judged = [(n, zones) for n, zones in zip(path, seen.zones, strict=True) if len(zones) < 9]  # noqa: PLR2004 - more is anything
        right += sum(STATES[number].zone in zones for number, zones in judged)
        of += len(judged)
    return right, of


def _read(seen: Seen, weights: Weights, *, is_right: bool) -> list[int]:
    """Return the best right reading, or the best of all with what is wrong made easier by one."""
    emitted = [emit(names, weights) for names in seen.evidence]
    for scores, zones in zip(emitted, seen.zones, strict=True):
        for zone in Zone:
            if zone not in zones:
                scores[zone] += _FORBIDDEN if is_right else 1.0
    return _best(seen, weights, emitted)[0]


def _best(seen: Seen, weights: Weights, emitted: list[dict[str, float]]) -> tuple[list[int], Any]:
    steps = [weights.touching if touching else weights.apart for touching in seen.touching]
    return best_path(emitted, steps, weights)


def _keys(seen: Seen, path: list[int]) -> Iterator[Key]:
    """Yield where the points stand that a reading is made of."""
    states = [STATES[number] for number in path]
    for at, state in enumerate(states):
        yield "bias", str(state.zone)
        for name in seen.evidence[at]:
            yield "evidence", name, str(state.zone)
        if at:
            yield from step_keys(states[at - 1], state, touching=seen.touching[at])


def _apply(start: Table, moved: Mapping[Key, float]) -> Table:
    table = deepcopy(start)
    for key, value in moved.items():
        place = table
        for part in key[:-1]:
            place = place.setdefault(part, {})
        place[key[-1]] = place.get(key[-1], 0.0) + value
    return table
