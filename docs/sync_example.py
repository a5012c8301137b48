"""A partner's copy of a newsroom, kept by following its changes. Python 3.11, nothing else.

    python sync_example.py https://press.example.se region-nordanvik copy/

Each public release is a JSON file named by its id; a withdrawn one is removed. `cursor` holds how
far the copy has come. Stop it when you like, run it again when you like: as the cursor is written
last, what was under way is done once more, and doing it twice changes nothing.
"""

import json
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any


def follow(base: str, newsroom: str, folder: Path) -> int:
    """Take every change since the last run and return how many there were."""
    folder.mkdir(parents=True, exist_ok=True)
    cursor = folder / "cursor"
    since = cursor.read_text() if cursor.exists() else ""
    taken = 0
    while True:
        page = changes(base, newsroom, since)
        for change in page["changes"]:
            take(change, folder)
            taken += 1
        since = page["next"]
        replace(cursor, since)
        if not page["more"]:
            return taken


def changes(base: str, newsroom: str, since: str) -> Any:
    """Ask for the changes after a cursor; an empty one asks from the first."""
    query = f"?{urllib.parse.urlencode({'since': since})}" if since else ""
    address = f"{base}/api/v1/newsrooms/{newsroom}/changes{query}"
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - the operator's own
        return json.load(answer)


def take(change: Any, folder: Path) -> None:
    """Do what a change says: a document is kept, a withdrawal removes it, old news do nothing."""
    copy = folder / f"{change['release']}.json"
    if change["action"] == "withdraw":
        copy.unlink(missing_ok=True)
    # Without a document a later change is in force already: it comes further on.
    elif change["document"] is not None:
        replace(copy, json.dumps(change["document"], ensure_ascii=False, indent=1))


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


if __name__ == "__main__":
    print(follow(sys.argv[1].rstrip("/"), sys.argv[2], Path(sys.argv[3])), "changes")
