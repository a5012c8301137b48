"""Independent feed readers, each asked for the feed at an address, and what they make of it."""

import os
import shutil
import sqlite3
import subprocess
from calendar import timegm
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
import msgspec
import pytest

HERE = Path(__file__).parent


class ReaderItem(msgspec.Struct, frozen=True):
    """An item as a reader shows it; `enclosures` None where the reader knows of none at all."""

    id: str
    title: str
    link: str
    published: datetime
    author: str
    enclosures: tuple[str, ...] | None


def by_feedparser(url: str, _: Path) -> list[ReaderItem]:
    read = feedparser.parse(url)
    assert not read.bozo, read.get("bozo_exception")
    return [
        ReaderItem(
            entry.id,
            entry.title,
            entry.link,
            datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            entry.author,
            tuple(one.href for one in entry.enclosures),
        )
        for entry in read.entries
    ]


def by_fastfeedparser(url: str, _: Path) -> list[ReaderItem]:
    return [
        ReaderItem(
            entry.id,
            entry.title,
            entry.link,
            datetime.fromisoformat(entry.published),
            entry.author,
            _enclosed(entry),
        )
        for entry in fastfeedparser.parse(url).entries
    ]


def by_feedsmith(url: str, _: Path) -> list[ReaderItem]:
    return _by_node("feedsmith", url)


def by_rss_parser(url: str, _: Path) -> list[ReaderItem]:
    feed = _by_node("rss-parser", url)
    atom = url.endswith(".atom")
    return [msgspec.structs.replace(entry, enclosures=None) for entry in feed] if atom else feed


def by_newsboat(url: str, home: Path) -> list[ReaderItem]:
    """Read the feed twice, as people do, and look into the reader's own database."""
    _installed("newsboat")
    (home / "urls").write_text(f"{url}\n")
    (home / "config").write_text("")
    database = home / "cache.db"
    files = {"-u": home / "urls", "-C": home / "config", "-c": database}
    command = ["newsboat", *(str(part) for option in files.items() for part in option)]
    environ = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    for _ in range(2):
        done = subprocess.run(
            [*command, "-x", "reload", "print-unread"],
            env=environ,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
    connection = sqlite3.connect(database)
    try:
        rows = connection.execute(
            "SELECT guid, title, url, pubDate, author FROM rss_item ORDER BY pubDate DESC, id DESC"
        ).fetchall()
    finally:
        connection.close()
    assert f"{len(rows)} unread" in done.stdout
    return [
        # It keeps sound and moving pictures alone.
        ReaderItem(guid, title, link, datetime.fromtimestamp(at, UTC), author, None)
        for guid, title, link, at, author in rows
    ]


Reader = Callable[[str, Path], list[ReaderItem]]
READERS: dict[str, tuple[Reader, tuple[str, ...]]] = {
    "feedparser": (by_feedparser, ("rss", "atom")),
    "fastfeedparser": (by_fastfeedparser, ("rss", "atom", "json")),
    "feedsmith": (by_feedsmith, ("rss", "atom", "json")),
    "rss-parser": (by_rss_parser, ("rss", "atom")),
    "newsboat": (by_newsboat, ("rss", "atom")),
}


def _enclosed(entry: Any) -> tuple[str, ...]:
    links = [link["href"] for link in entry.get("links", ()) if link.get("rel") == "enclosure"]
    return tuple(links or [enclosure["url"] for enclosure in entry.get("enclosures", ())])


def _by_node(reader: str, url: str) -> list[ReaderItem]:
    _installed("node")
    if not (HERE / "node_modules").is_dir():
        _installed("npm")
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=300)
    done = subprocess.run(
        ["node", HERE / "read.mjs", reader, url], capture_output=True, check=True, timeout=60
    )
    return msgspec.json.decode(done.stdout, type=list[ReaderItem])


def _installed(program: str) -> None:
    """Go on only with a program installed; what checks submissions installs all of them."""
    if shutil.which(program) is None:
        assert "CI" not in os.environ, f"{program} is not installed"
        pytest.skip(f"{program} is not installed")
