"""What the desk tells afterwards: where it shows, who was told, what was when, how often."""

import pytest

from releases.desk.approval import Order
from releases.model import Kind
from releases.refusals import Reason
from releases.store import claims, outbox, visits
from releases.store.visits import Visits
from releases.timeline import Action, Significance
from releases.times import local_day
from tests import builders
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, Press, moment
from tests.service.delivery import WORKER, claim_due
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import add_draft, at, confirm, outputs, save_draft


def shown(text: str, name: str) -> str:
    """Return what the receipt says of an output."""
    row = text[text.index(f">{name}</a>") :]
    return row[row.index('">') + 2 : row.index("</span>")]


def test_the_receipt_says_where_a_release_shows(press: Press, editor: Visitor) -> None:
    """As the service itself answers; an invitation also in the calendar."""
    content = builders.document(kind=Kind.PRESS_INVITATION, event=builders.event())
    release = press.publish(content).release
    text = editor.get(at(release, "/kvitto")).text
    names = ("Sidan", "Pressrummet", "RSS", "Atom", "JSON Feed", "Inbäddning", "Arkivet")
    for name in (*names, "Webbplatskartan", "Kalendern"):
        assert shown(text, name) == "Visas"


def test_the_receipt_says_what_no_longer_shows_it(press: Press, editor: Visitor) -> None:
    """The newest lists end; pages and archives keep it."""
    release = press.publish(
        builders.document("Den första"), Order(Action.PUBLISH, moment(MORNING - DAY))
    ).release
    for number in range(20):
        press.publish(builders.document(f"Nyhet {number}"))
    text = editor.get(at(release, "/kvitto")).text
    assert shown(text, "RSS") == "Inte bland de nyaste"
    assert shown(text, "Arkivet") == "Visas"
    assert shown(text, "Sidan") == "Visas"


def test_looking_at_a_receipt_is_no_visit(press: Press, editor: Visitor) -> None:
    release = press.publish(builders.document()).release
    for _ in range(3):
        editor.get(at(release, "/kvitto"))
    assert press.write(visits.of_newsroom, ROOM, local_day(MORNING)) == {}
    assert "Hämtningar av sidan" not in editor.page


def test_the_receipt_says_when_each_sink_is_told(press: Press, editor: Visitor) -> None:
    press.write(outbox.add_webhook, ROOM, "https://kommun.example/mottag", "whsec_hemlig")
    entry = press.publish(builders.document(), Order(Action.PUBLISH, moment(MORNING + HOUR)))
    address = at(entry.release, "/kvitto")
    assert "Meddelas 3 april 2018 kl. 08.23" in editor.get(address).text
    press.clock.set(MORNING + HOUR)
    (owed,) = press.write(claim_due)
    press.write(claims.settle, [owed.id])
    assert "Meddelad 3 april 2018 kl. 08.23" in editor.get(address).text
    assert "https://kommun.example/mottag" in editor.page
    assert "whsec" not in editor.page


def test_a_dead_letter_is_told_of_on_receipt_and_overview(press: Press, editor: Visitor) -> None:
    press.write(outbox.add_webhook, ROOM, "https://kommun.example/mottag", "whsec_hemlig")
    release = press.publish(builders.document()).release
    (owed,) = press.write(claim_due)
    press.write(claims.postpone, WORKER, owed.id, Reason("answered", {"status": 500}), None)
    assert "Misslyckades: Servern svarade 500." in editor.get(at(release, "/kvitto")).text
    assert "Ett utskick har misslyckats" in editor.get(f"/redaktion/{ROOM}/").text


def test_a_draft_ahead_of_the_public_text_is_told_of(press: Press, editor: Visitor) -> None:
    release = press.publish(builders.document()).release
    assert "Utkastet har ändrats" not in editor.get(at(release, "/kvitto")).text
    save_draft(press, release, builders.document("Ny rubrik"))
    assert "Utkastet har ändrats" in editor.get(at(release, "/kvitto")).text


def test_a_minor_correction_before_a_planned_one_is_no_unapproved_change(
    press: Press, editor: Visitor
) -> None:
    """The draft was approved last, though the planned correction will be in force last."""
    release = press.publish(builders.document()).release
    planned = Order(Action.CORRECT, moment(MORNING + HOUR), note="Ny linje.")
    press.order(release, planned, builders.document("Den planerade"))
    minor = Order(Action.CORRECT, significance=Significance.MINOR)
    press.order(release, minor, builders.document("Rättstavad"))
    assert "Utkastet har ändrats" not in editor.get(at(release, "/kvitto")).text
    save_draft(press, release, builders.document("Inte godkänd"))
    assert "Utkastet har ändrats" in editor.get(at(release, "/kvitto")).text


@pytest.mark.parametrize("action", [Action.CORRECT, Action.WITHDRAW])
def test_the_receipt_says_that_caches_may_show_the_old_page_for_a_while(
    press: Press, editor: Visitor, action: Action
) -> None:
    """Right after a change; not after a first publication, nor later."""
    said = "kan visa den gamla sidan i ett par minuter"
    release = press.publish(builders.document()).release
    assert said not in editor.get(at(release, "/kvitto")).text
    press.clock.advance(HOUR)
    press.order(release, Order(action, note="Fel."), builders.document("Ny rubrik"))
    assert said in editor.get(at(release, "/kvitto")).text
    press.clock.advance(HOUR)
    assert said not in editor.get(at(release, "/kvitto")).text


