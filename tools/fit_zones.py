"""Fit the points of evidence to a folder of annotated texts: `make fit TEXTS=folder`.

First says what the points of today and the fitted ones read of publishers whose texts were left out
of the fit, in folds; then fits them to all texts and writes them, with --write.
"""

import argparse
import tomllib
from collections import defaultdict
from pathlib import Path

from tools.zones.annotated import AnnotatedPage, load
from tools.zones.mutations import mutate
from tools.zones.perceptron import Seen, Table, accuracy, fit, look

WEIGHTS = Path("releases/intake/zones/weights.toml")
_SMALLEST = 0.05


def main() -> None:
    """Compare, and write what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--folds", type=int, default=12)
    asked.add_argument("--rounds", type=int, default=4)
    asked.add_argument("--rate", type=float, default=0.05)
    asked.add_argument("--pull", type=float, default=0.1)
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    start = tomllib.loads(WEIGHTS.read_text("utf-8"))
    pages = load(options.folder)
    learned = {id(page): [look(each) for each in mutate(page)] for page in pages}

    def fitted(some: list[AnnotatedPage]) -> Table:
        seen = [each for page in some for each in learned[id(page)]]
        return fit(start, seen, rounds=options.rounds, rate=options.rate, pull=options.pull)

    before = after = of = 0
    for fold in _folds(pages, options.folds):
        rest = [page for page in pages if page not in fold]
        seen: list[Seen] = [learned[id(page)][0] for page in fold]
        table = fitted(rest)
        before += accuracy(start, seen)[0]
        right, lines = accuracy(table, seen)
        after, of = after + right, of + lines
    if of:
        print(f"publishers left out, of {of} lines: {before / of:.4f} now, {after / of:.4f} fitted")
    if options.write:
        WEIGHTS.write_text(written(fitted(pages)), encoding="utf-8")


def _folds(pages: list[AnnotatedPage], count: int) -> list[list[AnnotatedPage]]:
    """Return the pages in folds; those of one publisher are in one."""
    of: dict[str, list[AnnotatedPage]] = defaultdict(list)
    for page in pages:
        of[page.publisher].append(page)
    folds: list[list[AnnotatedPage]] = [[] for _ in range(count)]
    for publisher in sorted(of, key=lambda name: (-len(of[name]), name)):
        min(folds, key=len).extend(of[publisher])
    return [fold for fold in folds if fold]


def written(table: Table) -> str:
    """Return a table of points as TOML, two decimals, without what is next to nothing."""
    parts = []
    for section, rows in table.items():
        if all(isinstance(value, float) for value in rows.values()):
            parts.append((f"[{section}]", rows))
        else:
            parts += [(f'[{section}."{name}"]', row) for name, row in rows.items()]
    blocks = []
    for heading, row in parts:
        lines = [
            f'"{name}" = {value:.2f}' if " " in name else f"{name} = {value:.2f}"
            for name, value in row.items()
            if abs(value) >= _SMALLEST or heading == "[bias]"
        ]
        if lines:
            blocks.append("\n".join([heading, *lines]))
    return "\n\n".join(blocks) + "\n"


if __name__ == "__main__":
    main()
