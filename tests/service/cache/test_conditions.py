"""Conditions and preferences as RFC 9110 reads them: lists of headers, dates with their zones."""

import time
from collections.abc import Iterator
from datetime import datetime

import pytest

from service.cache.edition import Content, PreconditionFailed, encode
from service.cache.http_date import stamp
from tests import builders
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, HttpResponse, Press, run_app

# An edition whose Last-Modified is 3 April 2018 05:23:02 GMT, seen an hour later.
EDITION = encode(Content(b"Nytt \xc3\xa4ldreboende. " * 40, "text/plain", MORNING))
MODIFIED = EDITION.modified
assert MODIFIED is not None
LATER = stamp(MODIFIED.seconds + 3_600)
TAG = EDITION.variants[b""].etag


def status(*lines: tuple[bytes, bytes], head: bool = False) -> int:
    """Return what a request with these lines of headers is answered with, 412 where it fails."""
    try:
        start, _ = EDITION.messages(lines, LATER, head=head)
    except PreconditionFailed:
        return 412
    return int(start["status"])


def encoding(*accepted: bytes) -> bytes | None:
    """Return the coding of the answer to a request with these lines of Accept-Encoding."""
    lines = [(b"accept-encoding", line) for line in accepted]
    start, _ = EDITION.messages(lines, LATER, head=False)
    return dict(start["headers"]).get(b"content-encoding")


@pytest.mark.parametrize(
    "lines",
    [
        (b'"gammal"', TAG),
        (TAG, b'"gammal"'),
        (b'W/"x", "y"', b"W/" + TAG, b'"z"'),
        (b'"x"', b" " + TAG + b' , "y"'),
    ],
)
def test_several_lines_of_tags_are_one_list(lines: tuple[bytes, ...]) -> None:
    assert status(*[(b"if-none-match", line) for line in lines]) == 304
    assert status(*[(b"if-match", line.replace(b"W/", b"")) for line in lines]) == 200


def test_several_lines_without_our_tag_do_not_name_it() -> None:
    for name, answer in ((b"if-none-match", 200), (b"if-match", 412)):
        assert status((name, b'"ett"'), (name, b'"tv\xc3\xa5"')) == answer


@pytest.mark.parametrize(
    ("lines", "taken"),
    [
        ((b"br", b"gzip;q=0.4"), b"br"),
        ((b"gzip", b"deflate"), b"gzip"),
        ((b"deflate", b"gzip;q=0.4, br;q=0.2"), b"gzip"),
        ((b"*", b"zstd;q=0", b"br;q=0"), b"gzip"),
        ((b"identity", b""), None),
    ],
)
def test_several_lines_of_codings_are_one_list(lines: tuple[bytes, ...], taken: bytes) -> None:
    assert encoding(*lines) == taken


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        (b"x-gzip", b"gzip"),
        (b"X-GZIP;q=0.3, deflate", b"gzip"),
        (b"compress, x-gzip, x-compress", b"gzip"),
        (b"x-gzip;q=0, *;q=0.5, br;q=0.1", b"zstd"),
        (b"x-gzip;q=0", None),
        (b"x-br, x-zstd", None),
    ],
)
def test_the_old_name_of_gzip_means_gzip(accepted: bytes, taken: bytes | None) -> None:
    """RFC 9110 section 8.4.1.3."""
    assert encoding(accepted) == taken


@pytest.mark.parametrize(
    ("accepted", "taken"),
    [
        (b"identity, gzip;q=0.5", None),
        (b"br;q=0.3, identity;q=0.9, *;q=0.1", None),
        (b"identity;q=0.2, gzip;q=0.4", b"gzip"),
        (b"identity, br", b"br"),
        (b"identity;q=0, zstd;q=0.1", b"zstd"),
    ],
)
def test_who_would_rather_have_it_uncompressed_gets_it_so(
    accepted: bytes, taken: bytes | None
) -> None:
    assert encoding(accepted) == taken


@pytest.mark.parametrize(
    ("stated", "answer"),
    [
        (TAG, 200),
        (b"*", 200),
        (b'"annan", ' + TAG, 200),
        (b'"annan"', 412),
        # Compared strongly (RFC 9110 section 13.1.1).
        (b"W/" + TAG, 412),
        (EDITION.variants[b"gzip"].etag, 412),
        (b"", 412),
    ],
)
def test_who_wants_one_state_alone_gets_no_other(stated: bytes, answer: int) -> None:
    for head in (False, True):
        assert status((b"if-match", stated), head=head) == answer


