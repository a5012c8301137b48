"""`pressrum doctor embed`: look at a partner's page as a browser would meet it."""

import asyncio
import sys
from functools import partial
from urllib.parse import urldefrag, urljoin

import click

from releases.errors import FieldError
from service.commands.client import run_with_client
from service.config import from_environment
from service.doctor.database import Finding
from service.intake.jobs import Examined, ExaminePage
from service.intake.pool import Readers
from service.outbound.http import GuardedClient, RequestFailed, validate_url
from service.outbound.unpacker import read_body

SECONDS = 20.0
MOST_BYTES = 5_000_000
REDIRECTS = 3
_AGENT = {"User-Agent": "Pressrum-Doctor/1", "Accept": "text/html", "Accept-Encoding": "identity"}

Page = tuple[str, str, list[tuple[str, str]]]


@click.command("embed")
@click.argument("url")
def embed(url: str) -> None:
    """Examine the page at URL, where something of ours is or will be embedded.

    Tells what its Content-Security-Policy blocks and the header to send, and what is missing:
    titles, alternative texts, heading levels, sizes. Exit code 1 if something needs a person.
    """
    settings = from_environment()
    address, text, headers = run_with_client(partial(_page, url))
    job = ExaminePage(address, text, tuple(headers), settings.base_url)
    with Readers(workers=1) as readers:
        findings = [Finding(*finding) for finding in readers.ask_now(job, Examined).findings]
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.subject}: {finding.said}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


async def _page(url: str, client: GuardedClient) -> Page:
    address = validate_url(urldefrag(url).url)
    try:
        async with asyncio.timeout(SECONDS):
            for _ in range(REDIRECTS + 1):
                answer = await _get(address, client)
                if not isinstance(answer, str):
                    return answer
                address = validate_url(urldefrag(urljoin(address, answer)).url, "location")
    except TimeoutError:
        raise FieldError(url, "fetched_too_slowly", seconds=int(SECONDS)) from None
    except RequestFailed as error:
        raise FieldError(url, "not_reached", why=str(error)) from error
    raise FieldError(url, "redirects_too_often", most=REDIRECTS)


async def _get(url: str, client: GuardedClient) -> Page | str:
    """Return the page, or the address it leads on to."""
    async with client.answered("GET", url, _AGENT, patience=SECONDS) as answer:
        if answer.is_redirect:
            return str(answer.headers["location"])
        body = await read_body(answer, MOST_BYTES)
        text = body.decode(answer.charset_encoding or "utf-8", "replace")
        return url, text, answer.headers.multi_items()
