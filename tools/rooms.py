"""`python tools/rooms.py`: the rooms of each package, from the top down, and which imports which.

A room is a module or a package that stands directly in `service`, `feeds` or `releases`. A room
imports rooms of lower lines only; a circle has no lines and ends this with 1.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import grimp

PACKAGES = ("service", "feeds", "releases")
Arrows = Mapping[str, frozenset[str]]


def arrows(package: str) -> dict[str, frozenset[str]]:
    """Return the rooms of a package, each with those it imports."""
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    edges: dict[str, set[str]] = {}
    for module in graph.modules:
        if not module.startswith(f"{package}."):
            continue
        room = edges.setdefault(module.split(".")[1], set())
        for other in graph.find_modules_directly_imported_by(module):
            if other.startswith(f"{package}."):
                room.add(other.split(".")[1])
    return {room: frozenset(others - {room}) for room, others in edges.items()}


def lines(rooms: Arrows) -> Iterator[list[str]]:
    """Yield lines of rooms, the highest first; raises `ValueError` for rooms in a circle."""
    left = dict(rooms)
    while left:
        imported = {other for others in left.values() for other in others}
        line = sorted(left.keys() - imported)
        if not line:
            raise ValueError(f"in a circle, or below one: {', '.join(sorted(left))}")
        yield line
        for room in line:
            del left[room]


def picture() -> str:
    """Return the packages as text, one line of rooms below another."""
    shown = []
    for package in PACKAGES:
        rooms = arrows(package)
        count = sum(len(others) for others in rooms.values())
        shown.append(f"{package}: {len(rooms)} rooms, {count} arrows between them")
        shown += [f"    {'  '.join(line)}" for line in lines(rooms)]
    return "\n".join(shown)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent))
    try:
        print(picture())
    except ValueError as circle:
        sys.exit(str(circle))
