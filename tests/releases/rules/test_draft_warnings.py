"""What a communicator is told while writing, and that whole drafts leave nothing to say."""

import pytest
from hypothesis import given

from releases.model import Contact, Document
from releases.rules import draft_warnings
from releases.rules.builtin_templates import SKELETONS
from releases.rules.templates import Template
from tests import builders
from tests.builders import MORNING
from tests.releases.documents import DOCUMENTS


def codes(document: Document) -> set[str]:
    return {warning.code for warning in draft_warnings.of(document, MORNING)}


def test_a_finished_draft_gives_no_cause() -> None:
    assert draft_warnings.of(builders.document(), MORNING) == ()


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (builders.document(contacts=()), "no-contact"),
        (builders.document(lead=""), "missing-lead"),
        (builders.document(body="Text [namn] text"), "placeholder"),
        (builders.document(body="– Det blir bra."), "unnamed-speaker"),
        (builders.document(lead="Patienten 811218-9876 mår bra."), "personal-number"),
        (builders.document(images=(builders.image(alt=""),)), "picture-without-alt"),
        (builders.document(lead="Hallsbergg – Badet öppnar."), "place-misspelled"),
    ],
)
def test_what_is_missing_or_odd_is_told(document: Document, code: str) -> None:
    assert code in codes(document)


def test_a_link_is_no_placeholder() -> None:
    assert "placeholder" not in codes(builders.document(body="Läs [mer](https://a.example/)."))


@pytest.mark.parametrize("skeleton", SKELETONS, ids=lambda skeleton: skeleton.id)
def test_a_skeleton_with_text_is_not_finished_until_it_is_filled_in(skeleton: Template) -> None:
    assert bool(skeleton.document.body) == ("placeholder" in codes(skeleton.document))


@given(DOCUMENTS.filter(lambda document: document.event is None))
def test_any_draft_can_be_looked_at(document: Document) -> None:
    draft_warnings.of(document, MORNING)


@pytest.mark.parametrize(
    ("phone", "is_told"), [("ring mig", True), ("112", False), ("1177", False)]
)
def test_a_telephone_number_without_figures_is_told(phone: str, *, is_told: bool) -> None:
    contact = Contact("Maja Ek", "chef", (phone,), ())
    warned = codes(builders.document(contacts=(contact,)))
    assert ("phone-without-number" in warned) is is_told
