"""Statistics at the desk: a period to choose, a scale to read by, a table to take along."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest

from releases.rules.roles import Role
from releases.store import visits
from releases.store.visits import Visits
from releases.times import local_day
from service.redaktion.publishing import chart
from service.redaktion.publishing.period import MOST, read_period
from tests import builders
from tests.builders import MORNING
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import Visitor, visitor

TODAY = local_day(MORNING)
PAGE = f"/redaktion/{ROOM}/statistik"


@pytest.fixture
def author(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.AUTHOR)


def count(press: Press, day: date, kind: str, number: int, release: str = "") -> None:
    press.write(visits.add, [Visits(ROOM, day, kind, release, number)])


@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_a_period_is_so_many_days_up_to_today(days: int) -> None:
    period = read_period({"days": str(days)}, TODAY)
    assert (period.days, period.until, period.chosen) == (days, TODAY, days)


@pytest.mark.parametrize("asked", [{}, {"days": "0"}, {"days": "31"}, {"days": "x"}])
def test_what_is_no_choice_is_the_usual_period(asked: dict[str, str]) -> None:
    assert read_period(asked, TODAY).days == 30


def test_a_period_between_two_days_has_both_of_them() -> None:
    period = read_period({"since": "2018-03-01", "until": "2018-03-31"}, TODAY)
    assert (period.days, period.chosen, period.problem) == (31, 0, "")


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "2018-03-32"},
        {"since": "2018-03-02", "until": "2018-03-01"},
        {"since": (TODAY - timedelta(days=MOST)).isoformat()},
        {"until": "nyss"},
    ],
)
def test_a_period_that_is_none_is_refused_in_words(author: Visitor, asked: dict[str, str]) -> None:
    assert read_period(asked, TODAY).problem
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    assert author.get(f"{PAGE}?{query}").status == 422
    assert 'role="alert"' in author.page


@pytest.mark.parametrize(
    ("highest", "top"),
    [(1, 2), (2, 2), (3, 4), (5, 6), (10, 10), (11, 20), (21, 30), (234, 300), (999, 1000)],
)
def test_a_scale_ends_at_a_number_whose_half_is_whole(highest: int, top: int) -> None:
    assert chart.round_up(highest) == top
    assert top % 2 == 0


def test_the_drawing_has_a_scale_and_the_days_of_the_period(press: Press, author: Visitor) -> None:
    count(press, TODAY - timedelta(days=6), "rss", 37)
    count(press, TODAY - timedelta(days=7), "rss", 4_000)
    author.get(f"{PAGE}?days=7")
    assert "<span>40</span><span>20</span><span>0</span>" in author.page
    assert "37 på 7 dagar, som mest 37" in author.page
    author.get(f"{PAGE}?days=30")
    assert "som mest 4" in author.page
    author.get(f"{PAGE}?since=2018-01-01&until=2018-01-31")
    assert "Ingenting har hämtats under perioden." in author.page


def test_the_table_is_taken_along_for_a_spreadsheet(press: Press, author: Visitor) -> None:
    """UTF-8 with its mark, semicolons, no formulas; the days of the period and no others."""
    release = press.publish(builders.document("=HYPERLINK(1)")).release
    count(press, TODAY, "page", 5, release)
    count(press, TODAY, "rss", 2)
    count(press, TODAY - timedelta(days=7), "rss", 9)
    answer = author.get(f"{PAGE}.csv?days=7")
    assert answer.header("content-type") == "text/csv; charset=utf-8"
    assert "attachment" in (answer.header("content-disposition") or "")
    text = answer.text
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows == [
        ["Dag", "Typ", "Rubrik", "Meddelandets id", "Hämtningar"],
        [TODAY.isoformat(), "Sidor", "'=HYPERLINK(1)", release, "5"],
        [TODAY.isoformat(), "RSS", "", "", "2"],
    ]


def test_the_page_leads_to_the_table_of_the_same_period(press: Press, author: Visitor) -> None:
    count(press, TODAY, "rss", 2)
    since = (TODAY - timedelta(days=40)).isoformat()
    author.get(f"{PAGE}?since={since}")
    assert f"{PAGE}.csv?since={since}&amp;until={TODAY}" in author.page
