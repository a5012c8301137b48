"""From a draft to the public, by forms alone: approved for a time, corrected, withdrawn."""

import pytest

from releases.desk import approval, newsroom_settings
from releases.desk.approval import Order
from releases.rules.roles import Role
from releases.store import audit
from releases.store.settings import RoomSettings
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, WHO, Press, moment
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.redaktion.review_forms import (
    AUTHOR,
    OUTPUTS,
    add_draft,
    at,
    confirm,
    entries,
    local,
    outputs,
    page,
    save_draft,
)

LATER = MORNING + 2 * HOUR
DAY_OF, CLOCK = local(LATER)
AT_NINE = f"when=later&date={DAY_OF}&time={CLOCK.replace(':', '%3A')}"
NUMBER = "811218-9876"


def test_what_is_approved_for_a_time_is_public_at_that_time_everywhere(
    press: Press, editor: Visitor
) -> None:
    """Not a millisecond before, and without anybody doing anything then."""
    release = add_draft(press)
    before = outputs(press)
    answer = confirm(editor, release.id, AT_NINE)
    assert answer.status == 303
    assert answer.header("location") == at(release.id, "/kvitto")
    editor.get(at(release.id, "/kvitto"))
    assert "tis 3 april 2018 kl. 09.23" in editor.page
    press.clock.set(LATER - HOUR / 3_600_000)
    assert outputs(press) == before
    assert page(press, release.id).status == 404
    press.clock.set(LATER)
    after = outputs(press)
    assert {below for below in OUTPUTS if after[below] != before[below]} == set(OUTPUTS)
    shown = {below for below in OUTPUTS if release.draft.title in after[below]}
    assert shown == set(OUTPUTS) - {"sitemap-2018.xml"}
    assert page(press, release.id).status == 200


def test_the_time_is_repeated_in_words_before_it_is_confirmed(
    press: Press, editor: Visitor
) -> None:
    release = add_draft(press)
    answer = editor.get(at(release.id, f"/granska?{AT_NINE}"))
    assert "tis 3 april 2018 kl. 09.23" in answer.text
    assert entries(press, release.id) == ()


