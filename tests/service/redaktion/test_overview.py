"""What goes on in a newsroom at a glance, the whole list, and the month."""

from datetime import date

import pytest

from releases.desk import contacts, drafts
from releases.desk.approval import Order
from releases.model import DraftRef
from releases.rules.contact_expiry import DirectoryEntry
from releases.store import schedule
from releases.timeline import Action
from service.redaktion import date_words
from service.redaktion.publishing import month
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, WHO, Press, moment
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import HOME, add_draft


def test_the_overview_says_what_is_due_waiting_begun_and_done(
    press: Press, author: Visitor
) -> None:
    """Each in its part of the page, the next instant in both times."""
    press.publish(builders.document("På tur nu"), Order(Action.PUBLISH, moment(MORNING + HOUR)))
    waiting, _ = (
        add_draft(press, builders.document("Väntar")),
        add_draft(press, builders.document("Påbörjat")),
    )
    press.write(drafts.mark_submitted, waiting.ref, WHO, 1)
    press.publish(builders.document("Utgivet"))
    text = author.get(f"{HOME}/").text
    marks = (
        "Publiceras härnäst",
        "På tur nu",
        "Väntar på godkännande",
        "Väntar",
        "Utkast",
        "Påbörjat",
    )
    places = [text.index(f">{mark}<") for mark in (*marks, "Senast publicerat", "Utgivet")]
    assert places == sorted(places)
    assert "tis 3 april 2018 kl. 08.23" in text
    assert "1 tim 0 min" in text


def test_a_correction_that_waits_for_approval_is_on_the_overview(
    press: Press, editor: Visitor
) -> None:
    release = press.publish(builders.document("Ska rättas")).release
    press.write(drafts.mark_submitted, DraftRef(ROOM, release), WHO, 1)
    text = editor.get(f"{HOME}/").text
    part = text[text.index('id="waiting"') : text.index('id="drafts"')]
    assert "Ska rättas" in part


def test_contacts_that_end_soon_are_told_of(press: Press, editor: Visitor) -> None:
    contact = builders.contact(name="Bo Lind")
    press.write(contacts.put, ROOM, DirectoryEntry("bo", contact, MORNING + DAY), WHO, new=True)
    assert "Kontakten Bo Lind visas inte längre från" in editor.get(f"{HOME}/").text


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "public", "withdrawn"])
def test_the_list_is_narrowed_by_state(press: Press, author: Visitor, state: str) -> None:
    add_draft(press, builders.document("draft"))
    waiting = add_draft(press, builders.document("submitted"))
    press.write(drafts.mark_submitted, waiting.ref, WHO, 1)
    press.publish(builders.document("scheduled"), Order(Action.PUBLISH, moment(MORNING + DAY)))
    press.publish(builders.document("public"))
    gone = press.publish(builders.document("withdrawn")).release
    press.clock.advance(HOUR)
    press.order(gone, Order(Action.WITHDRAW))
    text = author.get(f"{HOME}/alla?state={state}").text
    titles = ["draft", "submitted", "scheduled", "public", "withdrawn"]
    assert [title for title in titles if f">{title}</a>" in text] == [state]


def test_the_list_is_searched_and_paged(press: Press, author: Visitor) -> None:
    for number in range(51):
        add_draft(press, builders.document(f"Nummer {number}", body="Tåget" if number else "Båten"))
    first = author.get(f"{HOME}/alla").text
    assert first.count('class="title"') == 50
    older = first[first.index("?before=") :].partition('"')[0]
    assert author.get(f"{HOME}/alla{older}").text.count('class="title"') == 1
    assert author.get(f"{HOME}/alla?q=b%C3%A5ten").text.count('class="title"') == 1
    assert author.get(f"{HOME}/alla?q={'x' * 2000}").status == 422
    assert author.get(f"{HOME}/alla?before=99999999999999-xx&state=ny").status == 200


