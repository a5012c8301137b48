"""A feed without items is as old as its newsroom: no date of 1970, and none of its rendering."""

from contextlib import closing
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from lxml import etree

from feeds.elements import ATOM
from releases.desk.approval import Order
from releases.store.engine import open_store
from releases.timeline import Action
from service.app import create_app
from service.config import Settings
from tests import builders, engines
from tests.builders import DAY, HOUR, MORNING
from tests.clocks import ManualClock
from tests.feeds.atom_grammar import SCHEMA
from tests.service.app_server import ROOM, Press, run_listener


def dates(press: Press, stem: str, query: str = "") -> set[datetime]:
    """Return the dates that the RSS and the Atom feed at an address have for themselves."""
    atom = etree.fromstring(press.get(f"{stem}/feed.atom{query}").body)
    assert SCHEMA.validate(atom), SCHEMA.error_log
    rss = etree.fromstring(press.get(f"{stem}/feed.rss{query}").body)
    said = rss.findtext("channel/lastBuildDate")
    assert said is not None
    return {
        datetime.fromisoformat(atom.findtext(f"{{{ATOM}}}updated") or ""),
        parsedate_to_datetime(said),
    }


@pytest.mark.parametrize("query", ["", "?kind=statement", "?topic=tandvard&lang=se", "?place=18"])
@pytest.mark.parametrize("age", [HOUR, 40 * DAY])
def test_an_empty_feed_is_dated_when_its_newsroom_was_opened(
    press: Press, query: str, age: timedelta
) -> None:
    press.clock.advance(age)
    assert dates(press, f"/{ROOM}", query) == {MORNING}
    press.publish(builders.document("Nytt badhus", topics=()))
    if query:
        assert dates(press, f"/{ROOM}", query) in ({MORNING}, {press.clock.now()})


def test_the_feed_of_all_newsrooms_is_as_old_as_the_first(press: Press) -> None:
    press.clock.advance(3 * DAY)
    press.open(builders.newsroom("region-granne"))
    assert dates(press, "") == {MORNING}
    assert dates(press, "/region-granne") == {MORNING + 3 * DAY}


def test_a_feed_that_was_emptied_is_not_dated_anew_at_every_reading(press: Press) -> None:
    gone = press.publish(builders.document("Fel underlag")).release
    press.clock.advance(HOUR)
    press.order(gone, Order(Action.WITHDRAW, note="Underlaget var fel."))
    assert dates(press, f"/{ROOM}") == {MORNING + HOUR}
    press.clock.advance(31 * DAY)
    first = press.get(f"/{ROOM}/feed.rss")
    assert dates(press, f"/{ROOM}") == {MORNING}
    press.clock.advance(DAY)
    assert press.get(f"/{ROOM}/feed.rss").body == first.body


@pytest.mark.parametrize("form", ["rss", "atom", "json", "ninjs.json"])
def test_where_there_is_no_newsroom_there_is_no_feed_yet(tmp_path: Path, form: str) -> None:
    clock = ManualClock()
    settings = Settings(
        database=engines.database_at(tmp_path / "none.db"),
        media=tmp_path / "media",
        base_url="http://x.example",
        scheduler=False,
    )
    store = open_store(settings.database, clock)
    try:
        with (
            run_listener(create_app(settings, clock, store)) as address,
            closing(Press(address, store, clock, settings)) as press,
        ):
            answer = press.get(f"/feed.{form}")
            assert (answer.status, answer.header("cache-control")) == (404, "no-store")
            press.open(builders.newsroom("forsta"))
            assert press.get(f"/feed.{form}").status == 200
    finally:
        store.close()
