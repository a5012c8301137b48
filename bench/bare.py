"""The yardstick: an ASGI application that sends fixed messages from memory, and nothing else.

Run as `python -m bench.bare PORT FILE`; the file holds the messages as JSON with latin-1 texts.
"""

import json
import sys
from pathlib import Path
from typing import Any

from starlette.types import Receive, Scope, Send

from service.server import run
from service.server.listeners import listen


def application(messages: list[dict[str, Any]]) -> Any:
    """Return the application that answers every request with these messages."""
    start, body = messages

    async def bare(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        await send(start)
        await send(body)

    return bare


def load(path: Path) -> list[dict[str, Any]]:
    """Return the two messages kept in a file."""
    kept = json.loads(path.read_text())
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept["headers"]]
    return [
        {"type": "http.response.start", "status": kept["status"], "headers": headers},
        {"type": "http.response.body", "body": kept["body"].encode("latin-1")},
    ]


if __name__ == "__main__":
    listening = listen("127.0.0.1", int(sys.argv[1]))
    run.run(application(load(Path(sys.argv[2]))), listening)
