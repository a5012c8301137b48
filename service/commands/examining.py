"""`pressrum doctor embed`: look at a partner's page as a browser would meet it."""

import asyncio
import sys
from collections.abc import Collection
from urllib.parse import urldefrag, urljoin

import click

from feeds.links import Links
from releases.errors import Refusal
from service.config import from_environment
from service.embed_doctor import examine
from service.outgoing import Unreached, answered, checked_url

SECONDS = 20.0
MOST_BYTES = 5_000_000
REDIRECTS = 3
_AGENT = {"User-Agent": "Pressrum-Doctor/1", "Accept": "text/html", "Accept-Encoding": "identity"}

Page = tuple[str, str, list[tuple[str, str]]]


class NotSeen(Refusal):
    """A page could not be looked at; the message says why."""


@click.command("embed")
@click.argument("url")
def embed(url: str) -> None:
    """Examine the page at URL, where something of ours is or will be embedded.

    Tells what its Content-Security-Policy blocks and the header to send, and what is missing:
    titles, alternative texts, heading levels, sizes. Exit code 1 if something needs a person.
    """
    settings = from_environment()
    address, text, headers = asyncio.run(_page(url, settings.private_targets))
    findings = examine(address, text, headers, Links(settings.base_url))
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.subject}: {finding.said}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


async def _page(url: str, private_targets: Collection[str]) -> Page:
    address = checked_url(urldefrag(url).url)
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(REDIRECTS + 1):
                found = await _get(address, private_targets)
                if not isinstance(found, str):
                    return found
                address = checked_url(urldefrag(urljoin(address, found)).url, "location")
    except TimeoutError:
        raise NotSeen(f"{url}: no whole answer within {SECONDS:.0f} seconds") from None
    except Unreached as error:
        raise NotSeen(f"{url}: {error}") from error
    raise NotSeen(f"{url}: leads on more than {REDIRECTS} times")


async def _get(url: str, private_targets: Collection[str]) -> Page | str:
    """Return the page, or the address it leads on to."""
    async with answered("GET", url, _AGENT, private_targets, patience=SECONDS) as answer:
        if answer.is_redirect:
            return str(answer.headers["location"])
        body = bytearray()
        async for chunk in answer.aiter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                raise NotSeen(f"{url}: is larger than {MOST_BYTES // 1_000_000} MB")
        text = body.decode(answer.charset_encoding or "utf-8", "replace")
        return url, text, answer.headers.multi_items()
