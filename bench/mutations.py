"""`python -m bench.mutations [--lost]`: which lines of changed texts stand where they belong.

Prints a row for each mutation of `tests/releases/intake/mutations.py`: how many lines it leaves
untouched, the share of them that keeps its field, and with `--lost` those that do not.
"""

import sys

from tests.releases.intake.annotated import load
from tests.releases.intake.mutations import MUTATIONS, measure


def main() -> None:
    """Print the table, and with `--lost` what is not where it belongs."""
    fixtures = load()
    print(f"{len(fixtures)} texts\n\n{'mutation':24}{'lines':>6}{'kept':>8}")
    kept = every = 0
    for mutation in MUTATIONS:
        share = measure(mutation, fixtures)
        kept, every = kept + share.kept, every + share.of
        print(f"{mutation.__name__.replace('_', ' '):24}{share.of:6}{share.part:8.3f}")
        if "--lost" in sys.argv:
            print("".join(f"    {line}\n" for line in share.lost), end="")
    print(f"{'all':24}{every:6}{kept / every:8.3f}")


if __name__ == "__main__":
    main()
