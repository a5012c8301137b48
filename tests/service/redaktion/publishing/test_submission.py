"""A draft's way to the editors and back: with a wish and a word there, with a comment back."""

import re

import pytest

from releases.desk import drafts as desk_drafts
from releases.model import DraftRef
from releases.rules.roles import Actor
from releases.store import audit, drafts, settings
from releases.store.settings import RoomSettings
from releases.times import utc_text
from tests import builders
from tests.builders import HOUR
from tests.service.app_server import ROOM, HttpResponse, Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.review_forms import (
    HOME,
    add_draft,
    at,
    confirm,
    local,
    outputs,
    save_draft,
)

WORD = "Ring Olle om siffran i ingressen."
COMMENT = "Vem säger det andra citatet?"
TOO_LONG = "Det är 2\u00a0001 tecken, och högst 2\u00a0000 får plats."


def sent(author: Visitor, release: str, **fields: str) -> HttpResponse:
    """Submit the draft that the review page shows."""
    author.get(at(release, "/granska"))
    return author.post(
        at(release, "/granska/skicka"), {"version": author.field("version")} | fields
    )


def returned(
    editor: Visitor, release: str, comment: str = COMMENT, version: str = "1"
) -> HttpResponse:
    fields = {"version": version, "comment": comment}
    return editor.post(at(release, "/granska/skicka-tillbaka"), fields)


def waits(press: Press, release: str) -> bool:
    draft = press.store.reading(drafts.get, DraftRef(ROOM, release)).result()
    return draft.submitted_version is not None


def test_an_editor_is_called_to_act_on_what_waits(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press).id
    sent(author, release)
    page = editor.get(at(release, "/granska")).text
    (call,) = re.findall(r'<div class="notice (\w+)"><p><strong>([^<]+)', page)
    assert call == ("warn", "Väntar på ditt godkännande")
    assert "Väntar på ditt godkännande" not in author.get(at(release, "/granska")).text


def test_a_wished_time_and_a_word_stand_before_the_editor(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press).id
    wished = press.clock.now() + 26 * HOUR
    day, clock = local(wished)
    assert sent(author, release, date=day, time=clock, word=WORD).status == 303
    page = editor.get(at(release, "/granska")).text
    assert WORD in page
    assert "ons 4 april 2018 kl. 09.23" in page
    # The link leads to the confirmation of that very time.
    query = f"when=later&at={utc_text(wished)}"
    assert f'href="?{query.replace("&", "&amp;")}"' in page
    assert confirm(editor, release, query).status == 303
    assert not waits(press, release)


def test_nothing_of_a_submission_is_public(press: Press, author: Visitor, editor: Visitor) -> None:
    press.publish(builders.document("Förut"))
    before = outputs(press)
    release = add_draft(press).id
    sent(author, release, word=WORD)
    returned(editor, release)
    assert outputs(press) == before
    editor.get(at(release, "/granska"))
    confirm(editor, release, "when=now")
    assert not any(WORD in output or COMMENT in output for output in outputs(press).values())


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"date": "2018-04-02", "time": "07:23"}, "har passerat"),
        ({"date": "2019-03-31", "time": "02:30"}, "Klockslaget finns inte"),
        ({"time": "07:23"}, "Ange både dag och klockslag"),
        ({"date": "2018-05-02", "time": "halv"}, "Det är ingen tid"),
    ],
)
def test_a_wish_that_is_no_time_is_asked_about_and_the_word_kept(
    press: Press, author: Visitor, fields: dict[str, str], problem: str
) -> None:
    release = add_draft(press).id
    answer = sent(author, release, word=WORD, **fields)
    assert answer.status == 422
    assert problem in answer.text
    assert f"{WORD}</textarea>" in answer.text
    assert f'value="{fields.get("date", "")}"' in answer.text
    assert not waits(press, release)


