"""A WebSub hub on loopback that fetches each feed it is told of, at once, as public hubs do."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

Fetch = Callable[[str], None]


@contextmanager
def hub(fetch: Fetch) -> Iterator[str]:
    """Run a hub until the block ends; yield its URL. `fetch` gets each topic, in many threads."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.send_response(204)
            self.end_headers()
            # The service has its answer and goes on while the feed is fetched.
            self.wfile.flush()
            fetch(parse_qs(body)["hub.url"][0])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing on stderr."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 512

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
