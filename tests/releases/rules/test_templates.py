"""Templates: what they may hold, what is offered to begin from, and what begins from one."""

from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from releases.desk import contacts, newsroom_settings
from releases.desk import templates as desk_templates
from releases.errors import AlreadyExists, InvalidDocument, NotFound
from releases.model import Document, Kind, new_id
from releases.rules import templates
from releases.rules.builtin_templates import BLANK, SKELETONS
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.kinds import ALL
from releases.rules.roles import Actor
from releases.rules.starting_points import Offering, blank, find, offer, offers, start_draft
from releases.rules.templates import Template
from releases.store import audit
from releases.store import templates as store
from tests import builders
from tests.builders import DAY, MORNING
from tests.releases.documents import DOCUMENTS
from tests.stores import ROOM, WHO, Desk

JOUR = DirectoryEntry("jour", builders.contact())
GONE = DirectoryEntry("slutat", builders.contact(name="Olle Ek"), until=MORNING)


def template(name: str = "Beslut i nämnden", **changes: Any) -> Template:
    values: dict[str, Any] = {"id": new_id(), "purpose": "Efter varje sammanträde."}
    document = Document(title="Beslut: [ärende]", body="Nämnden har beslutat att [vad].")
    return Template(name=name, **({"document": document} | values | changes))


def offering(*own: Template, **changes: Any) -> Offering:
    values: dict[str, Any] = {
        "room": builders.newsroom(),
        "kinds": ALL,
        "own": own,
        "directory": (JOUR, GONE),
    }
    return Offering(**(values | changes))


def faults(wrong: Template) -> set[str]:
    with pytest.raises(InvalidDocument) as refused:
        templates.validate_template(wrong)
    return {error.field for error in refused.value.errors}


def test_a_template_is_cleaned_like_a_document_and_needs_no_title() -> None:
    rough = template(
        "  Beslut \n i nämnden ", document=Document(title=" ", body="- Ja, säger Maja Ek.")
    )
    sound = templates.validate_template(rough)
    assert (sound.name, sound.document.title) == ("Beslut i nämnden", "")
    assert sound.document.body == "– Ja, säger Maja Ek."


def test_all_that_is_wrong_with_a_template_is_told_at_once() -> None:
    document = Document(title="x" * 301, body="x" * 500_001, language="svenska")
    wrong = template("", purpose="x" * 301, document=document)
    assert faults(wrong) == {"name", "purpose", "title", "body", "language"}
    assert faults(template("x" * 101)) == {"name"}


@given(DOCUMENTS)
def test_checking_a_template_twice_changes_nothing_more(document: Document) -> None:
    once = templates.validate_template(template(document=document, contacts=("jour", "jour")))
    assert templates.validate_template(once) == once
    assert once.contacts == ("jour",)


def test_what_belongs_to_one_release_alone_stays_out_of_a_template() -> None:
    whole = builders.document(
        images=(builders.image(),),
        event=builders.event(),
        about="Om oss.",
        translations=(new_id(),),
    )
    kept = templates.validate_template(template(document=whole)).document
    assert kept == Document(
        title=whole.title, lead=whole.lead, body=whole.body, topics=whole.topics
    )


@pytest.mark.parametrize("built_in", [*SKELETONS, BLANK], ids=lambda built: built.id)
def test_a_built_in_template_is_one_that_a_newsroom_could_have_made(built_in: Template) -> None:
    assert templates.validate_template(built_in) == built_in


def test_built_in_templates_are_offered_where_a_newsroom_has_none_for_a_kind() -> None:
    mine = template(document=Document(title="", kind=Kind.NEWS))
    here = offering(mine, kinds=(Kind.NEWS, Kind.STATEMENT))
    news, statement = offers(here)
    assert (news.templates, news.is_own) == ((mine,), True)
    assert [offered.id for offered in statement.templates] == ["uttalande"]
    assert not statement.is_own


def test_own_templates_are_offered_as_swedes_sort_them() -> None:
    names = ["Öppet hus", "ärende", "Avtal", "Åtgärd", "beslut"]
    offered = offer(offering(*map(template, names)), Kind.PRESS_RELEASE)
    assert [offered_one.name for offered_one in offered.templates] == [
        "Avtal",
        "beslut",
        "Åtgärd",
        "ärende",
        "Öppet hus",
    ]