def date(text: str) -> bytes:
    return text.encode()


SAME = "Tue, 03 Apr 2018 05:23:02 GMT"
BEFORE = "Tue, 03 Apr 2018 05:23:01 GMT"


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        (SAME, 200),
        ("Wed, 04 Apr 2018 00:00:00 GMT", 200),
        (BEFORE, 412),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 412),
        ("Sun Nov  6 08:49:37 1994", 412),
        # What is no date of HTTP is as if it were not there (section 13.1.4).
        ("Tue, 03 Apr 2018 05:23:01", 200),
        ("i v\u00e5ras", 200),
    ],
)
def test_who_wants_nothing_newer_gets_nothing_newer(since: str, answer: int) -> None:
    assert status((b"if-unmodified-since", date(since))) == answer


def test_conditions_are_asked_in_their_order() -> None:
    """RFC 9110 section 13.2.2: each pair by itself, the tag before the date."""
    stale, fresh = (b"if-unmodified-since", date(BEFORE)), (b"if-match", TAG)
    assert status(fresh, stale) == 200
    assert status((b"if-match", b'"x"'), (b"if-none-match", TAG)) == 412
    assert status(fresh, (b"if-none-match", TAG)) == 304
    assert status((b"if-unmodified-since", date(SAME)), (b"if-modified-since", date(SAME))) == 304
    assert status((b"if-none-match", b'"x"'), (b"if-modified-since", date(SAME))) == 200
    assert status((b"if-none-match", b""), (b"if-modified-since", date(SAME))) == 200


@pytest.mark.parametrize(
    ("since", "answer"),
    [
        (SAME, 304),
        ("Tuesday, 03-Apr-18 05:23:02 GMT", 304),
        ("Tue Apr  3 05:23:02 2018", 304),
        ("Tue, 03 Apr 2018 07:23:02 +0200", 304),
        # No zone: whose time it is cannot be told.
        ("Tue, 03 Apr 2018 05:23:02", 200),
        ("Tue, 10 Apr 2018 05:23:02", 200),
        ("10 Apr 2018 05:23:02", 200),
        ("Tue, 10 Apr 2018 05:23:02 -0000", 200),
        ("2018-04-10 05:23:02", 200),
        (f"{SAME}, {SAME}", 200),
    ],
)
def test_a_date_counts_only_with_its_zone(since: str, answer: int) -> None:
    assert status((b"if-modified-since", date(since))) == answer


def test_two_dates_are_none() -> None:
    line = (b"if-modified-since", date(SAME))
    assert status(line, line) == 200


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Adak", "Europe/Stockholm"])
def test_a_date_means_the_same_wherever_the_service_runs(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert status((b"if-modified-since", b"Tue Apr  3 05:23:02 2018")) == 304
        assert status((b"if-modified-since", b"Tue Apr  3 05:23:01 2018")) == 200
        assert status((b"if-modified-since", b"Wed, 04 Apr 2018 23:23:02")) == 200
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("conditions"), ManualClock()) as running:
        running.publish(builders.document("Ny simhall"))
        yield running


PATHS = (f"/{ROOM}/feed.atom", f"/{ROOM}/", f"/api/v1/newsrooms/{ROOM}/changes", "/embed.js")


def at(instant: datetime) -> str:
    return instant.strftime("%a, %d %b %Y %H:%M:%S GMT")


@pytest.mark.parametrize("path", PATHS)
def test_a_condition_that_fails_is_told_as_a_problem_and_stored_by_nobody(
    press: Press, path: str
) -> None:
    def refused(answer: HttpResponse) -> bool:
        return (answer.status, answer.header("cache-control")) == (412, "no-store")

    tag = press.get(path).etag
    for _ in range(2):
        assert press.get(path, if_match=tag).status == 200
        assert refused(press.head(path, if_match='"gammal"'))
        answer = press.get(path, if_match='"gammal"')
        assert refused(answer)
        assert answer.json()["title"] == "Precondition failed"
    if press.get(path).header("last-modified"):
        assert refused(press.get(path, if_unmodified_since=at(MORNING - builders.DAY)))
    page = press.get(path, if_match='"gammal"', accept="text/html")
    assert refused(page)


def test_what_is_not_there_is_not_there_whatever_the_condition(press: Press) -> None:
    for path in (f"/{ROOM}/{'b' * 16}", "/ingen/feed.rss"):
        assert press.get(path, if_match='"x"').status == 404
    assert press.get(f"/{ROOM}", if_match='"x"').status == 301