def test_the_calendar_names_holidays_weeks_and_nights_of_the_clocks(author: Visitor) -> None:
    april = author.get(f"{HOME}/kalender?month=2018-04").text
    assert "Annandag påsk" in april
    assert "</span>14</th>" in april
    march = author.get(f"{HOME}/kalender?month=2018-03").text
    assert "kl. 02–03 finns inte" in march
    october = author.get(f"{HOME}/kalender?month=2018-10").text
    assert "finns två gånger" in october
    assert author.get(f"{HOME}/kalender?month=2018-13&day=x").status == 200


def test_a_month_that_holds_too_much_says_so_and_its_days_can_be_opened(
    press: Press, author: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedule, "MOST", 2)
    for day, title in ((2, "Först"), (1, "Sedan"), (0, "Sist"), (0, "Allra sist")):
        press.publish(builders.document(title), Order(Action.PUBLISH, moment(MORNING - day * DAY)))
    page = author.get(f"{HOME}/kalender?month=2018-04").text
    assert "Bara de 2 första visas." in page
    assert f'<a href="{HOME}/alla">Alla meddelanden</a>' in page
    assert all(title in page for title in ("Först", "Sedan"))
    assert "Sist" not in page
    # Small screens leave out days without anything; here nobody knows which those are.
    assert ' bare"' not in page
    opened = author.get(f"{HOME}/kalender?month=2018-04&day=2018-04-03").text
    assert all(title in opened.partition('id="dag"')[2] for title in ("Sist", "Allra sist"))
    assert opened.count("Bara de 2 första visas.") == 1
    monkeypatch.setattr(schedule, "MOST", 1)
    assert author.get(f"{HOME}/kalender?day=2018-04-03").text.count("Bara de 1 första visas.") == 2
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    assert "Only the first 1 are shown." in author.get(f"{HOME}/kalender").text
    monkeypatch.setattr(schedule, "MOST", 1_000)
    assert ' bare"' in author.get(f"{HOME}/kalender").text
    assert "Only the first" not in author.get(f"{HOME}/kalender?day=2018-04-03").text


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert date_words.number(1_000, "sv") == "1\u00a0000"
    assert date_words.number(1_000, "en") == "1,000"


def test_a_month_is_whole_weeks_from_monday() -> None:
    """February 2027 begins on a Monday and has exactly four."""
    for year in range(2016, 2030):
        for number in range(1, 13):
            days = [day for week in month.weeks(year, number) for day in week.days]
            assert len(days) % 7 == 0
            assert days[0].date.weekday() == 0
            within = [day.date for day in days if day.within]
            assert within[0] == date(year, number, 1)
            assert (within[-1] - within[0]).days == len(within) - 1
    assert len(month.weeks(2027, 2)) == 4
    assert month.weeks(2027, 1)[0].number == 53


def test_the_days_of_the_clocks_are_known() -> None:
    assert month.shift(date(2026, 3, 29)) == 1
    assert month.shift(date(2026, 10, 25)) == -1
    assert month.shift(date(2026, 10, 24)) == 0


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-06-19", "Midsommarafton"), ("2026-12-24", "Julafton"), ("2026-12-31", "Nyårsafton")],
)
def test_the_eves_on_which_most_are_off_are_marked(author: Visitor, day: str, name: str) -> None:
    """In the calendar, whatever their day of the week; the days around them are not."""
    known = month.day(date.fromisoformat(day))
    assert (known.holiday, known.eve, known.free) == (name, True, True)
    assert not month.day(date.fromisoformat(day) - DAY).free
    assert name in author.get(f"{HOME}/kalender?month={day[:7]}").text


def test_the_desk_speaks_english_to_who_wants_it(press: Press, editor: Visitor) -> None:
    press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + HOUR)))
    editor.post("/redaktion/konto", {"name": "Kim", "language": "en"})
    text = editor.get(f"{HOME}/").text
    assert "Waiting for approval" in text
    assert "Tue 3 April 2018 at 08:23" in text
