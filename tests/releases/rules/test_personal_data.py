"""Identity numbers stop a document, in whatever field they stand."""

import pytest
from msgspec import structs

from releases.desk import approval
from releases.errors import PersonalNumbers
from releases.model import Document
from releases.rules.personal_data import in_document
from releases.store import audit
from releases.timeline import Action
from tests import builders as b
from tests.stores import WHO, Desk

NUMBER = "811218-9876"


@pytest.mark.parametrize(
    "document",
    [
        b.document(f"Mål {NUMBER}"),
        b.document(lead=f"Enligt {NUMBER} är det så."),
        b.document(body=f"Ring {NUMBER}."),
        b.document(contacts=(b.contact(role=NUMBER),)),
        b.document(images=(b.image(caption=f"På bilden {NUMBER}"),)),
        b.document(attachments=(b.attachment(title=f"Dom {NUMBER}"),)),
        b.document(event=b.event(place=f"Rum {NUMBER}")),
    ],
)
def test_a_number_in_any_field_stops(document: Document) -> None:
    """It is told without its last four digits."""
    (numbers,) = in_document(document)
    assert numbers.code == "personal-number"
    assert "811218-xxxx" in numbers.message
    assert NUMBER not in numbers.message


def test_coordination_numbers_stop_too() -> None:
    (numbers,) = in_document(b.document(body="Ring 701063-2391."))
    assert numbers.code == "coordination-number"


def test_telephone_numbers_and_ids_stop_nothing() -> None:
    assert in_document(b.document(images=(b.image("811218-9876"),))) == ()


@pytest.mark.parametrize(
    ("document", "note"), [(b.document(body=NUMBER), ""), (b.document(), NUMBER)]
)
def test_identity_numbers_stop_an_approval_until_they_are_overridden(
    desk: Desk, document: Document, note: str
) -> None:
    """In the text or in the note; the override stands in the audit, without the number."""
    release = desk.draft(document)
    order = approval.Order(Action.PUBLISH, note=note)
    with pytest.raises(PersonalNumbers):
        desk.write(approval.approve, release.ref, order, WHO)
    assert desk.entries(release) == ()
    overridden = structs.replace(order, overridden=True)
    entry = desk.write(approval.approve, release.ref, overridden, WHO)
    (deed,) = (
        entry
        for entry in desk.read(audit.list_entries, release.ref)
        if entry.action == "release.override"
    )
    assert deed.detail["entry"] == entry.id
    assert "9876" not in str(deed)


def test_a_text_with_identity_numbers_can_always_be_withdrawn(desk: Desk) -> None:
    release = desk.draft(b.document(body=NUMBER))
    desk.write(approval.approve, release.ref, approval.Order(Action.PUBLISH, overridden=True), WHO)
    desk.clock.advance(b.HOUR)
    with pytest.raises(PersonalNumbers):
        desk.write(
            approval.approve,
            release.ref,
            approval.Order(Action.WITHDRAW, note=NUMBER),
            WHO,
        )
    assert (
        desk.write(approval.approve, release.ref, approval.Order(Action.WITHDRAW), WHO).action
        == "withdraw"
    )
