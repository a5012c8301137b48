"""Publish in the database named on the command line until killed; write each id once it is safe.

A program of its own, for the test that kills it.
"""

import sys
from pathlib import Path

from tests.stores import open_desk


def publish_on(path: Path) -> None:
    with open_desk(path) as desk:
        while True:
            release = desk.publish()
            sys.stdout.write(f"{release.id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    publish_on(Path(sys.argv[1]))
