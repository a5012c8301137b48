"""HTTP as caches and browsers need it: tags, dates, encodings, other origins, policies."""

import gzip
from collections.abc import Iterator

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from releases.times import to_millis
from service.cache.edition import Content, encode
from service.cache.http_date import stamp
from tests import builders
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app

DECODERS = {
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
}
CACHE = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    """One service for the whole file: these tests only read."""
    with run_app(tmp_path_factory.mktemp("headers"), ManualClock()) as running:
        running.picture("bild1")
        running.publish(builders.document(images=(builders.image("bild1"),)))
        yield running


LISTS = (
    "/",
    f"/{ROOM}/",
    f"/{ROOM}/feed.rss",
    f"/{ROOM}/feed.atom",
    f"/{ROOM}/feed.json",
    f"/{ROOM}/embed.html",
    f"/api/v1/newsrooms/{ROOM}/changes",
)
EVERY = (*LISTS, "/media/bild1.jpg")
EMBEDDED = (*LISTS[2:], "/media/bild1.jpg")


@pytest.mark.parametrize("path", EVERY)
def test_every_public_resource_is_kept_as_long_as_every_other(press: Press, path: str) -> None:
    answer = press.get(path)
    assert answer.status == 200
    assert answer.header("cache-control") == CACHE
    assert answer.header("vary") == "Accept-Encoding"
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("set-cookie") is None


@pytest.mark.parametrize("path", LISTS)
def test_every_encoding_is_the_same_text_under_a_tag_of_its_own(press: Press, path: str) -> None:
    plain = press.get(path)
    assert plain.header("content-encoding") is None
    tags = {plain.etag}
    for name, decode in DECODERS.items():
        packed = press.get(path, accept_encoding=name)
        assert packed.header("content-encoding") == name
        assert decode(packed.body) == plain.body
        assert packed.header("content-length") == str(len(packed.body))
        tags.add(packed.etag)
    assert len(tags) == 4
    assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("gzip;q=0, br", "br"),
        ("br;q=0, *", "zstd"),
        ("zstd;q=0, br;q=0, *;q=0.3", "gzip"),
        ("*;q=0", None),
        ("GZIP", "gzip"),
        ("br;q=x, gzip;q=0.1", "gzip"),
        ("br ; q=0.2 , gzip ; q=0.9", "gzip"),
        ("deflate, compress", None),
        (";;,,q=", None),
        ("br;q=nan", None),
    ],
)
def test_the_encoding_sent_is_the_one_the_client_likes_best(
    press: Press, accepted: str, encoding: str | None
) -> None:
    answer = press.get(LISTS[1], accept_encoding=accepted)
    assert answer.header("content-encoding") == encoding


@pytest.mark.parametrize("path", EVERY)
def test_head_tells_the_headers_of_get_and_sends_nothing(press: Press, path: str) -> None:
    for encoding in ("", "br"):
        got = press.get(path, accept_encoding=encoding)
        told = press.head(path, accept_encoding=encoding)
        assert (told.lasting[:2], told.body) == (got.lasting[:2], b"")


@pytest.mark.parametrize("path", EVERY)
def test_what_a_client_has_is_not_sent_again(press: Press, path: str) -> None:
    for encoding in ("identity", "gzip"):
        tag = press.get(path, accept_encoding=encoding).etag
        for stated in (tag, f"W/{tag}", f'"a", W/"b" , {tag}', "*", f" {tag} "):
            for method in (press.get, press.head):
                again = method(path, accept_encoding=encoding, if_none_match=stated)
                assert (again.status, again.body, again.etag) == (304, b"", tag), stated
                assert again.header("cache-control") == CACHE
                assert again.header("vary") == "Accept-Encoding"
        for stated in ('"a"', tag.strip('"'), "W/", '"', "\\"):
            again = press.get(path, accept_encoding=encoding, if_none_match=stated)
            assert again.status == 200, stated


def test_a_tag_of_one_encoding_does_not_stand_for_another(press: Press) -> None:
    tag = press.get(LISTS[1], accept_encoding="gzip").etag
    assert press.get(LISTS[1], accept_encoding="br", if_none_match=tag).status == 200


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "i går",
        "Fri, 31 Dec 9999 23:59:59 -2300",
        "Mon, 01 Jan 0001 00:00:00 +2300",
        "0",
        "x" * 999,
    ],
)
def test_a_date_that_cannot_be_read_is_as_if_it_were_not_there(press: Press, stated: str) -> None:
    assert press.get(LISTS[1], if_modified_since=stated.encode().decode("latin-1")).status == 200


HEADER = st.binary(max_size=60)


@given(HEADER, HEADER, HEADER)
def test_no_header_makes_an_edition_fail(encoding: bytes, tag: bytes, date: bytes) -> None:
    edition = encode(Content(b"x" * 500, "text/plain", MORNING))
    headers = [(b"accept-encoding", encoding), (b"if-none-match", tag)]
    for sent in (headers, [headers[0], (b"if-modified-since", date)]):
        start, body = edition.messages(sent, stamp(to_millis(MORNING) // 1000 + 2), head=False)
        assert start["status"] in (200, 304)
        assert bool(body["body"]) == (start["status"] == 200)


@pytest.mark.parametrize("path", EMBEDDED)
def test_other_sites_scripts_may_read_what_is_made_for_them(press: Press, path: str) -> None:
    answer = press.get(path, origin="https://www.mellanlandet.example")
    assert answer.header("access-control-allow-origin") == "*"
    assert "ETag" in (answer.header("access-control-expose-headers") or "")
    assert answer.header("access-control-allow-credentials") is None


@pytest.mark.parametrize("path", EMBEDDED)
def test_other_sites_scripts_may_ask_conditionally(press: Press, path: str) -> None:
    asked = {
        "Origin": "https://www.mellanlandet.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = press.send("OPTIONS", path, asked)
    assert (answer.status, answer.body) == (204, b"")
    assert answer.header("access-control-allow-origin") == "*"
    assert "If-None-Match" in (answer.header("access-control-allow-headers") or "")


def test_a_preflight_tells_nothing_about_what_is_there(press: Press) -> None:
    there, not_there = (press.send("OPTIONS", f"/media/{name}.jpg") for name in ("bild1", "bild2"))
    assert there.lasting == not_there.lasting


def test_a_style_sheet_is_kept_for_ever_under_the_version_in_its_address(press: Press) -> None:
    page = press.get(f"/{ROOM}/").text
    start = page.index("/static/pressrum.css?v=")
    sheet = press.get(page[start : page.index('"', start)])
    assert "immutable" in (sheet.header("cache-control") or "")
    assert press.get("/static/pressrum.css?v=gammal").status == 404
