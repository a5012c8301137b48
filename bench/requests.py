"""Hot requests: the service against a bare ASGI application that sends the same bytes."""

import http.client
import json
import statistics
import subprocess
import sys
from pathlib import Path

import msgspec

from bench import servers
from bench.archive import NEWSROOM

ROUNDS = 7
SECONDS = 1.5
PATH = f"/{NEWSROOM}/feed.rss"


class Comparison(msgspec.Struct, frozen=True):
    """Answers per second of both, medians over rounds run in turn, and the median of the ratios."""

    name: str
    ours: float
    bare: float
    ratio: float


def compare(database: Path, folder: Path) -> list[Comparison]:
    """Return the comparison of a 200 with gzip and of a 304."""
    port = servers.free_port()
    command, environ = servers.pressrum(database, folder / "media", port)
    with servers.running(command, port, environ):
        etag = _answer(port, {"Accept-Encoding": "gzip"})[1]["etag"]
        cases = {
            "200 (gzip)": {"Accept-Encoding": "gzip"},
            "304": {"Accept-Encoding": "gzip", "If-None-Match": etag},
        }
        return [_case(name, port, headers, folder) for name, headers in cases.items()]


def _case(name: str, port: int, headers: dict[str, str], folder: Path) -> Comparison:
    status, answered, body = _answer(port, headers)
    # What uvicorn itself adds is left out, or the bare answer would have it twice.
    kept = [(key, value) for key, value in answered.items() if key != "date"]
    file = folder / "bare.json"
    file.write_text(json.dumps({"status": status, "headers": kept, "body": body.decode("latin-1")}))
    bare_port = servers.free_port()
    command = [sys.executable, "-m", "bench.bare", str(bare_port), str(file)]
    sent = [f"{key}: {value}" for key, value in headers.items()]
    with servers.running(command, bare_port):
        pairs = [(_load(port, sent), _load(bare_port, sent)) for _ in range(ROUNDS)]
    return Comparison(
        name,
        statistics.median(ours for ours, _ in pairs),
        statistics.median(bare for _, bare in pairs),
        statistics.median(ours / bare for ours, bare in pairs),
    )


def _load(port: int, headers: list[str]) -> float:
    command = [sys.executable, "-m", "bench.load", str(port), PATH, str(SECONDS), *headers]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _answer(port: int, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", PATH, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {key.lower(): value for key, value in answer.getheaders()}, body
