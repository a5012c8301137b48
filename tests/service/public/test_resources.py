"""The public resources over HTTP: pages, feeds, fragments, pictures; each at its one address."""

from urllib.parse import quote

import pytest

from feeds.wording import KIND_LABELS
from releases.desk.approval import Order
from releases.model import Kind
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import BASE, ROOM, Press, moment
from tests.service.parsed import read

FEEDS = tuple(f"/{ROOM}/feed.{form}" for form in ("rss", "atom", "json"))
UNKNOWN = "a" * 16


@pytest.fixture
def page(press: Press) -> str:
    """The path of a public release."""
    entry = press.publish(builders.document())
    return f"/{ROOM}/{entry.release}/nya-busslinjer-till-sjukhuset"


def test_a_release_is_on_its_page_its_list_every_feed_and_the_fragment(
    press: Press, page: str
) -> None:
    for path in (page, f"/{ROOM}/", *FEEDS, "/feed.rss", "/feed.atom", "/feed.json"):
        answer = press.get(path)
        assert answer.status == 200, path
        assert "Nya busslinjer till sjukhuset" in answer.text, path
    assert "Nya busslinjer till sjukhuset" in press.get(f"/{ROOM}/embed.html").text


def test_the_start_page_names_every_newsroom(press: Press) -> None:
    press.open(builders.newsroom("region-annat", name="Region Annat"))
    text = press.get("/").text
    assert "Region Mellanlandet" in text
    assert f"{BASE}/region-annat/" in text


def test_a_wrong_slug_leads_to_the_right_one_for_good(press: Press, page: str) -> None:
    stem = page.rpartition("/")[0]
    beside = (f"{stem}/%C3%A5%0D%0A", f"{page}%3Futm=1", f"{page}%23a")
    for wrong in (stem, f"{stem}/annat", f"{stem}/{'x' * 3_000}", *beside):
        moved = press.get(wrong)
        assert (moved.status, moved.header("location")) == (301, BASE + page)


def test_a_newsroom_without_its_slash_leads_to_the_press_room(press: Press) -> None:
    moved = press.get(f"/{ROOM}")
    assert (moved.status, moved.header("location")) == (301, f"{BASE}/{ROOM}/")
    assert press.get("/ingen").status == 404


@pytest.mark.parametrize(
    "path", [f"/{ROOM}/{UNKNOWN}/", "/api/docs/", f"/{ROOM}/feed.rss/", f"/{ROOM}"]
)
def test_no_answer_repeats_the_host_a_client_claims(press: Press, path: str) -> None:
    answer = press.send("GET", path, {"Host": "evil.example"})
    assert "evil.example" not in f"{answer.headers}{answer.text}"


@pytest.mark.parametrize(
    "path",
    [
        f"/{ROOM}/{UNKNOWN}",
        f"/{ROOM}/{UNKNOWN}/slug",
        f"/media/{UNKNOWN}.jpg",
        f"/{ROOM}/feed.xml",
        "/ingen/",
        "/ingen/feed.rss",
        "/ingen/embed.html",
        "/static/ingen.css",
        "/api/v1/ingenting",
        "/a/b/c/d",
    ],
)
def test_what_is_not_there_is_404_and_kept_by_no_cache(press: Press, path: str) -> None:
    answer = press.get(path)
    assert (answer.status, answer.kind) == (404, "application/problem+json")
    assert answer.header("cache-control") == "no-store"


def test_a_release_belongs_to_its_own_newsroom(press: Press, page: str) -> None:
    press.open(builders.newsroom("region-annat"))
    assert press.get(page.replace(ROOM, "region-annat")).status == 404


