"""`pressrum import` of addresses: public ones only, pinned, bounded, on one host."""

from collections.abc import Collection, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from releases.errors import FieldError
from service.outbound import fetching
from service.outbound.fetching import Fetched, fetch
from service.outbound.http import GuardedClient, RequestFailed
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands
from tests.service.website import Page, Site, page, run_site


@pytest.fixture
def site() -> Iterator[Site]:
    with run_site() as server:
        yield server


async def fetched(address: str, targets: Collection[str] = ()) -> Fetched:
    async with GuardedClient(targets) as client:
        return await fetch(address, client)


FEED = b"""<?xml version="1.0" encoding="iso-8859-1"?><rss><channel><item><title>\xc5r</title>
<guid>https://k.example/1</guid><pubDate>Tue, 03 Apr 2018 07:23:00 GMT</pubDate>
<description>Text.</description></item></channel></rss>"""
HTML = b"""<html lang="sv"><head><title>Ny bro</title></head><body><main><h1>Ny bro</h1>
<p>Bron \xf6ppnar i dag, s\xe4ger regionen.</p></main></body></html>"""


def test_feeds_and_pages_are_imported_by_their_address(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pressrum = Commands(tmp_path, monkeypatch, capsys)
    pressrum.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    site.pages["/feed"] = page(FEED, Content_Type="application/rss+xml")
    site.pages["/sida"] = page(HTML, Content_Type="text/html; charset=iso-8859-1")
    feed, address = site.address("/feed"), site.address("/sida")
    assert "not a public address" in pressrum.refused("import", feed, "--newsroom", ROOM)
    pressrum.setting("PRIVATE_TARGETS", site.target)
    assert "added 1" in pressrum.done("import", feed, "--newsroom", ROOM, "--publish").err
    assert "unchanged 1" in pressrum.done("import", feed, "--newsroom", ROOM, "--publish").err
    shown = pressrum.done("import", feed, "--dry-run", "--json").json()
    assert shown["title"] == "År"
    shown = pressrum.done("import", address, "--dry-run", "--json").json()
    assert shown["title"] == "Ny bro"
    assert "öppnar i dag" in shown["lead"] + shown["body"]


async def test_a_page_comes_with_its_type_and_charset(site: Site) -> None:
    site.pages["/a"] = page(b"hej", Content_Type="text/html; charset=ISO-8859-1")
    found = await fetched(site.address("/a#del"), {site.target})
    assert (found.type, found.charset, found.body) == ("text/html", "iso-8859-1", b"hej")


async def test_a_private_address_is_not_asked(site: Site) -> None:
    with pytest.raises(RequestFailed, match="not a public address"):
        await fetched(site.address("/a"))


@pytest.mark.parametrize("address", ["ftp://a.example/", "http://u:p@a.example/", "http:///a"])
async def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(FieldError):
        await fetched(address)


async def test_redirects_are_followed_on_the_host_three_times(site: Site) -> None:
    for number in range(3):
        site.pages[f"/{number}"] = page(b"", 302, Location=f"/{number + 1}")
    site.pages["/3"] = page(b"framme")
    assert (await fetched(site.address("/0"), {site.target})).body == b"framme"
    site.pages["/3"] = page(b"", 301, Location="/0")
    with pytest.raises(RequestFailed, match="leads on more"):
        await fetched(site.address("/0"), {site.target})


@pytest.mark.parametrize("location", ["http://a.example/", "//b.example/x"])
async def test_a_redirect_to_another_host_is_not_followed(site: Site, location: str) -> None:
    site.pages["/"] = page(b"", 302, Location=location)
    with pytest.raises(RequestFailed, match="another host"):
        await fetched(site.address("/"), {site.target})


async def test_each_step_is_looked_up_and_checked_anew(site: Site) -> None:
    """A redirect to another port of a named target is not one of the named targets."""
    site.pages["/"] = page(b"", 302, Location="http://127.0.0.1:9/")
    with pytest.raises(RequestFailed, match="not a public address"):
        await fetched(site.address("/"), {site.target})


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (page(b"", 404), "answered 404"),
        (page(b"", 302, Location="ftp://a/"), "whole address"),
    ],
)
async def test_what_cannot_be_read_is_refused(site: Site, answer: Page, why: str) -> None:
    site.pages["/"] = answer
    with pytest.raises((RequestFailed, FieldError), match=why):
        await fetched(site.address("/"), {site.target})


async def test_an_answer_has_an_end(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MOST_OF_A_PAGE", 10)
    site.pages["/"] = page(b"x" * 11, Content_Type="text/html")
    with pytest.raises(RequestFailed, match="larger"):
        await fetched(site.address("/"), {site.target})
    site.pages["/"] = page(b"x" * 11, Content_Type="text/xml")
    assert (await fetched(site.address("/"), {site.target})).body == b"x" * 11


async def test_an_answer_has_its_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.2)

    def silent(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(1)

    site.pages["/"] = silent
    with pytest.raises(RequestFailed, match=r"no whole answer|Timeout"):
        await fetched(site.address("/"), {site.target})
