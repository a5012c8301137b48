"""The best reading of a whole page: Viterbi over zones, and how close the next best came."""

from typing import NamedTuple

from releases.intake.zones import evidence
from releases.intake.zones.grammar import STATES
from releases.intake.zones.page import Page
from releases.intake.zones.weights import Steps, Way, Weights
from releases.intake.zones.zone import Part, Zone

# What lies this far behind the best will not catch up: zones of a line, readings up to a line.
_HOPELESS = 15.0
# Nobody settles doubts about a page of more lines.
_MOST_DOUBTED = 1_000
_NEVER = float("-inf")

# By number of state: how well the best reading fares that has a line in it.
Scores = dict[int, float]


class ZoneReading(NamedTuple):
    """The zone of each line, and how far every other zone lies behind (nothing of a long page)."""

    zones: tuple[Zone, ...]
    behind: tuple[dict[Zone, float], ...]


def decode(page: Page, weights: Weights) -> ZoneReading:
    """Return the reading of a page that all evidence together speaks for most.

    The same page and weights give the same reading; the work is in proportion to the lines.
    """
    if not len(page):
        return ZoneReading((), ())
    emitted = [emit(list(evidence.find(page, at)), weights) for at in range(len(page))]
    steps = [
        weights.apart if at == 0 or facts.line.gap else weights.touching
        for at, facts in enumerate(page.lines)
    ]
    path, forward = best_path(emitted, steps, weights)
    if len(page) > _MOST_DOUBTED:
        return ZoneReading(tuple(STATES[number].zone for number in path), ({},) * len(page))
    behind = _margins(emitted, steps, weights, forward)
    return ZoneReading(tuple(STATES[number].zone for number in path), behind)


def emit(names: list[str], weights: Weights) -> dict[str, float]:
    """Return what evidence at a line is worth for each zone."""
    scores = dict(weights.bias)
    for name in names:
        for zone, worth in weights.evidence.get(name, {}).items():
            scores[zone] += worth
    return scores


def best_path(
    emitted: list[dict[str, float]], steps: list[Steps], weights: Weights
) -> tuple[list[int], list[Scores]]:
    """Return the numbers of the best states, line by line, and the scores on the way."""
    first = {n: worth + emitted[0][STATES[n].zone] for n, worth in weights.begins.items()}
    forward: list[Scores] = [first]
    back: list[dict[int, int]] = []
    for at in range(1, len(emitted)):
        reached, links = _step(forward[-1], emitted[at], steps[at].back)
        forward.append(reached)
        back.append(links)
    final = {number: score + weights.ends[number] for number, score in forward[-1].items()}
    path = [max(final, key=lambda number: (final[number], -number))]
    for links in reversed(back):
        path.append(links[path[-1]])
    path.reverse()
    return path, forward


def _step(
    above: Scores, emitted: dict[str, float], ways: list[list[Way]]
) -> tuple[Scores, dict[int, int]]:
    """Return how well states of a line fare after those of the line above, and by which of them."""
    ranked = _rank(above)
    likely = max(emitted.values()) - _HOPELESS
    likely_states = [n for n, state in enumerate(STATES) if emitted[state.zone] >= likely]
    # What is likely here may be out of reach, as a second title is: then all that is not is.
    for numbers in (likely_states, range(len(STATES))):
        reached: Scores = {}
        links: dict[int, int] = {}
        best = _NEVER
        for number in numbers:
            score, link = _reach(ranked, ways[number])
            if link >= 0:
                score += emitted[STATES[number].zone]
                reached[number], links[number] = score, link
                best = max(best, score)
        if reached:
            break
    return {n: s for n, s in reached.items() if s > best - _HOPELESS}, links


def _rank(scores: Scores) -> dict[Part, list[tuple[int, float]]]:
    """Return the states of each part, the best first."""
    ranked: dict[Part, list[tuple[int, float]]] = {part: [] for part in Part}
    for number in sorted(scores, key=lambda number: -scores[number]):
        ranked[STATES[number].part].append((number, scores[number]))
    return ranked


def _reach(ranked: dict[Part, list[tuple[int, float]]], ways: list[Way]) -> tuple[float, int]:
    """Return the best score that a state has by a step to one of these, and which that is."""
    best, link = _NEVER, -1
    for part, most, steps in ways:
        for number, score in ranked[part]:
            if score + most <= best:
                break
            if number in steps and score + steps[number] > best:
                best, link = score + steps[number], number
    return best, link


def _margins(
    emitted: list[dict[str, float]], steps: list[Steps], weights: Weights, forward: list[Scores]
) -> tuple[dict[Zone, float], ...]:
    """Return for each line how far the best reading lies behind that has it in another zone."""
    ahead = {number: weights.ends[number] for number in forward[-1]}
    best = max(score + ahead[number] for number, score in forward[-1].items())
    behind: list[dict[Zone, float]] = []
    for at in range(len(emitted) - 1, -1, -1):
        nearest: dict[Zone, float] = {}
        for number, rest in ahead.items():
            zone = STATES[number].zone
            missing = best - forward[at][number] - rest
            nearest[zone] = min(missing, nearest.get(zone, missing))
        behind.append(nearest)
        if at:
            onward = {n: rest + emitted[at][STATES[n].zone] for n, rest in ahead.items()}
            ranked = _rank(onward)
            ahead = {n: _reach(ranked, steps[at].on[n])[0] for n in forward[at - 1]}
    return tuple(reversed(behind))
