"""Connections that ask for nothing are closed, so that there is always room for one that does.

uvicorn waits for a client as long as the client likes, but for keep-alive. Here a request's head
has seconds, its body a least rate, and what is not read of an answer a while. Where descriptors
run short, the connection that has been idle longest goes first.
"""

import asyncio
import re
import resource
from typing import Any

import msgspec
from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState

# As many descriptors as a service may take, where the system lets it.
DESCRIPTORS = 65_536
# What the database, pictures, logs and outgoing requests need: a part, and at least so many.
RESERVED_PART = 8
RESERVED = 64
SWEEP_SECONDS = 1.0
# What may stand for a host: a name or an address, perhaps a port (RFC 3986 section 3.2.2).
_HOST = re.compile(rb"(?:[\w.~!$&'()*+,;=%-]*|\[[0-9A-Fa-f:.]+\])(?::\d*)?")
_LATE = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nretry-after: 5\r\ncontent-length: 0\r\n"
    b"connection: close\r\n\r\n"
)


class ConnectionLimits(msgspec.Struct, frozen=True):
    """How long clients may take, in seconds; bodies in bytes a second; connections at a time."""

    head: float = 10.0
    idle: float = 5.0
    # Over which a body's rate is measured, and for which an answer may lie unread.
    window: float = 10.0
    rate: float = 1_000.0
    sweep: float = SWEEP_SECONDS
    connections: int = 0


def raise_descriptors() -> None:
    """Let this process have as many descriptors as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _most_connections() -> int:
    """Return how many connections leave enough descriptors for everything else."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    soft = DESCRIPTORS if soft == resource.RLIM_INFINITY else soft
    return max(1, soft - max(RESERVED, soft // RESERVED_PART))


class Connections:
    """All connections of a server, looked at every second while there are any."""

    def __init__(self, limits: ConnectionLimits | None = None) -> None:
        self.limits = limits or ConnectionLimits()
        self._open: set[Connection] = set()
        self._sweeping = False
        self._swept = 0.0
        # Seconds in which the loop was there to read: nobody is late for its standing still.
        self.now = 0.0

    def protocol(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> "Connection":
        """Return the protocol of one connection, as uvicorn asks for it."""
        return Connection(self, config, server_state, app_state, _loop)

    def enter(self, connection: "Connection") -> None:
        """Take in a connection, if need be in the place of another."""
        most = self.limits.connections or _most_connections()
        if len(self._open) >= most and not self._make_room():
            connection.refuse()
            return
        self._open.add(connection)
        if not self._sweeping:
            self._sweeping, self._swept = True, connection.loop.time()
            connection.loop.call_later(self.limits.sweep, self._sweep, connection.loop)

    def leave(self, connection: "Connection") -> None:
        """Forget a connection that has ended."""
        self._open.discard(connection)

    def _make_room(self) -> bool:
        waiting = [connection for connection in self._open if connection.is_waiting]
        if not waiting:
            return False
        # Those that have begun to ask for something go after those that have not.
        longest = min(
            waiting, key=lambda connection: (connection.has_begun, connection.quiet_since)
        )
        self._open.discard(longest)
        longest.transport.abort()
        return True

    def _sweep(self, loop: asyncio.AbstractEventLoop) -> None:
        before, self._swept = self._swept, loop.time()
        self.now += min(self._swept - before, 2 * self.limits.sweep)
        for connection in tuple(self._open):
            connection.check(self.now, self.limits)
        self._sweeping = bool(self._open)
        if self._sweeping:
            loop.call_later(self.limits.sweep, self._sweep, loop)


class Connection(HttpToolsProtocol):
    """uvicorn's connection, which knows how long its client has kept it waiting."""

    # Everything is seen by the sweep, and nothing costs a request time but to note its end.

    def __init__(self, all_: Connections, *args: Any) -> None:
        super().__init__(*args)
        self._all = all_
        self._answered = False
        self.quiet_since = 0.0
        # The request that the last sweep saw coming in, since when, and how much of its body.
        self._seen: object = None
        self._seen_since = 0.0
        self._received = 0
        self._unsent = 0
        self._unsent_since = 0.0
        self._is_retired = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.quiet_since = self._all.now
        self._all.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._all.leave(self)
        super().connection_lost(exc)

    def on_headers_complete(self) -> None:
        """Begin to answer; refuses a request that names no host, or two (RFC 9112 section 3.2)."""
        hosts = [value for name, value in self.headers if name == b"host"]
        may_lack = not hosts and self.parser.get_http_version() == "1.0"
        if not may_lack and (len(hosts) != 1 or not _HOST.fullmatch(hosts[0])):
            # The parser takes it for a request it cannot read, which is answered with 400.
            raise ValueError
        super().on_headers_complete()
        if self._is_retired:
            self.cycle.keep_alive = False

    def on_body(self, body: bytes) -> None:
        self._received += len(body)
        super().on_body(body)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._answered = True
        self.quiet_since = self._all.now

    @property
    def is_waiting(self) -> bool:
        """Whether the client is awaited, and not the service."""
        return self._is_between or self.cycle.more_body

    @property
    def has_begun(self) -> bool:
        """Whether a request is under way, be it the first letter of one."""
        return not self._is_between or self._has_head

    @property
    def _is_between(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    @property
    def _has_head(self) -> bool:
        # The parser begins a scope with a message, and a cycle once its head is whole.
        begun: object = self.scope
        return begun is not None and (self.cycle is None or self.cycle.scope is not begun)

    def retire(self) -> None:
        """Let the next answer be the last; who asks no more has the usual time to do so."""
        self._is_retired = True
        if not self._is_between and not self.cycle.response_started:
            self.cycle.keep_alive = False

    def refuse(self) -> None:
        """Say that there is no room, and end."""
        self.transport.write(_FULL)
        self.transport.close()

    def check(self, now: float, limits: ConnectionLimits) -> None:
        """End the connection if its client has taken longer than it may."""
        if self._leaves_unread(now, limits):
            self.transport.abort()
        elif self.transport.is_closing():
            return
        elif not self.has_begun:
            if now - self.quiet_since > (limits.idle if self._answered else limits.head):
                self.transport.close()
        elif self._is_between:
            if now - self._since(self.scope, now) > limits.head:
                self._end_late()
        elif self.cycle.more_body:
            self._check_body(now, limits)

    def _since(self, request: object, now: float) -> float:
        """Return when a part of a request was first seen; its bytes are counted from then."""
        if self._seen is not request:
            self._seen, self._seen_since, self._received = request, now, 0
        return self._seen_since

    def _check_body(self, now: float, limits: ConnectionLimits) -> None:
        elapsed = now - self._since(self.cycle, now)
        # Told to wait, the client is not to blame.
        held = self.flow.read_paused or self.cycle.waiting_for_100_continue
        if not held and elapsed < limits.window:
            return
        if not held and self._received < limits.rate * limits.window:
            self._end_late()
        self._seen_since, self._received = now, 0

    def _leaves_unread(self, now: float, limits: ConnectionLimits) -> bool:
        unsent = self.transport.get_write_buffer_size()
        if not self._unsent or unsent < self._unsent:
            self._unsent_since = now
        self._unsent = unsent
        return bool(unsent) and now - self._unsent_since > limits.window

    def _end_late(self) -> None:
        if self._is_between or not self.cycle.response_started:
            self.transport.write(_LATE)
        self.transport.close()
