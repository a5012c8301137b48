"""A weekday beside a date of another one is told, wherever its year is known."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake import read, read_html
from releases.model import Event
from releases.rules import draft_warnings
from tests import builders as b

CODE = "weekday-not-of-date"
TITLE = "Biblioteket i Ekbacka får ny entré\n"
STAMP = "Pressmeddelande 2018-04-03 07:23\n\n"
LEAD = "I höst öppnar den nya entrén till biblioteket i Ekbacka, med plats för alla.\n\n"
CONTACT = "Kontakt\nBengt Storbacka, bibliotekarie, 070-174 06 60\n"
SWEDISH = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli"),
    *("augusti", "september", "oktober", "november", "december"),
)


def told(text: str) -> list[str]:
    (record,) = read(text)
    return [warning.message for warning in record.warnings if warning.code == CODE]


def in_text(words: str) -> str:
    return f"{TITLE}{STAMP}{LEAD}{words}\n\n{CONTACT}"


@pytest.mark.parametrize(
    "words",
    [
        "Tid: tisdag 7 maj kl. 10.00",
        "**Tid:** Tisdagen den 7:e maj, kl. 10–11",
        "När: fredagen den 4 april 2019 kl. 9",
        "Datum: tors 7/5 2018\nTid: 13.00",
        "Dag: torsdag\nDatum: 7 maj 2018",
        "Date: Friday, May 8, 2018\nTime: 10:00",
        "Tid: 7 maj 2018 (söndag) kl. 10",
        "Embargo till torsdag den 4 april 2018 kl. 06.00",
        "EMBARGO: fredag 4 april kl. 06.00",
        "Spärrfrist: tors. 2018-04-04 06:00",
        "Embargoed until Friday 4 April 2018",
        "Invigningen hålls lördagen den 7 maj 2018.",
        "Tid: 7 maj och måndag 8 maj 2018",
        "– Vi ses på onsdag den 7 maj 2018, säger Bengt Storbacka, bibliotekarie.",
    ],
)
def test_a_weekday_that_is_not_the_dates_is_told(words: str) -> None:
    (message,) = told(in_text(words))
    assert message.startswith("Veckodag och datum säger emot varandra: ”")


@pytest.mark.parametrize(
    "stamp",
    [
        "Publicerad måndag 3 april 2018 07:23",
        "Pressmeddelande onsdagen den 3 april 2018 kl. 07.23",
        "Published: Sun, 3 April 2018",
    ],
)
def test_a_stamp_of_another_weekday_is_told_with_the_right_one(stamp: str) -> None:
    (message,) = told(f"{TITLE}{stamp}\n\n{LEAD}{CONTACT}")
    assert message.endswith(": 2018-04-03 är en tisdag")


@pytest.mark.parametrize(
    "words",
    [
        "Tid: måndag 7 maj kl. 10.00",
        "Tid: Måndagen den 7:e maj, kl. 10–11",
        "Date: Tuesday, May 8, 2018\nTime: 10:00",
        "Tid: 7 maj 2018 (måndag) kl. 10",
        "Embargo till onsdag den 4 april 2018 kl. 06.00",
        "EMBARGO: onsdag 4 april kl. 06.00",
        "Invigningen hålls måndagen den 7 maj 2018.",
        # Several days, one of which is the weekday's.
        "Tid: måndag–tisdag 7–8 maj kl. 10",
        "Tid: lördag och söndag 5 maj 2018",
        "Tid: måndag till tisdag 11 maj 2018",
        "Tid: måndag – tisdag 11 maj 2018",
        "Time: Monday to Tuesday 11 May 2018",
        "Öppet tisdagar 7 maj 2018–4 juni 2018.",
        # The words belong to something else.
        "Inträdet är fri 3 april 2018.",
        "Vi ses varje fredag. 3 april 2018 är vi stängda.",
        "Boka senast måndag, 3 av 4 platser är tagna.",
        # A year that nothing tells.
        "Tid: fredag 8 februari kl. 10",
        "Tid: tisdag 29 februari kl. 10",
        "Fredagen den 3 april öppnade vi den förra.",
        "Branden fredagen den 13 mars glömmer ingen.",
    ],
)
def test_a_right_weekday_and_one_whose_year_is_unknown_are_not_told(words: str) -> None:
    assert told(in_text(words)) == []


@pytest.mark.parametrize(
    "words",
    [
        # Numbers of people, times of day, decades, sentences that begin with a year.
        "Fredag 13 april 2000 personer kom till torget.",
        "Tisdag 5 april 2019 besökare räknades in.",
        "Vi börjar fredag 4 maj 2030.",
        "Spela fredag 4 maj 1900.",
        "Stilen är fredag 1 maj 1900-talet.",
        "Vi ses fredag 4 maj. 2019 var ett annat år.",
        "Vi ses fredag 4 maj. 2019!",
        # Several days.
        "Tid: lördag/söndag 5/6 maj 2018",
        "Lördag + söndag 5 maj 2018.",
        "Lör & sön 5 maj 2018.",
        "Lördag samt söndag 5 maj 2018.",
        "Lördag, söndag 5 maj 2018.",
        "Sat/Sun 5 May 2018.",
        "Tid: fredag 4/5 maj 2018",
        "Tid: fredag 4 + 5 maj 2018",
        "Tid: 7–11 maj 2018 (mån)",
        "Tid: 7 maj–11 maj 2018 (måndag)",
        "Tid: 7/8 maj 2018 (måndag)",
        "Tid: 7 och 8 maj 2018 (måndag)",
        "Tid: 7 maj till 8 maj 2018 (måndag)",
        # The month first.
        "Friday 05/04/2018",
        "Time: Saturday 05/12/2018, 10:00",
        "Date: Monday 05/07",
    ],
)
def test_what_may_be_meant_otherwise_is_not_told(words: str) -> None:
    assert told(in_text(words)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Vi ses tisdag 7 maj 2018, i hallen.",
        "Vi ses tisdag 7 maj 2018 klockan tio.",
        "Vi ses **tisdag 7 maj 2018** i hallen.",
        "Vi ses tisdag 7 sept. 2018.",
        "Vi ses tisdag 7 maj 2018 – välkommen!",
        "Vi ses tisdag 7 maj 2018 10.00–11.00.",
        "Saturday 05/07/2018",
        "Lördagen blir kall. Söndag 7 maj 2018.",
    ],
)
def test_a_year_before_punctuation_or_a_clock_is_one(words: str) -> None:
    assert len(told(in_text(words))) == 1


@pytest.mark.parametrize("words", ["Tid: tisdag 7 maj kl. 10.00", "Embargo: fredag 4 april"])
def test_without_a_publication_date_a_date_without_year_is_not_told(words: str) -> None:
    assert told(f"{TITLE}\n{LEAD}{words}\n\n{CONTACT}") == []


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(SWEDISH))
def test_the_right_weekday_of_any_day_is_never_told_and_any_other_within_two_years_is(
    day: date, weekday: str
) -> None:
    is_near = abs(day.year - 2018) <= 2
    words = f"Träffen hålls {weekday}en den {day.day} {MONTHS[day.month - 1]} {day.year}."
    assert bool(told(in_text(words))) == (is_near and weekday != SWEDISH[day.weekday()])


def test_the_byline_of_a_page_is_told_too() -> None:
    byline = "<p class=published>Publicerad onsdag 3 april 2018 kl. 10.00</p>"
    (record,) = read_html(f"<main><h1>Ny bro</h1>{byline}<p>{LEAD}</p></main>")
    assert CODE in {warning.code for warning in record.warnings}


def test_the_desk_tells_of_an_occasion_that_is_to_come_and_of_no_old_one() -> None:
    """What is on the desk may be a text of years ago: only its occasion tells the year."""
    body = "Tid: tisdag 7 maj kl. 10.00"
    occasion = Event(datetime(2018, 5, 7, 8, tzinfo=UTC), None, "Ekbacka")
    now = datetime(2024, 4, 3, 5, tzinfo=UTC)
    draft = b.document(body=body, event=occasion)
    assert CODE in {warning.code for warning in draft_warnings.of(draft, now)}
    for silent in (
        b.document(body=body),
        b.document(body="Embargo till fredag 4 april"),
        b.document(body=body.replace("tisdag", "måndag"), event=occasion),
    ):
        assert CODE not in {warning.code for warning in draft_warnings.of(silent, now)}
