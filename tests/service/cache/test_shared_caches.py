"""Behind nginx and Varnish as the documentation sets them up: fast, never early, never late."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from releases.times import to_millis, utc_text
from service.cache.edition import CACHE_CONTROL, SETTLING
from service.clock.guarded import GuardedClock
from tests.service.app_server import ROOM, HttpResponse, run_listener
from tests.service.processes import eventually, until
from tests.service.proxies import ProxyStage, run_behind_cache, run_cache

FEED = f"/{ROOM}/feed.rss"
CHANGES = f"/api/v1/newsrooms/{ROOM}/changes"
LISTS = (
    *("/feed.atom", FEED, f"/{ROOM}/", f"/{ROOM}/feed.json", f"/{ROOM}/embed.html"),
    CHANGES,
)
ENCODINGS = ("zstd", "br", "gzip", "")
# What comes and goes with the connection, the moment and the cache itself.
PASSING = {"date", "server", "connection", "age", "via", "x-varnish", "accept-ranges", "x-cache"}
LATEST = timedelta(seconds=2)
AHEAD = timedelta(seconds=3)
# Milliseconds after which a copy that lasts for a second is old, nginx counting whole ones.
LONG_OLD = 2_500


@pytest.fixture(scope="module", params=["nginx", "varnish"])
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ProxyStage]:
    """A cache and the service behind it, with one release; tests add their own."""
    with run_behind_cache(tmp_path_factory.mktemp(request.param), request.param) as running:
        running.order(running.create("Färjan går igen"))
        # Until then it has no date, and nginx keeps the headers of its copy.
        clock = GuardedClock()
        until(clock, clock.millis() + 1_000 * SETTLING)
        visible_within(running, FEED, "Färjan")
        yield running


def lasting(answer: HttpResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """What a reader is given, whatever it came through."""
    hidden = PASSING | {"surrogate-key"}
    return answer.status, sorted(h for h in answer.headers if h[0] not in hidden), answer.body


def visible_within(stage: ProxyStage, path: str, words: str, status: int = 200) -> None:
    """Look through the cache until it tells of something, for as long as that may take."""

    def look() -> bool:
        answer = stage.front.get(path)
        return answer.status == status and words in answer.text

    eventually(look, LATEST.total_seconds())


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", LISTS)
def test_what_the_cache_gives_out_is_what_the_service_says(
    stage: ProxyStage, path: str, encoding: str
) -> None:
    kept = stage.hit(path, accept_encoding=encoding)
    assert lasting(kept) == lasting(stage.origin.get(path, accept_encoding=encoding))
    assert kept.header("vary") == "Accept-Encoding"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("deflate, gzip;q=1.0, *;q=0.5", "gzip"),
        ("zstd;q=0, br;q=0.0, gzip", "gzip"),
        ("br; q=0 , gzip;q=0.1", "gzip"),
        ("identity", None),
        ("broken, gzipped", None),
    ],
)
def test_one_copy_serves_every_way_of_asking_for_an_encoding(
    stage: ProxyStage, accepted: str, encoding: str | None
) -> None:
    tag = stage.hit(FEED, accept_encoding=encoding or "").etag
    answer = stage.front.get(FEED, accept_encoding=accepted)
    assert (answer.status, answer.header("content-encoding"), answer.etag) == (200, encoding, tag)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_cache_itself_answers_conditional_requests(stage: ProxyStage, encoding: str) -> None:
    kept = stage.hit(FEED, accept_encoding=encoding)
    date = kept.header("last-modified") or ""
    for condition in ({"if_none_match": kept.etag}, {"if_modified_since": date}):
        again = stage.hit(FEED, accept_encoding=encoding, **condition)
        assert (again.status, again.body, again.etag) == (304, b"", kept.etag)
    other = stage.front.get(FEED, accept_encoding=encoding, if_none_match='"another"')
    assert (other.status, other.body) == (200, kept.body)


@pytest.mark.parametrize("added", ["utm_source=a&{}", "{}&x=1&_=2", "{}&fbclid", "&&{}&Kind=x&"])
@pytest.mark.parametrize("known", ["kind=press_release", "lang=sv&topic=buss", ""])
def test_parameters_that_nobody_knows_make_no_copy_of_their_own(
    stage: ProxyStage, known: str, added: str
) -> None:
    kept = stage.hit(f"{FEED}?{known}" if known else FEED)
    again = stage.front.get(f"{FEED}?{added.format(known)}")
    assert (again.header("x-cache"), lasting(again)) == ("HIT", lasting(kept))


@pytest.mark.parametrize("query", ["%6bind=news", "KIND=news", "x=?kind=news", "kind[]=news"])
def test_no_spelling_of_a_parameter_puts_another_list_in_the_place_of_one(
    stage: ProxyStage, query: str
) -> None:
    stage.front.get(f"/{ROOM}/feed.json?{query}")
    path = f"/{ROOM}/feed.json"
    assert lasting(stage.hit(path)) == lasting(stage.origin.get(path))


def test_known_parameters_reach_the_service_as_they_are(stage: ProxyStage) -> None:
    for path in (
        f"/{ROOM}/search?x=1&q=f%C3%A4rjan+g%C3%A5r?&year=2026",
        "/oembed?url=http%3A%2F%2Fx%2F%3Fa%3D1&dnt=1&format=xml",
        f"/{ROOM}/feed.rss?kind=rumour&x=1",
        f"{CHANGES}?x=1",
        f"{CHANGES}?since=0-",
    ):
        assert stage.front.get(path).body == stage.origin.get(path).body, path


def test_head_tells_what_get_would_and_sends_nothing(stage: ProxyStage) -> None:
    path = f"/{ROOM}/feed.atom"
    told = stage.front.head(path, accept_encoding="br")
    got = stage.hit(path, accept_encoding="br")
    assert lasting(told) == (200, lasting(got)[1], b"")
    assert int(told.header("content-length") or 0) == len(got.body)


def test_readers_see_no_surrogate_keys(stage: ProxyStage) -> None:
    assert stage.origin.get(FEED).header("surrogate-key")
    assert stage.front.get(FEED).header("surrogate-key") is None


def test_who_is_signed_in_at_the_desk_reads_public_pages_from_the_cache(stage: ProxyStage) -> None:
    kept = stage.hit(f"/{ROOM}/", cookie="pressrum-session=abc")
    assert lasting(kept) == lasting(stage.front.get(f"/{ROOM}/"))


def test_the_desk_and_what_a_token_opens_are_never_kept(stage: ProxyStage) -> None:
    for path, headers in (("/redaktion/", {}), (FEED, {"authorization": "Bearer x"})):
        for _ in range(3):
            assert stage.front.get(path, **headers).header("x-cache") != "HIT"


@pytest.mark.parametrize("path", ["/metrics", "/health/live", "/health/ready"])
def test_what_is_for_the_operator_stays_inside(stage: ProxyStage, path: str) -> None:
    assert stage.origin.get(path).status == 200
    assert stage.front.get(path).status == 404


def test_a_release_is_seen_within_two_seconds_of_its_instant_and_never_before(
    stage: ProxyStage,
) -> None:
    clock = GuardedClock()
    release = stage.create("Kanariefågeln")
    instant = clock.now() + AHEAD
    stage.order(release, at=utc_text(instant))
    page = f"/{ROOM}/{release}/kanariefageln"
    for path in (*LISTS, page):
        answers = [stage.front.get(path) for _ in range(3)]
        assert clock.now() < instant, "this machine is too slow to look before the instant"
        assert not any("Kanarie" in answer.text for answer in answers), path
        if path == page:
            assert {answer.status for answer in answers} == {404}
            assert {answer.header("cache-control") for answer in answers} == {"no-store"}
    until(clock, to_millis(instant))
    for path in (page, *LISTS):
        visible_within(stage, path, "Kanarie")
    assert clock.now() - instant < LATEST + timedelta(seconds=1)


def test_what_happens_to_a_release_is_seen_within_two_seconds_though_nobody_is_told(
    stage: ProxyStage,
) -> None:
    release = stage.create("Tyst")
    page = f"/{ROOM}/{release}/tyst"
    assert stage.front.get(page).status == 404
    stage.hit(FEED)
    stage.order(release, announce=False)
    visible_within(stage, FEED, "Tyst")
    visible_within(stage, page, "Tyst")
    stage.hit(page)
    stage.order(release, action="withdraw", note="Det stämde inte.", announce=False)
    visible_within(stage, page, "Det stämde inte.", status=410)
    assert stage.hit(page).status == 410


@pytest.mark.parametrize("kind", ["nginx", "varnish-brief"])
def test_without_purging_a_copy_lasts_no_longer_than_its_lifetime_unless_the_service_is_down(
    tmp_path_factory: pytest.TempPathFactory, kind: str
) -> None:
    with run_behind_cache(tmp_path_factory.mktemp(kind), kind, purging=False) as stage:
        stage.hit(FEED)
        stage.order(stage.create("Uppdaterat"))
        visible_within(stage, FEED, "Uppdaterat")
        kept = stage.hit(FEED)
        stage.process.kill()
        stage.process.wait(10)
        # A lifetime later it is still there.
        clock = GuardedClock()
        until(clock, clock.millis() + LONG_OLD)
        for answer in (stage.front.get(FEED), stage.front.get(FEED)):
            assert lasting(answer) == lasting(kept)
        assert stage.front.get(f"/{ROOM}/feed.atom").status in (502, 503)


@pytest.mark.parametrize("kind", ["nginx", "varnish-brief"])
def test_a_fault_of_the_service_takes_the_place_of_no_answer(tmp_path: Path, kind: str) -> None:
    faults: list[str] = []

    def answer(request: Request) -> Response:
        if request.url.path in faults:
            return Response("fel", 503)
        return Response("väl", headers={"Cache-Control": CACHE_CONTROL.decode()})

    app = Starlette(routes=[Route("/{path:path}", answer)])
    with run_listener(app) as origin, run_cache(kind, tmp_path / "cache", origin) as front:
        assert front.get("/a").text == "väl"
        faults += ["/a", "/b"]
        clock = GuardedClock()
        until(clock, clock.millis() + LONG_OLD)
        for _ in range(3):
            assert (front.get("/a").status, front.get("/a").text) == (200, "väl")
            assert (front.get("/b").status, front.get("/b").text) == (503, "fel")
        faults.clear()
        assert eventually(lambda: front.get("/b").text == "väl")


def test_a_purge_drops_what_carries_its_keys_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with run_behind_cache(tmp_path_factory.mktemp("purges"), "varnish") as stage:

        def left(keys: str, status: int = 200) -> set[str]:
            for path in ("/", FEED):
                stage.hit(path)
            assert stage.front.send("PURGE", "/", {"Surrogate-Key": keys}).status == status
            return {p for p in ("/", FEED) if stage.front.get(p).header("x-cache") == "HIT"}

        assert left(f"newsroom-{ROOM} newsrooms") == set()
        assert left(f"newsroom-{ROOM}") == {"/"}
        assert left("newsrooms") == {FEED}
        assert left("pressrum") == set()
        assert left(f"newsroom-{ROOM}-syd room newsroom") == {"/", FEED}
        for wrong in ("", "a)|(b", ".*", "a  b"):
            assert left(wrong, status=400) == {"/", FEED}
