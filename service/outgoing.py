"""Outgoing requests to addresses that others chose: resolved once, pinned, bounded.

Only global unicast addresses are contacted, unless the operator named the host. The name is
looked up once and the address found is the one connected to, so that a second answer of the
name server cannot lead inside. A failed look-up fails.
"""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx2

from releases.errors import FieldError

LONGEST = 2_000
_LOOKING_UP = 5.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreached(Exception):
    """The other side was not reached; the message says why."""


class NotPublic(Unreached):
    """The host leads to an address that is not public, and nobody named it."""


def checked_url(url: str, field: str = "url") -> str:
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
        raise FieldError(field, "write a whole address beginning https:// or http://")
    return url


async def is_inside(url: str, private_targets: Collection[str] = ()) -> bool:
    """Tell whether an address leads to a host that is not public, and that nobody named.

    A name without an address may get one: that is told when it is used.
    """
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_LOOKING_UP):
            await _address(parts.hostname or "", port, private_targets)
    except NotPublic:
        return True
    except (Unreached, TimeoutError):
        return False
    return False


@asynccontextmanager
async def answered(
    method: str,
    url: str,
    headers: Mapping[str, str],
    private_targets: Collection[str] = (),
    *,
    body: bytes | None = None,
    patience: httpx2.Timeout | float = 5.0,
) -> AsyncIterator[httpx2.Response]:
    """Send one request and give its answer, of which nothing is read yet; follows no redirect.

    `patience` is for each step of it, in seconds: connecting, sending, waiting.

    Raises `Unreached` where nothing answers, while the answer is read too.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = await _address(host, port, private_targets)
    literal = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=f"{literal}:{parts.port}" if parts.port else literal)
    try:
        async with (
            httpx2.AsyncClient(follow_redirects=False, trust_env=False, timeout=patience) as client,
            client.stream(
                method,
                pinned.geturl(),
                content=body,
                headers={**headers, "Host": parts.netloc},
                # The certificate must be the name's, not the address's.
                extensions={"sni_hostname": host},
            ) as answer,
        ):
            yield answer
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise Unreached(f"{type(error).__name__}: {error}") from error


async def _address(host: str, port: int, private_targets: Collection[str]) -> str:
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreached(f"{host} has no address: {error}") from error
    addresses = [str(each[4][0]) for each in found]
    if host.lower() in private_targets or f"{host.lower()}:{port}" in private_targets:
        return addresses[0]
    for address in addresses:
        if not _public(address):
            raise NotPublic(f"{host} leads to {address}, which is not a public address")
    return addresses[0]


def _public(address: str) -> bool:
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        # Gateways lead these on to the IPv4 address inside (RFC 4291, 3056, 6052).
        translated = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if ip in _NAT64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or translated or ip
    return ip.is_global and not ip.is_multicast
