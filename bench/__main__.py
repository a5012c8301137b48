"""`python -m bench`: measure, print, and write bench/results.md with the machine."""

import os
import platform
import sqlite3
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench import archive, desk, rebuild, requests, size

SMALL = 1_000
LARGE = 1_000_000
KEPT = Path("build/bench")
RESULTS = Path(__file__).parent / "results.md"


def main(large: int = LARGE) -> None:
    """Run every measurement on archives of 1,000 and `large` releases."""
    KEPT.mkdir(parents=True, exist_ok=True)
    paths = {number: KEPT / f"{number}.db" for number in (SMALL, desk.SIZE, large)}
    for number, path in paths.items():
        print(f"archive of {number:,} releases: {path}", file=sys.stderr)
        archive.make(path, number)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [
            *_heading(),
            *_requests(paths[SMALL], folder),
            *_rebuilds(folder),
            *_desk(paths[desk.SIZE]),
            *_sizes(paths, large, folder),
        ]
    text = "\n".join(lines) + "\n"
    RESULTS.write_text(text)
    print(text)


def _heading() -> list[str]:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    day = datetime.now(UTC).date().isoformat()
    return [
        "# What was measured",
        "",
        f"By `make bench` on {day}: {machine}, {python}. Ratios are to what ran beside it in the",
        "same run; they travel between machines, the other figures do not.",
        "",
    ]


def _requests(database: Path, folder: Path) -> list[str]:
    rows = [
        f"| {case.name} | {case.ours:,.0f} | {case.bare:,.0f} | **{case.ratio:.2f}** |"
        for case in requests.compare(database, folder)
    ]
    return [
        "## A hot feed, against a bare ASGI application that sends the same bytes",
        "",
        "| answer | Pressrum, per second | bare, per second | ratio (at least 0.8) |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _rebuilds(folder: Path) -> list[str]:
    rows = [
        f"| {timing.name} | {timing.size / 1000:.0f} kB | {timing.median:.1f} ms "
        f"| {timing.longest:.1f} ms |"
        for timing in rebuild.rebuilt(folder)
    ]
    return [
        "## The first answer after a change: query, rendering, gzip, br and zstd",
        "",
        "Feeds of 20 releases: under 50 ms.",
        "",
        "| document | size | median | longest |",
        "| --- | --- | --- | --- |",
        *rows,
        "",
    ]


def _desk(database: Path) -> list[str]:
    routes = desk.time_routes(database)
    rows = [
        f"| `{route.door}` | {route.first:.0f} ms | {route.median:.0f} ms |"
        for route in sorted(routes, key=lambda route: -max(route.first, route.median))[:5]
    ]
    return [
        f"## The desk on {desk.SIZE:,} releases",
        "",
        f"The slowest five of {len(routes)} pages, each under {desk.MOST:.0f} ms.",
        "",
        "| page | first answer | median |",
        "| --- | --- | --- |",
        *rows,
        "",
    ]


def _sizes(paths: dict[int, Path], large: int, folder: Path) -> list[str]:
    found = {number: size.newest(paths[number]) for number in (SMALL, large)}
    few, many = found[SMALL], found[large]
    rows = [
        f"| {number:,} | {item.query:.2f} ms | {item.both:.2f} ms |"
        for number, item in found.items()
    ]
    now, most = size.memory(paths[large], folder)
    start, yardstick = size.cold_start(paths[large], folder), size.bare_start()
    return [
        "## The 20 newest releases of one topic, by size of the archive",
        "",
        "| releases | query | query + RSS |",
        "| --- | --- | --- |",
        *rows,
        f"| ratio (at most 2) | {many.query / few.query:.2f} | **{many.both / few.both:.2f}** |",
        "",
        f"## The process on {large:,} releases",
        "",
        f"- resident memory after 125 different lists: {now:.0f} MB, {most:.0f} MB at its highest "
        "(under 200)",
        f"- start to first 200: {start:.2f} s (under 1.5), {start / yardstick:.1f} times a Python "
        "that imports uvicorn and starlette and ends",
    ]


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
