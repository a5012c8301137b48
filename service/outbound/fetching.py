"""Fetching what is to be imported by its address: bounded, and never from inside."""

import asyncio
from email.message import Message
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx2
import msgspec

from service.outbound.http import GuardedClient, RequestFailed, validate_url
from service.outbound.unpacker import read_body

AGENT = "Pressrum-Import/1"
SECONDS = 30.0
CONNECT = 10.0
REDIRECTS = 3
MOST_OF_A_PAGE = 5_000_000
MOST = 50_000_000
_PAGES = {"text/html", "application/xhtml+xml"}
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, text/html, */*;q=0.5"
_MOVED = {301, 302, 303, 307, 308}
_OK = 200


class Fetched(msgspec.Struct, frozen=True):
    """What an address gave: its media type and charset as the server tells them ("" if not)."""

    url: str
    type: str
    charset: str
    body: bytes


async def fetch(url: str, client: GuardedClient) -> Fetched:
    """Return what an address gives; raises `RequestFailed`, or `FieldError` for no address.

    At most three redirects are followed, on the same host, each looked up and checked anew.
    """
    address = validate_url(urldefrag(url).url)
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(REDIRECTS + 1):
                answer = await _get(address, client)
                if isinstance(answer, Fetched):
                    return answer
                address = answer
    except TimeoutError:
        raise RequestFailed("fetched_too_slowly", seconds=int(SECONDS)) from None
    raise RequestFailed("redirects_too_often", most=REDIRECTS)


async def _get(url: str, client: GuardedClient) -> Fetched | str:
    """Return what the address gives, or the address it leads on to."""
    # Some pack all the same.
    headers = {"User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Encoding": "identity"}
    patience = httpx2.Timeout(SECONDS, connect=CONNECT)
    async with client.answered("GET", url, headers, patience=patience) as answer:
        if answer.status_code in _MOVED:
            return _next(url, answer.headers.get("location", ""))
        if answer.status_code != _OK:
            raise RequestFailed("answered", status=answer.status_code)
        stated = Message()
        stated["Content-Type"] = answer.headers.get("content-type", "")
        kind = stated.get_content_type() if stated["Content-Type"] else ""
        body = await read_body(answer, MOST_OF_A_PAGE if kind in _PAGES else MOST)
        return Fetched(url, kind, str(stated.get_content_charset("")), body)


def _next(url: str, location: str) -> str:
    there = validate_url(urldefrag(urljoin(url, location)).url, "location")
    if urlsplit(there).hostname != urlsplit(url).hostname:
        raise RequestFailed("redirects_to_another_host", address=there)
    return there
