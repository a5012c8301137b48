"""`python -m bench.imports [items]`: a long feed into an empty database, and once more.

Prints seconds, processor time and the highest resident memory of `pressrum import`, both times.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

ITEMS = 10_000
ROOM = "bench"
_SENTENCE = "Region Kallmyra beslutar om bättre tillgänglighet till vården & kollektivtrafiken. "
_PRESSRUM = Path(sys.executable).with_name("pressrum")


def write(path: Path, items: int) -> None:
    """Write an RSS feed of made-up press releases, each of about three kilobytes."""
    dice = random.Random(7)  # noqa: S311 - no secret depends on it
    with path.open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            "<title>Region Kallmyra</title><link>https://kallmyra.example/</link>\n"
        )
        for number in range(items):
            file.write(_item(number, dice))
        file.write("</channel></rss>\n")


def _item(number: int, dice: random.Random) -> str:
    paragraphs = [f"<p>{_SENTENCE * dice.randint(2, 6)}</p>" for _ in range(6)]
    html = (
        f"<p><strong>{_SENTENCE}</strong></p>{''.join(paragraphs)}"
        "<p>- Det har vi längtat efter, säger Saga Tranholm.</p><h2>Bakgrund</h2>"
        '<ul><li>Tre år</li><li><a href="/mer">Läs mer</a></li></ul>'
    )
    day, hour = number % 28 + 1, number % 24
    return (
        f"<item><title>Beslut {number} om vårdcentralen i Kallmyra</title>"
        f"<link>https://kallmyra.example/{number}</link><guid>https://kallmyra.example/{number}"
        f"</guid><pubDate>{day:02} Mar {2000 + number % 20} {hour:02}:15:00 +0100</pubDate>"
        "<category>Pressmeddelande</category><category>Vård</category>"
        f"<description>{_SENTENCE.strip().replace('&', '&amp;')}</description>"
        f"<content:encoded>{escape(html)}</content:encoded></item>\n"
    )


class Cost(NamedTuple):
    """Seconds on the wall and of the processor, megabytes at the highest, the last line said."""

    seconds: float
    worked: float
    megabytes: float
    said: str


def run(feed: Path, folder: Path) -> Cost:
    """Import a feed and return what it took."""
    environment = {**os.environ, "PRESSRUM_DATABASE": str(folder / "bench.db")}
    start = time.perf_counter()
    command = [str(_PRESSRUM), "import", str(feed), "--newsroom", ROOM, "--publish"]
    with (folder / "said").open("w+") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().splitlines()
    return Cost(
        time.perf_counter() - start,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss / 1024,
        lines[-1] if lines else "",
    )


def main(items: int = ITEMS) -> None:
    """Import twice and print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        feed = folder / "feed.rss"
        write(feed, items)
        print(f"{items:,} items, {feed.stat().st_size / 1e6:.1f} MB")
        environment = {**os.environ, "PRESSRUM_DATABASE": str(folder / "bench.db")}
        room = [str(_PRESSRUM), "newsroom", "add", ROOM, "--name", "Region Kallmyra"]
        subprocess.run(room, env=environment, check=True, stdout=subprocess.DEVNULL)
        for _ in range(2):
            took = run(feed, folder)
            print(
                f"{took.seconds:.1f} s ({took.worked:.1f} s of processor), "
                f"{took.megabytes:.0f} MB at the highest: {took.said}"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
