"""What servers send packed though nobody asked, and feeds that are gzip files: within limits."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from hashlib import shake_256
from pathlib import Path

import brotli
import pytest

from service.outbound import fetching
from service.outbound.fetching import fetch
from service.outbound.http import GuardedClient, RequestFailed
from service.outbound.unpacker import unpack_file
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands
from tests.service.website import Site, page, run_site

Pack = Callable[[bytes], bytes]
FEED = """<rss version="2.0"><channel><title>K</title><item><title>Ny bro i Lillvik</title>
<guid>7</guid><pubDate>Tue, 03 Apr 2018 07:23:00 GMT</pubDate>
<description>Bron öppnar.</description></item></channel></rss>""".encode()
# Packs to little less than it is, and unpacks to several pieces.
NOISE = shake_256(b"").digest(300_000) * 2
ZEROS = bytes(200_000_000)


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


def two_members(body: bytes) -> bytes:
    return gzip.compress(body[:7], mtime=0) + gzip.compress(body[7:], mtime=0)


PACKED: dict[str, tuple[str, Pack]] = {
    "gzip": ("gzip", gzip.compress),
    "in capitals": ("GZIP", gzip.compress),
    "by its old name": ("x-gzip", gzip.compress),
    "beside what says nothing": ("identity, gzip", gzip.compress),
    "in two members": ("gzip", two_members),
    "with padding": ("gzip", lambda body: gzip.compress(body) + bytes(512)),
    "deflate": ("deflate", zlib.compress),
    "deflate without its head": ("deflate", raw_deflate),
    "Brotli": ("br", brotli.compress),
}


@pytest.fixture
def site() -> Iterator[Site]:
    with run_site() as server:
        yield server


async def body_of(site: Site) -> bytes:
    async with GuardedClient({site.target}) as client:
        return (await fetch(site.address("/"), client)).body


@pytest.mark.parametrize(("coding", "pack"), PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("body", [FEED, NOISE, b"x"])
async def test_a_packed_answer_is_what_it_holds(
    site: Site, coding: str, pack: Pack, body: bytes
) -> None:
    site.pages["/"] = page(pack(body), Content_Encoding=coding, Content_Type="text/xml")
    assert await body_of(site) == body


@pytest.mark.parametrize(("coding", "pack"), PACKED.values(), ids=PACKED)
async def test_a_bomb_ends_as_a_refusal_in_little_memory(
    site: Site, coding: str, pack: Pack
) -> None:
    site.pages["/"] = page(pack(ZEROS), Content_Encoding=coding, Content_Type="text/html")
    tracemalloc.start()
    try:
        with pytest.raises(RequestFailed, match="larger than 5 MB"):
            await body_of(site)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("coding", "body", "why"),
    [
        ("gzip", b"x", "broken"),
        ("gzip", gzip.compress(FEED, mtime=0)[:-9], "broken"),
        ("gzip", two_members(FEED)[:-9], "broken"),
        ("gzip", gzip.compress(FEED, mtime=0)[:30] + b"\xff" * 30, "broken"),
        ("deflate", FEED, "broken"),
        ("br", b"no Brotli at all", "broken"),
        ("br", brotli.compress(FEED)[:-3], "broken"),
        ("zstd", b"x", "packed as zstd"),
        (
            "gzip, gzip",
            gzip.compress(gzip.compress(FEED, mtime=0), mtime=0),
            "packed as gzip, gzip",
        ),
        ("rot13", b"x", "packed as rot13"),
    ],
)
async def test_what_cannot_be_unpacked_is_refused(
    site: Site, coding: str, body: bytes, why: str
) -> None:
    site.pages["/"] = page(body, Content_Encoding=coding)
    with pytest.raises(RequestFailed, match=why):
        await body_of(site)


async def test_an_empty_answer_is_empty_whatever_its_coding(site: Site) -> None:
    site.pages["/"] = page(b"", Content_Encoding="gzip")
    assert await body_of(site) == b""


async def test_what_is_packed_counts_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of empty members are much to read and nothing to unpack."""
    monkeypatch.setattr(fetching, "MOST", 1_000)
    site.pages["/"] = page(gzip.compress(b"") * 100, Content_Encoding="gzip")
    with pytest.raises(RequestFailed, match="larger"):
        await body_of(site)


@pytest.mark.parametrize("size", [1, 2, 7, 1_000_000])
def test_a_file_is_unpacked_however_its_pieces_fall(size: int) -> None:
    packed = two_members(FEED)
    pieces = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert unpack_file(pieces, len(FEED)) == FEED
    with pytest.raises(RequestFailed, match="larger"):
        unpack_file(pieces, len(FEED) - 1)


@pytest.mark.parametrize("name", ["feed.xml.gz", "feed.gz", "feed", "-"])
def test_a_feed_that_is_a_gzip_file_is_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    pressrum = Commands(tmp_path, monkeypatch, capsys)
    packed = gzip.compress(FEED)
    (tmp_path / "feed").mkdir() if name == "-" else (tmp_path / name).write_bytes(packed)
    shown = pressrum.done("import", name, "--dry-run", "--json", given=packed).json()
    assert shown["title"] == "Ny bro i Lillvik"


def test_a_gzip_file_at_an_address_is_read_and_known_again(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pressrum = Commands(tmp_path, monkeypatch, capsys)
    pressrum.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    pressrum.setting("PRIVATE_TARGETS", site.target)
    packed = gzip.compress(FEED)
    site.pages["/feed.xml.gz"] = page(packed, Content_Type="application/gzip")
    address = site.address("/feed.xml.gz")
    assert "added 1" in pressrum.done("import", address, "--newsroom", ROOM).err
    again = page(gzip.compress(packed), Content_Type="application/gzip", Content_Encoding="gzip")
    site.pages["/feed.xml.gz"] = again
    assert "unchanged 1" in pressrum.done("import", address, "--newsroom", ROOM).err


def test_a_broken_gzip_file_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pressrum = Commands(tmp_path, monkeypatch, capsys)
    (tmp_path / "feed.xml.gz").write_bytes(gzip.compress(FEED, mtime=0)[:-20])
    assert "broken or without its end" in pressrum.refused("import", "feed.xml.gz", "--dry-run")
