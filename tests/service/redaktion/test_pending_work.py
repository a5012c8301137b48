"""What waits for somebody stands on the overview and in the calendar, with its numbers."""

import re

import pytest
from msgspec.structs import replace

from releases.desk import drafts, members, newsroom_settings
from releases.desk.approval import Order
from releases.desk.drafts import Ask
from releases.model import Release, new_id
from releases.rules.roles import Role
from releases.store import feedback
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, WHO, Press, moment
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.redaktion.review_forms import AUTHOR, HOME, add_draft, entries

WORD = "Ring Olle om siffran i ingressen."


def sent(press: Press, title: str = "Fler bussar", ask: Ask | None = None) -> Release:
    release = add_draft(press, builders.document(title))
    press.write(drafts.submit, release.ref, AUTHOR, 1, ask or Ask())
    return release


def counts(page: str) -> list[str]:
    (part,) = re.findall(r'<ul class="counts".*?</ul>', page, re.DOTALL) or [""]
    return [" ".join(re.sub("<[^>]+>", "", item).split()) for item in part.split("</li>")[:-1]]


def test_a_wished_time_and_a_word_stand_on_the_overview(press: Press, editor: Visitor) -> None:
    sent(press, ask=Ask(MORNING + DAY, WORD))
    page = editor.get(f"{HOME}/").text
    part = page[page.index('id="waiting"') : page.index('id="drafts"')]
    assert "Önskad tid: <strong>ons 4 april 2018 kl. 07.23</strong>" in part
    assert WORD in part
    press.clock.advance(26 * HOUR)
    editor.admitted(somebody(press, "olle@mellanlandet.example", Role.EDITOR))
    assert "(har passerat)" in editor.get(f"{HOME}/").text


def test_what_waits_is_counted(press: Press, author: Visitor) -> None:
    assert counts(author.get(f"{HOME}/").text) == []
    for number in range(10):
        sent(press, f"Nummer {number}")
    release = press.publish(builders.document("Ute")).release
    press.write(feedback.add, new_id(), ROOM, release, "Bra!", "", 90)
    for place in (f"{HOME}/", f"{HOME}/kalender"):
        page = author.get(place).text
        assert counts(page) == ["10 väntar på godkännande", "1 ny synpunkt"]
    assert 'Väntar på godkännande<span class="count"> 10</span>' in author.get(f"{HOME}/").text


def test_a_change_to_be_confirmed_stands_on_its_authors_overview(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    press.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
    mine = replace(AUTHOR, who=f"author@{ROOM}.example")
    release = press.write(drafts.create, ROOM, builders.document(), mine)
    press.write(drafts.submit, release.ref, mine, 1)
    told = "har ändrat: läs och godkänn ändringen"
    assert told not in author.get(f"{HOME}/").text
    changed = builders.document("Fler bussar.")
    press.write(drafts.save, release.ref, changed, replace(mine, who=f"editor@{ROOM}.example"), 1)
    assert told in author.get(f"{HOME}/").text
    assert told not in editor.get(f"{HOME}/").text


def test_where_nobody_can_publish_the_overview_says_so(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    press.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
    said = "Ingen kan publicera nu. Det behövs en redaktör eller administratör"
    assert said not in author.get(f"{HOME}/").text
    press.write(members.disable, f"editor@{ROOM}.example", WHO)
    assert said in author.get(f"{HOME}/").text
    assert editor.get(f"{HOME}/").status == 303


def test_wished_times_stand_on_their_day_of_the_calendar(press: Press, author: Visitor) -> None:
    release = sent(press, ask=Ask(MORNING + DAY))
    page = author.get(f"{HOME}/kalender").text
    day = page[page.index('id="d-2018-04-04"') : page.index('id="d-2018-04-05"')]
    assert 'class="wished"' in day
    assert f'href="{HOME}/r/{release.id}/granska"' in day
    assert "Önskad tid" in author.get(f"{HOME}/kalender?month=2018-04&day=2018-04-04").text
    press.write(drafts.take_back, release.ref, AUTHOR, 1)
    month = author.get(f"{HOME}/kalender").text
    # The key above the month names every kind of entry.
    assert 'class="wished"' not in month[month.index("<table") :]


def test_those_who_may_not_move_anything_are_not_told_to_drag(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + DAY)))
    page = author.get(f"{HOME}/kalender").text
    assert "dra det till en annan dag" not in page
    assert "draggable" not in page
    assert "En redaktör flyttar det som är schemalagt." in page
    page = editor.get(f"{HOME}/kalender").text
    assert "dra det till en annan dag" in page
    assert "draggable" in page


@pytest.mark.parametrize(
    ("at", "anchor"),
    [
        (MORNING + 5 * DAY, "#d-2018-04-08"),
        # Out of the month: where it came from is what is shown.
        (MORNING + 60 * DAY, "#d-2018-04-04"),
    ],
)
def test_a_move_from_the_calendar_leads_back_to_it(
    press: Press, editor: Visitor, at: object, anchor: str
) -> None:
    entry = press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + DAY)))
    move = f"{HOME}/r/{entry.release}/flytta/{entry.id}"
    assert f'href="{move}?from=2018-04"' in editor.get(f"{HOME}/kalender").text
    assert f'data-move="{move}?from=2018-04"' in editor.page
    day = f"{at:%Y-%m-%d}"
    editor.get(f"{move}?from=2018-04&date={day}&time=07:23")
    assert f'href="{HOME}/kalender?month=2018-04#d-2018-04-04"' in editor.page
    fields = {name: editor.field(name) for name in ("at", "from")}
    answer = editor.post(move, fields)
    assert answer.header("location") == f"{HOME}/kalender?month=2018-04{anchor}"
    assert "Flyttat till" in editor.get(f"{HOME}/kalender?month=2018-04").text
    assert f"{entries(press, entry.release)[-1].at:%Y-%m-%d}" == day


@pytest.mark.parametrize("month", ["", "2018-13", "//evil.example", "2018-04#x"])
def test_a_move_from_elsewhere_ends_on_the_receipt(
    press: Press, editor: Visitor, month: str
) -> None:
    entry = press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + HOUR)))
    move = f"{HOME}/r/{entry.release}/flytta/{entry.id}"
    answer = editor.post(move, {"at": "2018-04-04T05:23:00Z", "from": month})
    assert answer.header("location") == f"{HOME}/r/{entry.release}/kvitto"
