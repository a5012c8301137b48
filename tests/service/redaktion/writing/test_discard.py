"""Radera utkastet over HTTP: asked once, and only of what never became anything."""

from releases.desk.approval import Order
from releases.model import DraftRef
from releases.store import audit
from releases.timeline import Action
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import ROOM, Press, moment
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import HOME, add_draft, at, save_draft


def test_an_author_throws_a_draft_away_after_one_question(press: Press, author: Visitor) -> None:
    release = add_draft(press, builders.document("Blev inget")).id
    assert f'href="{at(release, "/kasta")}"' in author.get(at(release)).text
    asked = author.get(at(release, "/kasta"))
    assert "Radera utkastet?" in asked.text
    assert "Blev inget" in asked.text
    done = author.post(at(release, "/kasta"), {"version": author.field("version")})
    assert (done.status, done.header("location")) == (303, f"{HOME}/")
    shown = author.get(f"{HOME}/").text
    assert "Utkastet är raderat." in shown
    assert "Blev inget" not in shown
    assert author.get(at(release)).status == 404
    deed = press.write(audit.list_entries, DraftRef(ROOM, release))[-1]
    assert (deed.who, deed.action) == (f"author@{ROOM}.example", "release.discard")


def test_a_draft_changed_since_the_question_is_asked_about_again(
    press: Press, author: Visitor
) -> None:
    release = add_draft(press).id
    author.get(at(release, "/kasta"))
    version = author.field("version")
    save_draft(press, release, builders.document("Någon skrev mer"))
    again = author.post(at(release, "/kasta"), {"version": version})
    assert again.status == 409
    assert "Inget är raderat" in again.text
    assert "Någon skrev mer" in again.text


def test_what_was_ever_planned_is_not_offered_to_be_thrown_away(
    press: Press, editor: Visitor
) -> None:
    entry = press.publish(
        builders.document(), Order(Action.PUBLISH, moment(press.clock.now() + HOUR))
    )
    release = entry.release
    assert "/kasta" not in editor.get(at(release)).text
    refused = editor.post(at(release, "/kasta"), {"version": "1"})
    assert refused.status == 409
    assert "finns det kvar, med hela sin historik" in refused.text
    assert editor.get(at(release, "/kasta")).status == 409
    assert editor.get(at(release)).status == 200
