"""Identity numbers stop a document, in whatever field they stand."""

import pytest

from releases.model import Document
from releases.stopping import in_document
from tests import builders as b

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
    (found,) = in_document(document)
    assert found.code == "personal-number"
    assert "811218-xxxx" in found.message
    assert NUMBER not in found.message


def test_coordination_numbers_stop_too() -> None:
    (found,) = in_document(b.document(body="Ring 701063-2391."))
    assert found.code == "coordination-number"


def test_telephone_numbers_and_ids_stop_nothing() -> None:
    assert in_document(b.document(images=(b.image("811218-9876"),))) == ()