def test_a_word_that_is_too_long_is_given_back(press: Press, author: Visitor) -> None:
    release, long = add_draft(press).id, "x" * 2_001
    answer = sent(author, release, word=long)
    assert answer.status == 422
    assert TOO_LONG in answer.text
    assert f"{long}</textarea>" in answer.text


def test_who_sent_it_takes_it_back(press: Press, author: Visitor, editor: Visitor) -> None:
    release = add_draft(press).id
    sent(author, release)
    assert 'id="waiting"' in editor.get(f"{HOME}/").text
    author.get(at(release, "/granska"))
    taken = author.post(at(release, "/granska/ta-tillbaka"), {"version": author.field("version")})
    assert taken.status == 303
    assert not waits(press, release)
    assert "Skicka för godkännande" in author.get(at(release, "/granska")).text
    assert press.write(audit.list_entries, DraftRef(ROOM, release))[-1].action == "release.recall"


def test_what_no_longer_waits_cannot_be_taken_back(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press).id
    sent(author, release)
    confirm(editor, release, "when=now")
    late = author.post(at(release, "/granska/ta-tillbaka"), {"version": "1"})
    assert late.status == 409
    assert "väntar inte längre på godkännande" in late.text


def test_what_is_sent_back_tells_why_until_it_is_sent_again(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press).id
    sent(author, release)
    assert returned(editor, release).status == 303
    assert not waits(press, release)
    places = (f"{HOME}/", at(release), at(release, "/granska"))
    assert all(COMMENT in author.get(place).text for place in places)
    save_draft(press, release, builders.document("Rättat"))
    assert all(COMMENT in author.get(place).text for place in places)
    sent(author, release)
    assert not any(COMMENT in author.get(place).text for place in places)
    deeds = [deed.action for deed in press.write(audit.list_entries, DraftRef(ROOM, release))]
    assert deeds[-3:] == ["release.return", "release.save", "release.submit"]


def test_what_is_sent_back_and_then_approved_all_the_same_is_settled(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press).id
    sent(author, release)
    returned(editor, release)
    confirm(editor, release, "when=now")
    assert COMMENT not in author.get(f"{HOME}/").text
    assert COMMENT not in author.get(at(release)).text


@pytest.mark.parametrize(
    ("comment", "problem"),
    [("  \n", "Skriv vad som ska ändras."), ("x" * 2_001, TOO_LONG)],
)
def test_what_is_sent_back_needs_a_comment(
    press: Press, author: Visitor, editor: Visitor, comment: str, problem: str
) -> None:
    release = add_draft(press).id
    sent(author, release)
    answer = returned(editor, release, comment)
    assert answer.status == 422
    assert problem in answer.text
    assert comment.strip() in answer.text
    assert waits(press, release)


def test_a_comment_on_what_changed_meanwhile_is_not_lost(
    press: Press, author: Visitor, editor: Visitor
) -> None:
    release = add_draft(press).id
    sent(author, release)
    save_draft(press, release, builders.document("Ny version"))
    answer = returned(editor, release)
    assert answer.status == 409
    assert "väntar inte längre på godkännande" in answer.text
    assert COMMENT in answer.text


def test_an_author_sends_nothing_back(press: Press, author: Visitor) -> None:
    release = add_draft(press).id
    sent(author, release)
    assert returned(author, release).status == 403
    assert waits(press, release)


def test_an_editor_who_may_not_approve_their_own_text_takes_it_back(
    press: Press, editor: Visitor
) -> None:
    """Where two are wanted, the one who submitted waits like an author."""
    press.write(settings.put, RoomSettings(ROOM, four_eyes=True))
    who = Actor(f"editor@{ROOM}.example")
    release = press.write(desk_drafts.create, ROOM, builders.document(), who).id
    press.write(desk_drafts.submit, DraftRef(ROOM, release), who, 1)
    page = editor.get(at(release, "/granska")).text
    assert "Väntar på ditt godkännande" not in page
    assert f'action="{at(release, "/granska/ta-tillbaka")}"' in page
    assert "skicka-tillbaka" not in page
