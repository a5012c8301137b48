"""What machines are offered: site maps by their schema, news for two days, robots, the calendar."""

import re
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from lxml import etree

from feeds.sitemap import NEWS, SITEMAP
from releases.desk.approval import Order
from releases.model import Kind
from releases.store import sitemaps
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import BASE, ROOM, Press, moment
from tests.service.parsed import read

# Of the schema at sitemaps.org: the children each element may have, in any order, the first one
# required; and the forms of W3C dates.
CHILDREN = {
    "sitemapindex": ("sitemap",),
    "sitemap": ("loc", "lastmod"),
    "urlset": ("url",),
    "url": ("loc", "lastmod", "news"),
    "news": ("publication", "publication_date", "title"),
    "publication": ("name", "language"),
}
DATE = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d)?")


def tree(press: Press, path: str) -> Any:
    answer = press.get(path)
    assert (answer.status, answer.kind) == (200, "application/xml; charset=utf-8")
    root = etree.fromstring(answer.body)
    for element in root.iter():
        name = etree.QName(element)
        assert name.namespace in (SITEMAP, NEWS)
        inside = [etree.QName(child).localname for child in element]
        allowed = CHILDREN.get(name.localname, ())
        assert set(inside) <= set(allowed), name
        assert not allowed or element is root or inside[0] == allowed[0]
        assert inside or not allowed, f"{name} is empty, which the schema does not let it be"
        if name.localname in ("lastmod", "publication_date"):
            assert DATE.fullmatch(element.text)
    return root


def places(press: Press, path: str) -> list[str]:
    elements = tree(press, path).iter(f"{{{SITEMAP}}}loc")
    return [str(element.text).removeprefix(BASE) for element in elements]


def publish(press: Press, title: str, age: timedelta = HOUR, **changes: Any) -> str:
    order = Order(Action.PUBLISH, moment(MORNING - age))
    release = press.publish(builders.document(title, **changes), order).release
    return f"/{ROOM}/{release}/{title.lower()}"


def test_the_index_leads_to_every_public_release_once(press: Press) -> None:
    known = {publish(press, "Ny"), publish(press, "Gammal", 400 * DAY), publish(press, "Tom")}
    gone = publish(press, "Borta").split("/")[2]
    press.clock.advance(HOUR)
    press.order(gone, Order(Action.WITHDRAW))
    maps = places(press, "/sitemap.xml")
    assert maps == [
        *("/sitemap-rooms.xml", f"/{ROOM}/sitemap-2018.xml", f"/{ROOM}/sitemap-2017.xml"),
    ]
    met = [place for address in maps[1:] for place in places(press, address)]
    assert len(met) == len(known)
    assert set(met) == known
    rooms = places(press, maps[0])
    assert rooms
    assert [press.get(place).status for place in rooms] == [200] * len(rooms)


def test_a_year_with_many_releases_has_parts(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "SIZE", 2)
    known = {publish(press, f"Nummer{n}", n * HOUR) for n in range(5)}
    maps = places(press, "/sitemap.xml")[1:]
    assert maps[-1] == f"/{ROOM}/sitemap-2018-3.xml"
    assert sorted(p for address in maps for p in places(press, address)) == sorted(known)


@pytest.mark.parametrize("part", ["2016", "2018-1", "2018-2", "2018-0", "18", "2018-", "x"])
def test_a_map_there_is_not_is_not_found(press: Press, part: str) -> None:
    publish(press, "Ny")
    assert press.get(f"/{ROOM}/sitemap-{part}.xml").status == 404


def test_news_are_what_was_published_during_two_days(press: Press) -> None:
    new = publish(press, "Ny", 47 * HOUR)
    publish(press, "Gammal", 49 * HOUR)
    assert places(press, "/news-sitemap.xml") == [new]
    [name] = tree(press, "/news-sitemap.xml").iter(f"{{{NEWS}}}name")
    assert name.text == "Region Mellanlandet"
    # They grow old without anything being written.
    press.clock.advance(HOUR)
    assert places(press, "/news-sitemap.xml") == ["/"]


@pytest.mark.parametrize("age", [None, 3 * DAY, 400 * DAY])
def test_a_map_of_no_news_is_valid_and_tells_of_none(press: Press, age: timedelta | None) -> None:
    """The schema wants an address; one without `news` is no news to who reads it."""
    if age is not None:
        publish(press, "Gammalt", age)
    assert places(press, "/news-sitemap.xml") == ["/"]
    assert not list(tree(press, "/news-sitemap.xml").iter(f"{{{NEWS}}}news"))
    path = publish(press, "Nyhet", HOUR)
    assert places(press, "/news-sitemap.xml") == [path]
    assert len(list(tree(press, "/news-sitemap.xml").iter(f"{{{NEWS}}}news"))) == 1


