"""Fetching what is to be imported by its address: bounded, and never from inside."""

import asyncio
from collections.abc import Collection
from email.message import Message
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx2
import msgspec

from releases.errors import Refusal
from service.outgoing import Unreached, answered, checked_url

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


class NotFetched(Refusal):
    """An address gave nothing that can be imported; the message says why."""


class Fetched(msgspec.Struct, frozen=True):
    """What an address gave: its media type and charset as the server tells them ("" if not)."""

    url: str
    type: str
    charset: str
    body: bytes


async def fetch(url: str, private_targets: Collection[str] = ()) -> Fetched:
    """Return what an address gives; raises `NotFetched`, or `FieldError` for no address.

    At most three redirects are followed, on the same host, each looked up and checked anew.
    """
    address = checked_url(urldefrag(url).url)
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(REDIRECTS + 1):
                found = await _get(address, private_targets)
                if isinstance(found, Fetched):
                    return found
                address = found
    except TimeoutError:
        raise NotFetched(f"no whole answer within {SECONDS:.0f} seconds") from None
    except Unreached as error:
        raise NotFetched(str(error)) from error
    raise NotFetched(f"leads on more than {REDIRECTS} times")


async def _get(url: str, private_targets: Collection[str]) -> Fetched | str:
    """Return what the address gives, or the address it leads on to."""
    # Unpacked as sent: a compressed answer could be any size.
    headers = {"User-Agent": AGENT, "Accept": _ACCEPT, "Accept-Encoding": "identity"}
    patience = httpx2.Timeout(SECONDS, connect=CONNECT)
    async with answered("GET", url, headers, private_targets, patience=patience) as answer:
        if answer.status_code in _MOVED:
            return _next(url, answer.headers.get("location", ""))
        if answer.status_code != _OK:
            raise NotFetched(f"answered {answer.status_code}")
        if answer.headers.get("content-encoding", "identity").lower() != "identity":
            raise NotFetched("answers compressed although asked not to")
        stated = Message()
        stated["Content-Type"] = answer.headers.get("content-type", "")
        kind = stated.get_content_type() if stated["Content-Type"] else ""
        body = await _body(answer, MOST_OF_A_PAGE if kind in _PAGES else MOST)
        return Fetched(url, kind, str(stated.get_content_charset("")), body)


async def _body(answer: httpx2.Response, most: int) -> bytes:
    body = bytearray()
    async for chunk in answer.aiter_raw():
        body += chunk
        if len(body) > most:
            raise NotFetched(f"is larger than {most // 1_000_000} MB")
    return bytes(body)


def _next(url: str, location: str) -> str:
    there = checked_url(urldefrag(urljoin(url, location)).url, "location")
    if urlsplit(there).hostname != urlsplit(url).hostname:
        raise NotFetched(f"leads to another host; import {there} if that is meant")
    return there