def test_people_get_errors_in_swedish_and_machines_problem_details(press: Press) -> None:
    for path, status in ((f"/{ROOM}/{UNKNOWN}/", 404), (f"/{ROOM}/?kind=rumour", 400)):
        shown = press.get(path, accept="text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
        assert (shown.status, shown.kind) == (status, "text/html; charset=utf-8")
        assert 'lang="sv"' in shown.text
        assert f"Fel {status}" in shown.text
        assert shown.header("cache-control") == "no-store"


@pytest.mark.parametrize(
    "path", [f"{FEEDS[0]}?kind=rumour", "/ingen/feed.atom", "/api/v1/ingenting"]
)
def test_feeds_and_the_api_tell_errors_as_problem_details_whoever_asks(
    press: Press, path: str
) -> None:
    assert press.get(path, accept="text/html").kind == "application/problem+json"


@pytest.mark.parametrize("path", ["/", f"/{ROOM}/", f"/{ROOM}/{UNKNOWN}/x", "/api/docs"])
def test_a_page_can_only_be_read(press: Press, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        refused = press.send(method, path, body=b"")
        assert refused.status == 405
        assert set((refused.header("allow") or "").split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=news&kind=news", "kind"),
        ("kind=rumour", "kind"),
        ("before=x", "before"),
        (f"before=99999999999999-{UNKNOWN}", "before"),
        ("before=1-kort", "before"),
        (f"topic={'x' * 65}", "topic"),
    ],
)
def test_a_query_the_press_room_cannot_answer_is_refused(
    press: Press, query: str, field: str
) -> None:
    refused = press.get(f"/{ROOM}/?{query}")
    assert refused.status == 400
    assert [fault["field"] for fault in refused.json()["errors"]] == [field]


@pytest.mark.parametrize("count", ["0", "51", "-1", "1.5", "två", "٣", "9" * 5_000])
def test_a_fragment_holds_from_one_to_fifty_releases(press: Press, count: str) -> None:
    assert press.get(f"/{ROOM}/embed.html?count={quote(count)}").status == 400


def test_a_fragment_shows_as_many_as_asked_under_the_heading_asked(press: Press) -> None:
    for number in range(7):
        press.publish(builders.document(f"Nummer {number}"))
    fragment = f"/{ROOM}/embed.html"
    assert press.get(fragment).text.count("Nummer ") == 5
    assert press.get(f"{fragment}?count=2").text.count("Nummer ") == 2
    assert "<h4" in press.get(f"{fragment}?heading=4").text
    assert "<h4" not in press.get(fragment).text
    assert press.get(f"{fragment}?heading=7").status == 400


@pytest.mark.parametrize("path", [*FEEDS, f"/{ROOM}/embed.html", f"/{ROOM}/", "/feed.json"])
def test_filters_narrow_every_list(press: Press, path: str) -> None:
    press.publish(
        builders.document("Träffen", kind=Kind.STATEMENT, topics=("vard",), language="se")
    )
    press.publish(builders.document("Missen", topics=("kultur",), places=()))
    for query in ("kind=statement", "topic=vard", "place=18", "lang=se", "lang=se&topic=vard"):
        answer = press.get(f"{path}?{query}").text
        assert ("Träffen" in answer, "Missen" in answer) == (True, False), query
    both = press.get(f"{path}?lang=sv&topic=vard").text
    assert "Träffen" not in both
    assert "Missen" not in both


@pytest.mark.parametrize("path", [*FEEDS, f"/{ROOM}/embed.html", f"/{ROOM}/", "/feed.json"])
def test_a_language_is_asked_for_in_any_case(press: Press, path: str) -> None:
    press.publish(builders.document("Bron", language="ZH-hans"))
    first, *others = [press.get(f"{path}?lang={tag}") for tag in ("zh-Hans", "ZH-HANS", "zh-hans")]
    assert "Bron" in first.text
    assert all((other.body, other.etag) == (first.body, first.etag) for other in others)
    assert "Bron" not in press.get(f"{path}?lang=ZH").text


def test_the_order_of_filters_does_not_matter(press: Press, page: str) -> None:
    a = press.get(f"{FEEDS[1]}?topic=kollektivtrafik&kind=press_release&lang=")
    b = press.get(f"{FEEDS[1]}?kind=press_release&topic=kollektivtrafik")
    assert (a.body, a.etag) == (b.body, b.etag)


def test_following_the_pages_meets_every_release_once(press: Press) -> None:
    titles = [f"Nummer {number:03}" for number in range(47)]
    for number, title in enumerate(titles):
        # Some of one instant, so that the cursor must tell them apart.
        at = MORNING - DAY * (number // 5)
        press.publish(builders.document(title), Order(Action.PUBLISH, moment(at)))
    ids: list[str] = []
    path: str | None = f"/{ROOM}/"
    while path:
        shown = read(press.get(path).body)
        ids += [title for title in titles if title in shown.text_content()]
        older = [u for u in shown.xpath("//main//a/@href") if "before=" in u]
        path = older[0].removeprefix(BASE) if older else None
    assert sorted(ids) == titles


def test_a_withdrawn_release_leaves_its_note_and_no_word_of_its_text(
    press: Press, page: str
) -> None:
    release = page.split("/")[2]
    press.clock.advance(HOUR)
    press.order(release, Order(Action.WITHDRAW, note="Beslutet upphävdes."))
    for path in (page, page.rpartition("/")[0], page.rpartition("/")[0] + "/annat"):
        gone = press.get(path)
        assert gone.status == 410
        assert "Beslutet upphävdes." in gone.text
        assert "regionfullmäktige" not in gone.text
    # A conditional request is about what is there; a tombstone answers in full.
    assert press.get(page, if_none_match=gone.etag).status == 410
    for feed in FEEDS:
        assert "regionfullmäktige" not in press.get(feed).text
        assert "Beslutet upphävdes." in press.get(feed).text


def test_a_picture_is_there_only_while_a_public_release_shows_it(press: Press) -> None:
    made = press.picture("bild1")
    assert press.get("/media/bild1.jpg").status == 404
    pictured = builders.document(images=(builders.image("bild1"),))
    entry = press.publish(pictured, Order(Action.PUBLISH, moment(MORNING + HOUR)))
    assert press.get("/media/bild1.jpg").status == 404
    press.clock.set(MORNING + HOUR)
    shown = press.get("/media/bild1.jpg")
    assert (shown.status, shown.kind, len(shown.body)) == (200, "image/jpeg", made.size)
    assert press.get("/media/bild1.png").status == 404
    press.order(entry.release, Order(Action.CORRECT), builders.document())
    assert press.get("/media/bild1.jpg").status == 404


def test_a_picture_whose_file_is_lost_is_not_there(press: Press) -> None:
    press.picture("bild1")
    press.publish(builders.document(images=(builders.image("bild1"),)))
    (press.media_folder / "bild1").unlink()
    assert press.get("/media/bild1.jpg").status == 404
    assert press.get(f"/{ROOM}/").status == 200


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_called_by_its_name(press: Press, kind: Kind) -> None:
    press.publish(builders.document(kind=kind, event=builders.event()))
    assert KIND_LABELS[kind] in press.get(f"/{ROOM}/").text


HOSTILE_PATHS = (
    *("/%00/", "/%ff/feed.rss", "/..%2f..%2fetc/passwd", "/static/..%2fapp.py", "//evil.example/"),
    *("/media/..%2f..%2fpressrum.db.jpg", "/media/%00.jpg", "/%2f/", "/;x=1", "/?%ff=%ff"),
    *(f"/{ROOM}/%2e%2e/", f"/{ROOM}/feed.", f"/{ROOM}/feed.rss%00", f"/{ROOM}//"),
    *(f"/{ROOM}/?topic=%00", f"/{ROOM}/feed.rss?topic=%ed%a0%80", f"/{ROOM}/feed.json?lang=%ff"),
    *(f"/{ROOM}/feed.atom?place=%01%1b", f"/{ROOM}/embed.html?lang=%3Cscript%3E"),
    *(f"/{ROOM}/?before=-0-{UNKNOWN}", "/static/pressrum.css?v=%00", f"/{'a' * 5_000}/"),
)


@pytest.mark.parametrize("path", HOSTILE_PATHS)
def test_no_address_makes_the_service_fail(press: Press, page: str, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        assert press.send(method, path).status < 500