def test_robots_are_shown_the_maps(press: Press) -> None:
    answer = press.get("/robots.txt")
    assert answer.kind == "text/plain; charset=utf-8"
    named = re.findall(r"^Sitemap: (\S+)$", answer.text, re.MULTILINE)
    assert named == [f"{BASE}/sitemap.xml", f"{BASE}/news-sitemap.xml"]


def is_open(robots: str, path: str) -> bool:
    """Tell whether a crawler may fetch a path: the longest rule decides (RFC 9309, 2.2.2)."""
    rules = re.findall(r"^(Allow|Disallow): (\S+)$", robots, re.MULTILINE)
    forms = [(re.escape(rule).replace(r"\*", ".*").replace(r"\$", "$"), rule) for _, rule in rules]
    met = [re.match(form, path) is not None for form, _ in forms]
    rules_hit = [
        (len(rule), kind == "Allow") for (kind, rule), hit in zip(rules, met, strict=True) if hit
    ]
    return max(rules_hit, default=(0, True))[1]


@pytest.mark.parametrize("title", ["Search", "Searchlight-dagen", "search?", "Searchen", "Sök"])
def test_crawlers_may_read_releases_whatever_their_titles(press: Press, title: str) -> None:
    press.publish(builders.document(title), Order(Action.PUBLISH, moment(MORNING - HOUR)))
    [path] = [
        place for place in places(press, f"/{ROOM}/sitemap-2018.xml") if place.count("/") == 3
    ]
    robots = press.get("/robots.txt").text
    for query in ("", "?utm_source=x"):
        assert is_open(robots, path + query)


def test_crawlers_leave_the_search_of_every_newsroom_alone(press: Press) -> None:
    press.open(builders.newsroom("search-och-sok"))
    robots = press.get("/robots.txt").text
    for room in (ROOM, "search-och-sok"):
        assert not is_open(robots, f"/{room}/search")
        assert not is_open(robots, f"/{room}/search?q=buss")
        for below in ("", "feed.rss", "embed.html"):
            assert is_open(robots, f"/{room}/{below}")
    assert not is_open(robots, "/redaktion/logga-in")
    assert not is_open(robots, "/api/v1/newsrooms")


def test_the_calendar_holds_invitations_and_a_release_gives_out_its_own_event(
    press: Press,
) -> None:
    event = builders.event(starts_at=MORNING + DAY, ends_at=None)
    path = publish(press, "Inbjudan", kind=Kind.PRESS_INVITATION, event=event)
    publish(press, "Nyhet", kind=Kind.NEWS)
    answer = press.get(f"/{ROOM}/calendar.ics")
    assert answer.kind == "text/calendar; charset=utf-8"
    [events] = icalendar.Calendar.from_ical(answer.body).events
    assert events["summary"] == "Inbjudan"
    page = read(press.get(path).body)
    [link] = page.xpath("//a[contains(@href, 'calendar.ics')]/@href")
    [single] = icalendar.Calendar.from_ical(press.get(link.removeprefix(BASE)).body).events
    assert single == events


def test_a_withdrawn_invitation_is_cancelled_in_the_calendar(press: Press) -> None:
    path = publish(press, "Inbjudan", kind=Kind.PRESS_INVITATION, event=builders.event())
    press.clock.advance(HOUR)
    press.order(path.split("/")[2], Order(Action.WITHDRAW, note="Inställt."))
    [events] = icalendar.Calendar.from_ical(press.get(f"/{ROOM}/calendar.ics").body).events
    assert events["status"] == "CANCELLED"


def test_the_page_of_feeds_offers_what_there_is_and_every_address_answers(press: Press) -> None:
    publish(press, "Ny", topics=("kultur",))
    page = read(press.get(f"/{ROOM}/feeds").body)
    links = [link.removeprefix(BASE) for link in page.xpath("//main//a/@href")]
    assert f"/{ROOM}/feed.atom?topic=kultur" in links
    assert f"/{ROOM}/feed.rss?kind=press_invitation" in links
    assert {press.get(link).status for link in links} == {200}
    assert "kollektivtrafik" not in press.get(f"/{ROOM}/feeds").text


def test_the_accessibility_statement_is_one_click_away_and_names_whom_to_ask(
    press: Press,
) -> None:
    start = read(press.get("/").body)
    assert f"{BASE}/tillganglighet" in start.xpath("//footer//a/@href")
    statement = read(press.get("/tillganglighet").body)
    assert "https://www.mellanlandet.example/" in statement.xpath("//main//a/@href")
    assert statement.xpath("//main//time/@datetime")
    assert "2018:1937" in statement.text_content()