def test_now_is_now(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    assert confirm(editor, release.id, "when=now").status == 303
    assert page(press, release.id).status == 200


@pytest.mark.parametrize("query", ["when=now", AT_NINE])
def test_a_button_pressed_twice_does_it_once(press: Press, editor: Visitor, query: str) -> None:
    """A publication does not become a correction, nor a correction two."""
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    save_draft(press, release.id, builders.document("Rättad rubrik"))
    editor.get(at(release.id, f"/granska?{query}&note=Fel+namn."))
    names = ("version", "action", "when", "significance", "note")
    fields = {name: editor.field(name) for name in names}
    if query == AT_NINE:
        fields["at"] = editor.field("at")
    address = at(release.id, "/granska/publicera")
    assert [editor.post(address, fields).status for _ in range(2)] == [303, 422]
    assert [entry.action for entry in entries(press, release.id)] == ["publish", "correct"]
    assert editor.post(address, fields | {"action": "publish"}).status == 422
    assert len(entries(press, release.id)) == 2


def test_an_approval_can_be_silent(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    confirm(editor, release.id, "when=now&silent=1", silent="1")
    (entry,) = entries(press, release.id)
    assert not entry.announce


@pytest.mark.parametrize(
    ("day", "clock", "said", "choices"),
    [
        ("2018-03-25", "02:30", "finns inte eftersom klockan ställs fram", 2),
        ("2019-03-31", "02:30", "finns inte eftersom klockan ställs fram", 2),
        ("2018-10-28", "02:30", "finns två gånger", 2),
        ("2018-04-03", "07:23", "Tiden har passerat", 0),
        ("2018-04-03", "", "Ange både dag och klockslag", 0),
        ("snart", "07:23", "Det är ingen tid", 0),
    ],
)
def test_a_time_that_is_none_is_asked_about_again(
    press: Press, editor: Visitor, day: str, clock: str, said: str, choices: int
) -> None:
    """Where the clocks change, the instants that can be meant are offered."""
    release = add_draft(press)
    answer = editor.get(at(release.id, f"/granska?when=later&date={day}&time={clock}"))
    assert answer.status == 422
    assert said in answer.text
    assert answer.text.count('name="at"') == choices
    assert 'action="' + at(release.id, "/granska/publicera") not in answer.text


def test_the_second_of_two_equal_times_can_be_meant(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    query = "when=later&date=2018-10-28&time=02:30&at=2018-10-28T02:30:00%2B01:00"
    assert confirm(editor, release.id, query).status == 303
    (entry,) = entries(press, release.id)
    assert entry.at.isoformat() == "2018-10-28T01:30:00+00:00"


def test_a_text_that_changed_under_way_is_shown_again(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    editor.get(at(release.id, "/granska?when=now"))
    fields = {"version": editor.field("version"), "when": "now", "action": "publish"}
    save_draft(press, release.id, builders.document("Någon annan hann före"))
    answer = editor.post(at(release.id, "/granska/publicera"), fields)
    assert answer.status == 422
    assert "Texten har ändrats" in answer.text
    assert entries(press, release.id) == ()


def test_an_identity_number_stops_until_an_editor_overrides_it(
    press: Press, editor: Visitor
) -> None:
    release = add_draft(press, builders.document(body=f"Ring {NUMBER}."))
    answer = confirm(editor, release.id, "when=now")
    assert answer.status == 422
    assert "811218-xxxx" in answer.text
    assert entries(press, release.id) == ()
    assert confirm(editor, release.id, "when=now", override="1").status == 303
    assert "Godkände ett personnummer" in editor.get(at(release.id, "/historik")).text


def test_placeholders_stop_until_an_editor_overrides_them(press: Press, editor: Visitor) -> None:
    release = add_draft(press, builders.document(body="– Bra, säger [namn]. Se [1]."))
    page = editor.get(at(release.id, "/granska?when=now")).text
    assert "Något är inte ifyllt: [namn]" in page
    assert "Texten ska vara så: [namn]." in page
    refused = confirm(editor, release.id, "when=now")
    assert (refused.status, "Något är inte ifyllt: [namn]." in refused.text) == (422, True)
    assert entries(press, release.id) == ()
    assert confirm(editor, release.id, "when=now", unfilled="1").status == 303
    deeds = [deed.action for deed in press.write(audit.list_entries, release.ref)]
    assert "release.unfilled" in deeds


def test_an_author_submits_and_does_not_publish(press: Press, author: Visitor) -> None:
    release = add_draft(press)
    shown = author.get(at(release.id, "/granska")).text
    assert "Skicka för godkännande" in shown
    assert "granska/publicera" not in shown
    answer = author.post(at(release.id, "/granska/publicera"), {"version": "1", "when": "now"})
    assert answer.status == 403
    sent = author.post(at(release.id, "/granska/skicka"), {"version": "1"})
    assert sent.status == 303
    assert "Väntar på godkännande" in author.get(at(release.id, "/granska")).text


def test_who_wrote_does_not_approve_where_four_eyes_are_wanted(
    press: Press, editor: Visitor
) -> None:
    """The form is not offered, and one sent all the same is refused."""
    person = somebody(press, AUTHOR.who, Role.EDITOR)
    press.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
    writer = Visitor(press).admitted(person)
    release = add_draft(press)
    assert "Du har skrivit i texten" in writer.get(at(release.id, "/granska")).text
    fields = {"version": "1", "when": "now", "action": "publish"}
    assert writer.post(at(release.id, "/granska/publicera"), fields).status == 422
    writer.close()
    assert entries(press, release.id) == ()
    assert confirm(editor, release.id, "when=now").status == 303


def test_a_correction_shows_what_it_changes_and_tells_readers(
    press: Press, editor: Visitor
) -> None:
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    press.clock.advance(HOUR)
    save_draft(
        press, release.id, builders.document(lead="Från våren går bussarna var tionde minut.")
    )
    shown = editor.get(at(release.id, "/granska")).text
    assert "<del>hösten</del>" in shown
    assert "<ins>våren</ins>" in shown
    answer = confirm(
        editor, release.id, "when=now&significance=major&note=Det+blir+till+v%C3%A5ren."
    )
    assert answer.status == 303
    text = page(press, release.id).text
    assert "Det blir till våren." in text
    assert "Från våren" in text


def test_a_correction_can_wait_for_its_time(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    save_draft(press, release.id, builders.document("Rättad rubrik"))
    before = outputs(press)
    assert confirm(editor, release.id, f"{AT_NINE}&significance=minor").status == 303
    assert outputs(press) == before
    press.clock.set(LATER)
    assert "Rättad rubrik" in page(press, release.id).text


def test_a_withdrawal_is_confirmed_and_leaves_its_note(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    press.clock.advance(HOUR)
    address = at(release.id, "/aterkalla")
    assert editor.post(address, {"note": "Uppgifterna var fel."}).status == 422
    assert "Uppgifterna var fel." in editor.page
    sent = {"note": "Uppgifterna var fel.", "confirm": "1"}
    assert editor.post(address, sent).status == 303
    gone = page(press, release.id)
    assert gone.status == 410
    assert "Uppgifterna var fel." in gone.text
    assert "Visas som återkallat" in editor.get(at(release.id, "/kvitto")).text


def test_a_withdrawal_tells_what_was_planned_and_cancels_it(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    press.clock.advance(HOUR)
    save_draft(press, release.id, builders.document("Rättad rubrik"))
    order = Order(Action.CORRECT, moment(press.clock.now() + DAY))
    press.write(approval.approve, release.ref, order, WHO)
    asked = editor.get(at(release.id, "/aterkalla")).text
    assert "avbokas samtidigt" in asked
    assert "Rättelse" in asked
    assert editor.post(at(release.id, "/aterkalla"), {"confirm": "1"}).status == 303
    assert page(press, release.id).status == 410
    press.clock.advance(2 * DAY)
    assert page(press, release.id).status == 410


def test_who_withdraws_without_a_note_sees_before_what_readers_will_read(
    press: Press, editor: Visitor
) -> None:
    release = add_draft(press)
    confirm(editor, release.id, "when=now")
    unsaid = "Publiceringen har återkallats av avsändaren."
    assert (
        f"Om du lämnar fältet tomt står det: ”{unsaid}”"
        in editor.get(at(release.id, "/aterkalla")).text
    )
    assert editor.post(at(release.id, "/aterkalla"), {"confirm": "1"}).status == 303
    assert unsaid in page(press, release.id).text


def test_what_comes_out_at_the_same_time_is_told_of(press: Press, editor: Visitor) -> None:
    """So is a holiday, and the night."""
    confirm(editor, add_draft(press, builders.document("Den andra nyheten")).id, AT_NINE)
    release = add_draft(press)
    assert "Den andra nyheten" in editor.get(at(release.id, f"/granska?{AT_NINE}")).text
    night = editor.get(at(release.id, "/granska?when=later&date=2018-12-25&time=03:00")).text
    assert "Juldagen" in night
    assert "Tiden är på natten" in night
    eve = editor.get(at(release.id, "/granska?when=later&date=2018-12-24&time=10:00")).text
    assert "Julafton: de flesta är lediga." in eve
    assert "Det är helgdag" not in eve
