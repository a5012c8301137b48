"""`python -m bench.move [RELEASES]`: everything to PostgreSQL and back, with pictures.

An archive of RELEASES (100,000), each with a picture and a rendition, is moved by `pressrum move`
to a database made for it on the server that PRESSRUM_TEST_POSTGRES names (127.0.0.1), its pictures
to another folder, and all of it back to a new file. Prints seconds, processor time and the most
memory of each move; ends with 1 unless what came back is, by SQLite's own word, what was there.
"""

import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import msgspec
import psycopg

from bench import archive, servers
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from service.clock.guarded import GuardedClock

RELEASES = 100_000
KEPT = Path("build/bench")
SERVER = os.environ.get("PRESSRUM_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
# Far smaller than pictures are: what is measured is files, not the disk.
_PICTURE, _RENDITION = 6_000, 2_000
_BATCH = 5_000
_LOOK_SECONDS = 0.2


class MoveCost(msgspec.Struct, frozen=True):
    """What one move took: seconds, seconds of processor, and MB of memory at most."""

    seconds: float
    processor: float
    memory: float


def main(releases: int = RELEASES) -> None:
    """Make the archive if need be, move it there and back, compare."""
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"moving-{releases}"
    source, pictures = folder / "pressrum.db", folder / "media"
    if not folder.exists():
        _make(folder, releases)
    away, back = folder / "media-away", folder / "media-back"
    target = folder / "back.db"
    for path in (away, back):
        shutil.rmtree(path, ignore_errors=True)
    for beside in folder.glob("back.db*"):
        beside.unlink()
    with _database() as url:
        there = _move(source, pictures, url, away)
        _print(f"{releases:,} releases to PostgreSQL", there)
        _print("… and back", _move(url, away, target, back))
    rows, files = _rows(source), _files(pictures)
    same = rows == _rows(target) and files == _files(back) == _files(away)
    print(f"{sum(number for number, _ in rows.values()):,} rows and {len(files):,} files: ", end="")
    print("the same" if same else "NOT the same")
    sys.exit(not same)


def _print(name: str, moved: MoveCost) -> None:
    print(
        f"{name}: {moved.seconds:.0f} s, {moved.processor:.0f} s of processor, "
        f"{moved.memory:.0f} MB at most",
        flush=True,
    )


def _move(source: Path | str, media: Path, target: Path | str, pictures: Path) -> MoveCost:
    command = str(Path(sys.executable).parent / "pressrum")
    environ = os.environ | {"PRESSRUM_DATABASE": str(source), "PRESSRUM_MEDIA": str(media)}
    begun = time.perf_counter()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    before = used.ru_utime + used.ru_stime
    arguments = [command, "move", "--to", str(target), "--media", str(pictures)]
    process = subprocess.Popen(arguments, env=environ, stdout=subprocess.DEVNULL)
    most = 0.0
    # What the kernel counts for a child begins with the memory of whoever started it.
    while process.poll() is None:
        with suppress(OSError, KeyError):
            most = max(most, servers.memory(process.pid)[1])
        time.sleep(_LOOK_SECONDS)
    if process.returncode:
        raise RuntimeError(f"the move ended with {process.returncode}")
    taken = time.perf_counter() - begun
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return MoveCost(taken, used.ru_utime + used.ru_stime - before, most)


@contextmanager
def _database() -> Iterator[str]:
    name = f"pressrum_bench_{uuid.uuid4().hex}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
        try:
            yield f"{SERVER}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _make(folder: Path, releases: int) -> None:
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.joinpath("media").mkdir(parents=True)
    archive.make(part / "pressrum.db", releases)
    store = SqliteStore(part / "pressrum.db", GuardedClock())
    try:
        names = store.reading(_releases).result()
        for first in range(0, releases, _BATCH):
            numbers = range(first, min(first + _BATCH, releases))
            store.writing(_add_pictures, part / "media", numbers, names).result()
    finally:
        store.close()
    part.rename(folder)


def _releases(tx: Tx) -> list[str]:
    return [row["release"] for row in tx.all("SELECT release FROM period")]


def _add_pictures(tx: Tx, media: Path, numbers: range, releases: list[str]) -> None:
    rows: list[dict[str, object]] = []
    for number in numbers:
        name = f"bild{number:016}"
        bodies = hashlib.shake_256(name.encode()).digest(_PICTURE), name.encode().ljust(_RENDITION)
        (media / name).write_bytes(bodies[0])
        (media / f"{name}-640.webp").write_bytes(bodies[1])
        original, rendition = (hashlib.sha256(body).hexdigest() for body in bodies)
        rows.append({"id": name, "sha256": original, "smaller": rendition})
        rows[-1] |= {"number": number, "release": releases[number]}
    for statement in _STATEMENTS:
        tx.many(statement, rows)


_STATEMENTS = (
    "INSERT INTO media (id, newsroom, type, size, width, height, sha256, made_ms) VALUES "
    f"(:id, '{archive.NEWSROOM}', 'image/jpeg', {_PICTURE}, 1280, 720, :sha256, :number)",
    "INSERT INTO rendition (media, width, type, height, size, sha256) VALUES "
    f"(:id, 640, 'image/webp', 360, {_RENDITION}, :smaller)",
    "INSERT INTO facet (newsroom, key, published_ms, release, since_ms, until_ms) "
    "SELECT newsroom, 'media:' || :id, published_ms, release, since_ms, until_ms FROM period "
    "WHERE release = :release",
)


def _rows(path: Path) -> dict[str, tuple[int, str]]:
    """Count and hash the rows of each table as SQLite orders and quotes them."""
    found = {}
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
        ).fetchall()
        for (table,) in tables:
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            quoted = " || ',' || ".join(f"quote({name})" for name in names)
            digest, number = hashlib.sha256(), 0
            for (line,) in database.execute(f"SELECT {quoted} FROM {table} ORDER BY 1"):
                digest.update(line.encode())
                number += 1
            found[table] = (number, digest.hexdigest())
    # Opening a file counts on.
    found.pop("mark")
    found.pop("clock")
    return found


def _files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.iterdir()}


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