def test_built_in_templates_and_the_blank_sheet_are_in_the_newsrooms_language_and_first_kind() -> (
    None
):
    here = offering(room=builders.newsroom(language="fi"), kinds=(Kind.STATEMENT, Kind.NEWS))
    assert {offered_one.document.language for offered_one in offer(here, Kind.NEWS).templates} == {
        "fi"
    }
    assert blank(here).document == Document(title="", kind=Kind.STATEMENT, language="fi")


def test_a_template_is_found_by_its_id_whether_its_kind_is_offered_or_not() -> None:
    mine = template(document=Document(title="", kind=Kind.NEWS, language="en"))
    here = offering(mine, kinds=(Kind.PRESS_RELEASE,))
    assert find(here, mine.id) == mine
    assert find(here, "uttalande") is not None
    assert find(here, "tomt") == blank(here)
    assert find(here, new_id()) is None


def test_a_draft_begins_with_the_newsrooms_county_and_the_contacts_that_are_current() -> None:
    mine = template(contacts=("slutat", "jour", "borttagen"))
    draft = start_draft(offering(mine), mine, MORNING)
    assert draft == replace(mine.document, places=("18",), contacts=(JOUR.contact,))
    assert start_draft(offering(mine), mine, MORNING - DAY).contacts == (GONE.contact, JOUR.contact)
    assert start_draft(offering(room=builders.newsroom(county="")), mine, MORNING).places == ()


def test_a_template_is_stored_changed_and_removed_and_all_of_it_audited(desk: Desk) -> None:
    desk.write(contacts.put, ROOM, JOUR, WHO, new=True)
    mine = desk.write(desk_templates.put, ROOM, template(contacts=("jour",)), WHO)
    changed = replace(mine, name="Beslut i styrelsen")
    assert desk.write(desk_templates.put, ROOM, changed, Actor("olle")) == changed
    assert desk.read(store.list_templates, ROOM) == (changed,)
    assert desk.read(desk_templates.load_offering, ROOM).own == (changed,)
    desk.write(desk_templates.remove, ROOM, mine.id, WHO)
    assert desk.read(store.list_templates, ROOM) == ()
    noted = [
        entry
        for entry in desk.read(audit.list_entries, ROOM)
        if entry.action.startswith("template")
    ]
    assert [(entry.who, entry.action) for entry in noted] == [
        (WHO.who, "template.put"),
        ("olle", "template.put"),
        (WHO.who, "template.remove"),
    ]
    assert {entry.detail["template"] for entry in noted} == {mine.id}


def test_no_two_templates_of_a_newsroom_have_one_name(desk: Desk) -> None:
    mine = desk.write(desk_templates.put, ROOM, template("Beslut"), WHO)
    with pytest.raises(AlreadyExists):
        desk.write(desk_templates.put, ROOM, template("BESLUT"), WHO)
    desk.write(desk_templates.put, ROOM, replace(mine, purpose="Ny"), WHO)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"contacts": ("okänd",)}, InvalidDocument),
        ({"name": ""}, InvalidDocument),
        ({"id": "ny"}, NotFound),
    ],
    ids=["unknown contact", "no name", "no id"],
)
def test_what_cannot_be_a_template_is_refused_and_nothing_is_stored(
    desk: Desk, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        desk.write(desk_templates.put, ROOM, replace(template(), **changes), WHO)
    assert desk.read(store.list_templates, ROOM) == ()


def test_the_templates_of_one_newsroom_are_no_others(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, builders.newsroom("region-grannlandet"), WHO)
    mine = desk.write(desk_templates.put, ROOM, template(), WHO)
    with pytest.raises(NotFound):
        desk.write(desk_templates.remove, "region-grannlandet", mine.id, WHO)
    theirs = replace(mine, name="Deras")
    desk.write(desk_templates.put, "region-grannlandet", theirs, WHO)
    assert desk.read(store.list_templates, ROOM) == (mine,)
    assert desk.read(store.list_templates, "region-grannlandet") == (theirs,)


def test_a_template_that_is_not_there_cannot_be_removed(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.write(desk_templates.remove, ROOM, new_id(), WHO)