def test_a_publication_approved_anew_is_told_as_replaced(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    query = "when=later&date=2018-04-03&time=09:23"
    confirm(editor, release.id, query)
    save_draft(press, release.id, builders.document("Ny rubrik"))
    press.clock.advance(HOUR)
    confirm(editor, release.id, query)
    text = editor.get(at(release.id, "/kvitto")).text
    assert "ersatt av" in text
    assert "avbokat av" not in text


def test_the_history_tells_what_readers_have_seen_from_what_they_will_see(
    press: Press, editor: Visitor
) -> None:
    release = press.publish(builders.document()).release
    address = at(release, "/historik")
    assert "Vad läsarna kommer att se" not in editor.get(address).text
    press.order(release, Order(Action.CORRECT, moment(MORNING + HOUR)), builders.document("Ny"))
    seen, _, coming = editor.get(address).text.partition("Vad läsarna kommer att se")
    assert (">Rättelse<" in seen, ">Rättelse<" in coming) == (False, True)
    press.clock.advance(HOUR)
    assert "Vad läsarna kommer att se" not in editor.get(address).text


def test_the_history_asks_for_a_day_and_a_time_of_day(press: Press, editor: Visitor) -> None:
    """In Swedish time, the past too; where the clocks change the two that can be meant."""
    release = press.publish(builders.document()).release
    press.clock.advance(HOUR)
    address = at(release, "/historik")
    shown = editor.get(f"{address}?date=2018-04-03&time=07:30").text
    assert "tis 3 april 2018 kl. 07.30" in shown
    assert 'value="2018-04-03"' in shown
    assert "sida?t=2018-04-03T05:30:00Z" in shown
    twice = editor.get(f"{address}?date=2017-10-29&time=02:30")
    assert (twice.status, twice.text.count('name="at"')) == (422, 2)
    chosen = f"{address}?at=2017-10-29T02:30:00%2B01:00&date=2017-10-29&time=02:30"
    assert "Inget var publicerat då" in editor.get(chosen).text
    half = editor.get(f"{address}?date=2018-04-02")
    assert (half.status, "Ange både dag och klockslag" in half.text) == (422, True)


def test_the_history_shows_the_page_as_it_was_at_any_instant(press: Press, editor: Visitor) -> None:
    release = press.publish(builders.document("Första rubriken")).release
    press.clock.advance(HOUR)
    press.order(release, Order(Action.CORRECT, note="Fel rubrik."), builders.document("Andra"))
    press.clock.advance(HOUR)
    press.order(release, Order(Action.WITHDRAW, note="Allt var fel."))
    address = at(release, "/historik")
    for clock, said in (("07:23", "Första rubriken"), ("08:23", "Fel rubrik."), ("09:23", "Allt")):
        page = editor.get(f"{address}/sida?t=2018-04-03T{clock}")
        assert said in page.text
        assert page.header("cache-control") == "no-store"
    assert editor.get(f"{address}/sida?t=2018-04-03T07:22").status == 404
    assert "Inget var publicerat då" in editor.get(f"{address}?t=2018-04-03T07:22").text
    assert editor.get(f"{address}?t=snart").status == 422


def test_visits_are_shown_as_numbers_and_as_a_drawing(press: Press, editor: Visitor) -> None:
    release = press.publish(builders.document("Mest läst")).release
    today = local_day(MORNING)
    press.write(
        visits.add,
        [Visits(ROOM, today, "page", release, 41), Visits(ROOM, today, "rss", "", 7)],
    )
    text = editor.get(f"/redaktion/{ROOM}/statistik").text
    assert "Mest läst" in text
    assert '<td class="figure">41</td>' in text
    assert '<td class="figure">7</td>' in text
    assert text.count("<rect") == 2
    assert "41 hämtningar" in editor.get(at(release, "/kvitto")).text


def test_nothing_the_desk_does_with_a_draft_is_seen_outside(press: Press, editor: Visitor) -> None:
    """Reviewed, shown in every form, scheduled, moved, cancelled: no public byte changes."""
    press.picture("kanarie")
    press.publish(builders.document())
    content = builders.document("Kanariefågeln", images=(builders.image("kanarie"),))
    release = add_draft(press, content)
    before = outputs(press)
    for below in (
        "/granska",
        "/som/sida",
        "/som/flode",
        "/som/inbaddning",
        "/som/lank",
        "/fil/kanarie.jpg",
    ):
        assert editor.get(at(release.id, below)).status == 200
        assert outputs(press) == before
    entry = press.order(release.id, Order(Action.PUBLISH, moment(MORNING + HOUR)))
    for below in ("/kvitto", "/historik", f"/flytta/{entry.id}", f"/avboka/{entry.id}"):
        assert editor.get(at(release.id, below)).status == 200
        assert outputs(press) == before
    editor.post(at(release.id, f"/flytta/{entry.id}"), {"at": "2018-04-05T05:23:00Z"})
    for address in ("", "alla", "kalender", "statistik"):
        assert editor.get(f"/redaktion/{ROOM}/{address}").status == 200
    assert outputs(press) == before
    assert press.get("/media/kanarie.jpg").status == 404
