"""The embargo: nothing anybody can ask tells of what is not public yet, and then all of it does."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from starlette.routing import Route

from releases.desk.approval import Order
from releases.model import Kind
from releases.timeline import Action
from service.app import ROUTES
from tests import builders
from tests import photographs as p
from tests.builders import DAY, HOUR, MORNING
from tests.service import crawler
from tests.service.app_server import BASE, ROOM, Press, moment
from tests.service.crawler import OTHER, Crawl, Hidden, crawl

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
MILLISECOND = timedelta(milliseconds=1)
A_WHILE = timedelta(seconds=5)
INSTANT = MORNING + DAY
AT = {"at": "2018-04-04T07:23"}

CANARY: dict[str, Any] = {
    "title": "Kanariefågeln",
    "kind": "statement",
    "lead": "Kanarieingressen.",
    "body": "Kanariebrödtexten.\n\n– Kanariecitatet, säger Maja Lindqvist.",
    "language": "se",
    "topics": ["kanariamne"],
    "places": ["kanarieby"],
    "contacts": [
        {
            "name": "Kanariekontakten",
            "role": "kanarieroll",
            "phones": ["0771-44 55 66"],
            "emails": ["kanarie@mellanlandet.example"],
        }
    ],
    "images": [
        {
            "media": "kanariebild",
            "alt": "Kanariealt",
            "caption": "Kanariebildtext",
            "credit": "Kanariefotograf",
        }
    ],
    "attachments": [{"media": "kanariebilaga", "title": "Kanariebilagan"}],
    "links": [{"title": "Kanarielänk", "url": "https://kanarie.example/"}],
    "event": {"starts_at": "2018-05-01T10:00:00", "place": "Kanarieplatsen"},
    "about": "Kanarieorganisationen.",
}
WORDS = re.compile(r"kanari(?!amne|eby|ebild|efageln)\w|0771-?44", re.IGNORECASE)


class Embargo:
    """A newsroom with a past, what is asked of it, and the hands that work on the canary."""

    def __init__(self, press: Press) -> None:
        self.press = press
        self.token = press.token()
        self.hidden = Hidden()
        press.open(builders.newsroom(OTHER, name="Region Annat"))
        self.other = press.token(room=OTHER)
        press.picture("bild1")
        sizes = builders.renditions(640)
        press.picture("kanariebild", b"\xff\xd8 kanarie", renditions=sizes)
        pdf: dict[str, Any] = {
            "type": "application/pdf",
            "width": 0,
            "height": 0,
            "title": "Kanariebilagan",
        }
        press.picture("kanariebilaga", b"%PDF-1.7 kanarie %%EOF", **pdf)
        pictured = builders.document(images=(builders.image("bild1"),))
        past = [
            press.publish(content, Order(Action.PUBLISH, moment(MORNING - DAY)))
            for content in (
                pictured,
                builders.document("Rättad", kind=Kind.NEWS),
                builders.document("Borta"),
            )
        ]
        press.publish(builders.document("Grannens"), room=OTHER)
        self.public = past[0].release
        press.clock.advance(HOUR)
        right = builders.document("Rättad", kind=Kind.NEWS, lead="Fyra linjer.")
        press.order(past[1].release, Order(Action.CORRECT, note="En siffra var fel."), right)
        press.order(past[2].release, Order(Action.WITHDRAW, note="Beslutet upphävdes."))
        press.api(
            "POST", f"/api/v1/newsrooms/{ROOM}/webhooks", self.token, {"url": "https://a.example/"}
        )
        # The dates of what is public have come: Last-Modified is sent two seconds after a change.
        press.clock.advance(A_WHILE)
        slugs = ("nya-busslinjer-till-sjukhuset", "rattad", "borta")
        self.known = {"public picture": "/media/bild1.jpg"} | {
            slug: f"/{ROOM}/{entry.release}/{slug}" for slug, entry in zip(slugs, past, strict=True)
        }

    def crawl(self) -> Crawl:
        return crawl(self.press, self.hidden, self.known, self.other)

    def api(self, method: str, below: str = "", content: Any = None, **headers: str) -> Any:
        path = f"{RELEASES}/{self.hidden.release}{below}" if self.hidden != Hidden() else RELEASES
        answer = self.press.api(method, path, self.token, content, **headers)
        assert answer.status in (200, 201, 204), answer.text
        return answer.json() if answer.body else None

    def schedule(self, **order: str) -> None:
        entry = self.api("POST", "/entries", {"action": "publish"} | AT | order)
        self.hidden = self.hidden._replace(entry=entry["id"])

    def send(self, form: bytes) -> None:
        headers = {"Content-Type": p.FORM, "Authorization": f"Bearer {self.token}"}
        path = f"/api/v1/newsrooms/{ROOM}/media"
        assert self.press.send("POST", path, headers, form).status == 201

    def deeds(self) -> Iterator[str]:
        """Do one thing after another; yield what it was."""
        self.send(p.form(p.photograph(), alt="Kanariealt", caption="Kanariebildtext"))
        self.send(p.form(p.PDF, title="Kanariebilagan"))
        yield "sent in a picture and an attachment"
        made = self.api("POST", content=CANARY)
        self.hidden = Hidden(release=made["id"])
        yield "created"
        self.api("PUT", "", CANARY | {"lead": "Kanarieingressen, ändrad."}, if_match="*")
        yield "edited"
        self.api("POST", "/submission", if_match="*")
        yield "submitted"
        self.schedule()
        yield "scheduled"
        self.api("PUT", "", CANARY | {"lead": "Kanarieingressen, rättad."}, if_match="*")
        correction = {"action": "correct", "at": "2018-04-05T07:23", "note": "Kanarierättelse"}
        behind = self.api("POST", "/entries", correction)["id"]
        yield "scheduled a correction behind it"
        self.api("DELETE", f"/entries/{behind}")
        moved = self.api("PUT", f"/entries/{self.hidden.entry}", {"at": "2018-04-03T08:30"})
        self.hidden = self.hidden._replace(entry=moved["id"])
        yield "moved to seven minutes from now"
        self.api("DELETE", f"/entries/{self.hidden.entry}")
        yield "cancelled"
        path = f"{RELEASES}/{self.public}"
        self.press.api("PUT", path, self.token, CANARY, if_match="*")
        self.press.api("POST", path + "/entries", self.token, correction)
        yield "scheduled a correction of a public release"
        self.schedule()
        yield "scheduled again"


@pytest.fixture
def embargo(press: Press) -> Embargo:
    return Embargo(press)


def differences(before: Crawl, after: Crawl) -> list[tuple[str, ...]]:
    assert before.keys() == after.keys()
    return [asked for asked in before if before[asked] != after[asked]]


def test_nothing_tells_of_a_release_before_its_instant_and_everything_does_after(
    embargo: Embargo,
) -> None:
    before = embargo.crawl()
    assert not WORDS.search(repr(before))
    for deed in embargo.deeds():
        assert differences(before, embargo.crawl()) == [], deed
    embargo.press.clock.set(INSTANT - MILLISECOND)
    assert differences(before, embargo.crawl()) == []
    embargo.press.clock.set(INSTANT + MILLISECOND)
    after = embargo.crawl()
    changed = {asked[1] for asked in differences(before, after) if asked[0] == "GET"}
    belongs = (
        *(f"{ROOM}/", f"{ROOM}/embed.html", f"{ROOM}/feed.rss", f"{ROOM}/feed.atom", "changes"),
        *("/feed.rss", "/feed.atom", "/feed.json", f"/{ROOM}/feed.json", "hidden picture jpg"),
        *("hidden rendition jpg", "hidden rendition webp", "hidden attachment"),
        *("hidden ", "hidden /kanariefageln", "hidden frame", "hidden oembed"),
        *("hidden event", "search?q=kanari", "page year=2018", "sitemap-2018.xml", "feeds"),
        *("/news-sitemap.xml", "search?q=busslinjer"),
        *("embed", "embed?lang=se", "embed/builder"),
        *(f"{where} {query}" for where in SHOWN for query in FOUND_BY),
    )
    assert set(belongs) <= changed
    neighbours = (
        *(f"/{OTHER}/", f"/{OTHER}/feed.json", "hidden elsewhere ", "hidden picture png"),
        *("hidden picture webp", "hidden rendition png", "media /kanariebild"),
    )
    assert not changed & {*neighbours, "public picture", "/health/ready"}


SHOWN = ("page", "fragment", "feed rss", "feed atom", "feed json", "all rss", "all atom")
FOUND_BY = ("kind=statement", "topic=kanariamne", "place=kanarieby", "lang=se")


def test_at_its_instant_a_release_is_whole_on_its_page(embargo: Embargo) -> None:
    assert len(list(embargo.deeds())) == 10
    press, path = embargo.press, f"/{ROOM}/{embargo.hidden.release}/kanariefageln"
    press.clock.set(INSTANT - MILLISECOND)
    assert press.get(path).status == 404
    press.clock.set(INSTANT)
    page = press.get(path)
    assert page.status == 200
    said = ("Kanarieingressen", "Kanariebrödtexten", "Kanariecitatet", "Kanariekontakten")
    pictured = ("Kanariealt", "Kanariebildtext", "Kanariefotograf", "Kanarielänk")
    for word in (*said, *pictured, "Kanarieplatsen", "Kanarieorganisationen", "0771-44 55 66"):
        assert word in page.text, word
    for name in ("kanariebild.jpg", "kanariebild-640.jpg", "kanariebild-640.webp"):
        assert press.get(f"/media/{name}").body == b"\xff\xd8 kanarie"
    assert press.get("/media/kanariebilaga.pdf").body == b"%PDF-1.7 kanarie %%EOF"


def test_an_address_of_a_hidden_release_answers_methods_as_any_other(embargo: Embargo) -> None:
    embargo.api("POST", content=CANARY)
    for hidden in (f"/{ROOM}/{embargo.hidden.release}/x", f"{RELEASES}/{embargo.hidden.release}"):
        nothing = hidden.replace(embargo.hidden.release, "c" * 16)
        for method in crawler.METHODS:
            assert (
                embargo.press.send(method, hidden).lasting
                == embargo.press.send(method, nothing).lasting
            ), method


def test_a_refusal_seen_before_the_instant_does_not_outlive_it(embargo: Embargo) -> None:
    embargo.hidden = Hidden(release=embargo.api("POST", content=CANARY)["id"])
    embargo.schedule()
    path = f"/{ROOM}/{embargo.hidden.release}"
    refused = embargo.press.get(path)
    assert (refused.status, refused.header("cache-control")) == (404, "no-store")
    embargo.press.clock.set(INSTANT)
    assert embargo.press.get(path).header("location") == f"{BASE}{path}/kanariefageln"


def test_asking_for_changes_often_does_not_bring_an_instant_nearer(embargo: Embargo) -> None:
    embargo.hidden = Hidden(release=embargo.api("POST", content=CANARY)["id"])
    embargo.schedule()
    embargo.press.clock.set(INSTANT - MILLISECOND)
    changes = f"/api/v1/newsrooms/{ROOM}/changes"
    for number in range(50):
        assert not WORDS.search(embargo.press.get(f"{changes}?since={number}-").text)


def test_the_crawl_asks_every_route_there_is(embargo: Embargo) -> None:
    asked = [
        path.partition("?")[0] for _, path in (*crawler.addresses(Hidden()), *embargo.known.items())
    ]
    api = "/api/v1/newsrooms/{newsroom}"
    # Reading a text tells nothing of what is stored; it has tests of its own.
    left_out = {"/static/{name:path}", "/metrics", f"{api}/webhooks/{{webhook}}", f"{api}/intake"}
    for route in ROUTES:
        assert isinstance(route, Route)
        met = any(route.path_regex.match(path) for path in asked)
        # The desk answers nobody who is not logged in; its own tests see to that.
        desk = route.path.startswith("/redaktion")
        assert met or desk or route.path in left_out, route.path
