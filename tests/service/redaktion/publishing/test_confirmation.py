"""Godkänn ändringen: an editor's comma in what was submitted is confirmed by who wrote the rest."""

import re
from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from releases.desk import drafts as desk_drafts
from releases.desk import newsroom_settings
from releases.model import DraftRef
from releases.rules.roles import Role
from releases.store import audit, drafts
from releases.store.settings import RoomSettings
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import Visitor, visitor
from tests.service.redaktion.review_forms import at, confirm, entries

BOX, BUTTON = "har ändrat i texten", "Godkänn ändringen"


@pytest.fixture
def anna(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.AUTHOR, email="anna@mellanlandet.example")


@pytest.fixture
def elsa(press: Press, anna: Visitor) -> Iterator[Visitor]:
    """An editor, the second person of a newsroom that wants two."""
    for editor in visitor(press, Role.EDITOR, email="elsa@mellanlandet.example"):
        press.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
        yield editor
    assert anna.cookies


def begun(press: Press, who: str = "anna") -> str:
    actor = replace(WHO, who=f"{who}@mellanlandet.example", is_machine=False)
    release: str = press.write(desk_drafts.create, ROOM, builders.document(), actor).id
    return release


def edited(press: Press, release: str, title: str, who: str = "elsa") -> None:
    ref = DraftRef(ROOM, release)
    actor = replace(WHO, who=f"{who}@mellanlandet.example", is_machine=False)
    version = press.write(drafts.get, ref).version
    press.write(desk_drafts.save, ref, builders.document(title), actor, version)


def test_an_editors_comma_is_confirmed_by_who_wrote_the_text_and_then_goes_out(
    press: Press, anna: Visitor, elsa: Visitor
) -> None:
    release = begun(press)
    anna.post(at(release, "/granska/skicka"), {"version": "1"})
    assert "granska/publicera" in elsa.get(at(release, "/granska?when=now")).text
    edited(press, release, "Nya busslinjer till sjukhuset i höst")
    # It waits as before, and not for who changed it.
    page = elsa.get(at(release, "/granska?when=now")).text
    assert "Du har skrivit i texten" in page
    assert "kan du publicera själv" in page
    assert "granska/publicera" not in page
    assert BUTTON not in page
    assert "Väntar på att en redaktör godkänner" in page
    page = anna.get(at(release, "/granska")).text
    assert BOX in page
    # Word by word, what was done to the text that was sent.
    assert re.search(r"<ins>[^<]*i höst</ins>", page[page.index('id="edits"') :])
    sent = anna.post(at(release, "/granska/bekrafta"), {"version": anna.field("version")})
    assert sent.status == 303
    assert BOX not in anna.get(at(release, "/granska")).text
    assert confirm(elsa, release, "when=now").status == 303
    assert len(entries(press, release)) == 1
    deeds = [deed.action for deed in press.write(audit.list_entries, DraftRef(ROOM, release))]
    assert "release.confirm" in deeds


def test_what_changed_since_it_was_read_is_not_confirmed(
    press: Press, anna: Visitor, elsa: Visitor
) -> None:
    release = begun(press)
    edited(press, release, "Fler bussar")
    anna.get(at(release, "/granska"))
    version = anna.field("version")
    edited(press, release, "Färre bussar")
    sent = anna.post(at(release, "/granska/bekrafta"), {"version": version})
    assert sent.header("location") == at(release, "/granska")
    assert "Texten har ändrats sedan du öppnade den" in anna.get(at(release, "/granska")).text
    assert "granska/publicera" not in elsa.get(at(release, "/granska?when=now")).text


def test_where_an_editor_wrote_it_all_an_author_answers_for_it(
    press: Press, anna: Visitor, elsa: Visitor
) -> None:
    """Of two people one may approve; that one had written the text."""
    release = begun(press, "elsa")
    edited(press, release, "Med punkt.", "anna")
    assert (
        elsa.post(
            at(release, "/granska/publicera"), {"version": "2", "when": "now", "action": "publish"}
        ).status
        == 422
    )
    anna.get(at(release, "/granska"))
    anna.post(at(release, "/granska/bekrafta"), {"version": anna.field("version")})
    assert confirm(elsa, release, "when=now").status == 303


def test_nobody_is_asked_where_one_person_is_enough(press: Press, anna: Visitor) -> None:
    release = begun(press, "elsa")
    assert BUTTON not in anna.get(at(release, "/granska")).text


def test_who_may_approve_is_not_asked_to_confirm(press: Press, elsa: Visitor) -> None:
    release = begun(press)
    assert BUTTON not in elsa.get(at(release, "/granska")).text
    assert "granska/publicera" in elsa.get(at(release, "/granska?when=now")).text


def test_an_editor_who_changed_a_submission_sends_it_back_all_the_same(
    press: Press, anna: Visitor, elsa: Visitor
) -> None:
    release = begun(press)
    anna.post(at(release, "/granska/skicka"), {"version": "1"})
    edited(press, release, "Fler bussar")
    page = elsa.get(at(release, "/granska")).text
    assert "skicka-tillbaka" in page
    fields = {"version": "2", "comment": "Vem säger det?"}
    assert elsa.post(at(release, "/granska/skicka-tillbaka"), fields).status == 303
