"""Outgoing requests to addresses that others chose: resolved once, pinned, bounded.

Only global unicast addresses are contacted, unless the operator named the host. The name is
looked up once a connection and the address found is the one connected to, so that a second
answer of the name server cannot lead inside. A failed look-up fails.
"""

import asyncio
import importlib
import ssl
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpcore2
import httpx2

from releases.errors import FieldError
from service.outbound.resolver import LookUp, NotPublic, RequestFailed, Resolver, Unreached, look_up

__all__ = ["GuardedClient", "NotPublic", "RequestFailed", "Unreached", "validate_url"]
LONGEST = 2_000
# How many connections are open at once, and how long one that is idle is kept, in seconds: less
# than servers keep theirs, or a request would meet one that is just being closed.
CONNECTIONS = 256
_KEPT = 1.0
_LOOKING_UP = 5.0
# A name server that does not answer keeps a thread for longer than anybody waits for it.
_LOOK_UPS = 16
# What the HTTP library imports with its first request: a tenth of a second of everybody's time.
_AT_FIRST_USE = ("anyio._backends._asyncio", "anyio.streams.tls", "h11")


def validate_url(url: str, field: str = "url") -> str:
    """Return the address if it is a whole http(s) URL without credentials, else `FieldError`."""
    try:
        parts = urlsplit(url)
        sound = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and not (parts.username or parts.password or parts.fragment)
            and url.isascii()
            and url.isprintable()
            and " " not in url
        )
    except ValueError:
        sound = False
    if not sound or len(url) > LONGEST:
        raise FieldError(field, "address_malformed")
    return url


def trust() -> ssl.SSLContext:
    """Return a TLS context that verifies certificates; takes some fifty milliseconds."""
    return httpx2.create_ssl_context(trust_env=False)


class GuardedClient:
    """Sends requests, each to a public address or to a host the operator named.

    `private_targets` are those hosts (or host:port). Connections are kept for the next request to
    the same host; what is made is closed at the end of `async with`, or by `aclose`. Belongs to
    one event loop.
    """

    def __init__(
        self,
        private_targets: Collection[str] = (),
        *,
        tls: Callable[[], ssl.SSLContext] = trust,
        resolve: LookUp = look_up,
    ) -> None:
        self._tls = tls
        threads = ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="look-up")
        self._resolver = Resolver(private_targets, resolve, threads)
        self._threads = threads
        # A connection to a host that the operator trusts must not carry the requests of others.
        self._pools: dict[bool, httpcore2.AsyncConnectionPool] = {}
        self._opening = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close what is open; nothing is sent any more."""
        for pool in self._pools.values():
            await pool.aclose()
        self._threads.shutdown(wait=False)

    async def is_inside(self, url: str) -> bool:
        """Tell whether an address leads to a host that is not public, and that nobody named.

        A name without an address may get one: that is told when it is used.
        """
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        try:
            async with asyncio.timeout(_LOOKING_UP):
                await self._resolver.address(parts.hostname or "", port)
        except NotPublic:
            return True
        except (Unreached, TimeoutError):
            return False
        return False

    @asynccontextmanager
    async def answered(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        body: bytes | None = None,
        patience: httpx2.Timeout | float = 5.0,
        named: bool = False,
    ) -> AsyncIterator[httpx2.Response]:
        """Send one request and give its answer, of which nothing is read yet; follows no redirect.

        `patience` is for each step of it, in seconds: connecting, sending, waiting. `named`: the
        operator gave this very address, which may be a private one. No cookie is kept.

        Raises `Unreached` where nothing answers, while the answer is read too.
        """
        await self.prepare()
        pool = self._pools[named]
        waits = httpx2.Timeout(patience).as_dict()
        try:
            async with pool.stream(
                method,
                _url(url),
                headers=[("Host", urlsplit(url).netloc), ("Accept", "*/*"), *headers.items()],
                content=body,
                extensions={"timeout": waits},
            ) as answer:
                stream = _Body(answer.aiter_stream())
                yield httpx2.Response(answer.status, headers=answer.headers, stream=stream)
        except (*_FAILED, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unreached(
                "no_answer_in_time"
                if isinstance(error, httpcore2.TimeoutException)
                else "not_connected"
                if isinstance(error, httpcore2.ConnectError)
                else "not_reached",
                why=f"{type(error).__name__}: {error}",
            ) from error

    async def prepare(self) -> None:
        """Do beforehand, in a thread, what the first request would else wait for."""
        async with self._opening:
            if not self._pools:
                context = await asyncio.to_thread(self._prepared)
                for all_may in (False, True):
                    self._pools[all_may] = httpcore2.AsyncConnectionPool(
                        ssl_context=context,
                        max_connections=CONNECTIONS,
                        keepalive_expiry=_KEPT,
                        network_backend=_Pinned(self._resolver, named=all_may),
                    )

    def _prepared(self) -> ssl.SSLContext:
        for name in _AT_FIRST_USE:
            importlib.import_module(name)
        return self._tls()


_FAILED = (
    httpcore2.TimeoutException,
    httpcore2.NetworkError,
    httpcore2.ProtocolError,
    httpcore2.UnsupportedProtocol,
)


class _Pinned(httpcore2.AnyIOBackend):
    """Connects to the address that was looked up and judged, and to no other.

    Pool, Host header and certificate go by the name: a kept connection serves its name alone.
    """

    def __init__(self, resolver: Resolver, *, named: bool) -> None:
        self._resolver = resolver
        self._named = named

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the base class's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        address = await self._resolver.address(host, port, named=self._named)
        return await super().connect_tcp(address, port, timeout, local_address, socket_options)


class _Body(httpx2.AsyncByteStream):
    def __init__(self, chunks: AsyncIterator[bytes]) -> None:
        self._chunks = chunks

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks


def _url(url: str) -> httpcore2.URL:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return httpcore2.URL(
        scheme=parts.scheme, host=parts.hostname or "", port=parts.port, target=target
    )
