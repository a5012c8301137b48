"""Encodings of an edition: made when they are asked for, once, and the same to everybody."""

import asyncio
import gzip
from datetime import datetime

import brotli
import pytest
import zstandard

from releases.store.tx import Tx
from service.cache.edition import Content, Edition, encode
from service.cache.editions import Editions
from service.cache.http_date import stamp
from tests.service.app_server import ROOM, Press
from tests.stores import Desk

KEY = (b"/x", b"")
BODY = "Nytt äldreboende i Kallmyra. ".encode() * 40
NAMED = {b"gzip": gzip.decompress, b"br": brotli.decompress, b"zstd": zstandard.decompress}


@pytest.fixture
def editions(desk: Desk) -> Editions:
    return Editions(desk.store, desk.clock)


def page(_: Tx, __: datetime) -> Content:
    return Content(BODY, "text/plain")


def answered(edition: Edition, accepted: bytes) -> tuple[dict[bytes, bytes], bytes]:
    headers = [(b"accept-encoding", accepted)]
    start, body = edition.messages(headers, stamp(0), head=False)
    return dict(start["headers"]), body["body"]


async def test_only_what_is_asked_for_is_made(editions: Editions) -> None:
    first = await editions.get(KEY, page, b"gzip")
    assert set(first.variants) == {b"", b"gzip"}
    second = await editions.get(KEY, page, b"br, gzip")
    assert set(second.variants) == {b"", b"gzip", b"br"}
    assert editions.hot(KEY) is second
    assert await editions.get(KEY, page, b"gzip, deflate") is second
    assert editions.misses == 1


@pytest.mark.parametrize("named", NAMED)
async def test_an_encoding_is_the_same_whenever_it_is_made(
    editions: Editions, named: bytes
) -> None:
    late = await editions.get(KEY, page)
    assert set(late.variants) == {b""}
    late = await editions.get(KEY, page, named)
    headers, body = answered(late, named)
    assert NAMED[named](body) == BODY
    assert (headers, body) == answered(encode(Content(BODY, "text/plain")), named)
    assert headers[b"content-length"] == b"%d" % len(body)


async def test_those_who_ask_at_once_for_different_ones_get_theirs(editions: Editions) -> None:
    kinds = [b"gzip", b"br", b"zstd", b"", b"br", b"gzip"]
    given = await asyncio.gather(*(editions.get(KEY, page, kind) for kind in kinds))
    for edition, kind in zip(given, kinds, strict=True):
        assert answered(edition, kind)[0].get(b"content-encoding", b"") == kind
    assert editions.misses == 1


async def test_what_is_made_later_counts_towards_the_budget(editions: Editions) -> None:
    edition = await editions.get(KEY, page, b"gzip")
    before = editions.weight
    edition = await editions.get(KEY, page, b"br")
    assert editions.weight == before + len(answered(edition, b"br")[1])


async def test_what_is_small_or_packed_already_is_sent_as_it_is(editions: Editions) -> None:
    small = await editions.get((b"/small", b""), lambda *_: Content(b"ja", "text/plain"), b"br")
    packed = Content(BODY, "image/jpeg", compress=False)
    picture = await editions.get((b"/picture", b""), lambda *_: packed, b"br")
    assert set(small.variants) == set(picture.variants) == {b""}
    assert small.lacks(b"zstd") == picture.lacks(b"br") == b""


def test_a_reader_with_another_encoding_is_answered_from_the_same_rendering(press: Press) -> None:
    path = f"/{ROOM}/feed.atom"
    seen = {name: press.get(path, accept_encoding=name) for name in ("gzip", "br", "zstd", "gzip")}
    assert {answer.header("content-encoding") for answer in seen.values()} == set(seen)
    tags = {answer.header("etag") for answer in seen.values()}
    assert len(tags) == len(seen)
    for name, answer in seen.items():
        tag = answer.header("etag") or ""
        known = press.get(path, accept_encoding=name, if_none_match=tag)
        assert known.status == 304
