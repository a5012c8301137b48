"""Forms and addresses made before names were English: what they say is still understood."""

import re
from pathlib import Path

from releases.rules.roles import Role
from releases.store import submissions
from releases.timeline import Significance
from releases.times import utc_text
from service.redaktion import former_names
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import ROOM, Press
from tests.service.redaktion.desk_client import PASSWORD, Visitor, somebody
from tests.service.redaktion.review_forms import HOME, add_draft, at, entries, local, save_draft
from tests.service.redaktion.writing_forms import current_draft, open_form

SERVICE = Path(former_names.__file__).parents[1]
WORD = "Kommunen vet om det."


def test_a_draft_typed_on_a_page_of_before_is_saved_where_its_button_leads(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press)
    sent = open_form(author, release) | {"title": "Skrivet före", "do": "granska"}
    answer = author.post(at(release.id), sent)
    assert answer.header("location") == at(release.id, "/granska")
    assert current_draft(press, release).draft.title == "Skrivet före"


def test_a_draft_comes_back_through_signing_in_by_a_form_of_before(
    press: Press, author: Visitor
) -> None:
    sent = {"title": "Skrivet före", "body": "Text", "do": "spara"}
    author.cookies.clear()
    author.post(f"{HOME}/nytt", sent)
    entry = {"email": f"author@{ROOM}.example", "password": PASSWORD, "till": f"{HOME}/nytt"}
    answer = author.post("/redaktion/logga-in", entry | {"kept": author.field("kept")})
    assert 'value="Skrivet före"' in answer.text


def test_a_confirmation_of_before_approves_what_it_says(press: Press, editor: Visitor) -> None:
    release = add_draft(press)
    begun = {"version": "1", "naer": "nu", "handling": "publish", "betydelse": "major"}
    assert editor.post(at(release.id, "/granska/publicera"), begun).status == 303
    version = str(save_draft(press, release.id, builders.document("Rättat")).version)
    later = press.clock.now() + HOUR
    sent = {"version": version, "naer": "tid", "nar": utc_text(later), "handling": "correct"}
    sent |= {"betydelse": "major", "notis": "Fel namn.", "tyst": "1"}
    assert editor.post(at(release.id, "/granska/publicera"), sent).status == 303
    entry = entries(press, release.id)[-1]
    assert (entry.at, entry.note, entry.announce) == (later, "Fel namn.", False)
    assert entry.significance is Significance.MAJOR
    assert editor.post(at(release.id, "/aterkalla"), {"bekrafta": "1"}).status == 303


def test_a_submission_of_before_keeps_its_word_and_its_time(press: Press, author: Visitor) -> None:
    release, wished = add_draft(press), press.clock.now() + HOUR
    day, clock = local(wished)
    sent = {"version": "1", "ord": WORD, "datum": day, "tid": clock}
    assert author.post(at(release.id, "/granska/skicka"), sent).status == 303
    submission = press.store.reading(
        submissions.find_waiting, current_draft(press, release)
    ).result()
    assert submission is not None
    assert (submission.word, submission.wish) == (WORD, wished)


def test_addresses_in_mail_and_bookmarks_lead_where_they_led(
    press: Press, author: Visitor, stranger: Visitor
) -> None:
    add_draft(press, builders.document("Utkastet"))
    press.publish(builders.document("Det publicerade"))
    narrowed = author.get(f"{HOME}/alla?tillstand=public").text
    assert ("Det publicerade" in narrowed, "Utkastet" in narrowed) == (True, False)
    assert author.get("/redaktion/konto/inbjudan?kod=abc").text.count('value="abc"') == 1
    stranger.get(f"/redaktion/logga-in?till={HOME}/kalender")
    somebody(press, "ny@mellanlandet.example", Role.AUTHOR)
    sent = {"email": "ny@mellanlandet.example", "password": PASSWORD}
    answer = stranger.post("/redaktion/logga-in", sent | {"next": stranger.field("next")})
    assert answer.header("location") == f"{HOME}/kalender"


def test_no_page_and_no_handler_uses_a_former_name() -> None:
    former, values = "|".join(former_names.NAMES), "|".join(former_names.VALUES["do"])
    used = re.compile(
        rf'name="({former})"|[?&;]({former})=|\.(get|all)\("({former})"|"do" value="({values})"'
    )
    pages, modules = SERVICE / "templates" / "redaktion", SERVICE / "redaktion"
    uses = {
        path.name: match[0]
        for path in (*pages.rglob("*.html"), *modules.rglob("*.py"))
        if (match := used.search(path.read_text()))
    }
    assert uses == {}
    assert not former_names.NAMES.keys() & former_names.NAMES.values()
