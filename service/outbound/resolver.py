"""Which address a host is contacted at: looked up, judged, and never one inside unless named."""

import asyncio
import ipaddress
import socket
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from releases.errors import Refusal
from service.security.networks import ipv4_within

LookUp = Callable[[str, int], list[Any]]


class RequestFailed(Refusal):
    """A request to somebody else came to nothing: not reached, not accepted, or of no use."""


class Unreached(RequestFailed):
    """The other side was not reached, or did not answer in time."""


class NotPublic(Unreached):
    """The host leads to an address that is not public, and nobody named it."""


def look_up(host: str, port: int) -> list[Any]:
    """Return the addresses of a host as the machine's resolver knows them."""
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


class Resolver:
    """Finds the one address a host is contacted at."""

    def __init__(
        self, named: Collection[str], resolve: LookUp, threads: ThreadPoolExecutor
    ) -> None:
        self._named = named
        self._resolve = resolve
        self._threads = threads

    async def address(self, host: str, port: int, *, named: bool = False) -> str:
        loop = asyncio.get_running_loop()
        try:
            resolved = await loop.run_in_executor(self._threads, self._resolve, host, port)
        except (OSError, UnicodeError) as error:
            raise Unreached("host_unknown", host=host, why=str(error)) from error
        addresses = [str(address[4][0]) for address in resolved]
        host = host.lower()
        if named or host in self._named or f"{host}:{port}" in self._named:
            return addresses[0]
        for address in addresses:
            if not _public(address):
                raise NotPublic("host_not_public", host=host, address=address)
        return addresses[0]


def _public(address: str) -> bool:
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ipv4_within(ip) or ip
    return ip.is_global and not ip.is_multicast
