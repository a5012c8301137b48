"""Placeholders of templates are found wherever they stand; brackets of a text's own are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model import Document
from releases.rules import placeholders
from releases.rules.builtin_templates import SKELETONS
from releases.rules.placeholders import find, of_templates, suspect
from releases.rules.templates import Template
from tests import builders

OWN = of_templates(
    [Template("1", "Bro", "", Document(title="Ny bro i [Ort vid vatten]", body="[1] [sic] […]"))]
)


def body(text: str) -> Document:
    return builders.document(body=text)


@pytest.mark.parametrize(
    "text",
    [
        "– Bra, säger [namn], [titel].",
        "– [Citat], säger hon.",
        "Den [DATUM] öppnar bron.",
        "Kontakt: [ namn ]",
        "[Vem] har beslutat att [vad].",
        "Se [fyll i länken till beslutet].",
        "[TODO: fråga Maja]",
        "Contact [phone  number].",
        # As the editor keeps what is typed with brackets.
        "säger \\[namn\\].",
        # Behind a colon is no address.
        "[Namn]: Maja Ek, presschef",
        "[namn] (se listan)",
        "Det kostar [XX] kronor.",
    ],
)
def test_what_is_not_filled_in_is_found(text: str) -> None:
    assert find(body(text))


@pytest.mark.parametrize(
    "text",
    [
        "Enligt rapporten [1] och [2, 3].",
        "Han sade ”dom [sic] kommer”.",
        "”Det blir […] bra.” Och så [...] vidare.",
        "”[Regionen] har beslutat”, säger hon.",
        "Läs [mer](https://a.example/) och [namn](https://a.example/namn).",
        "Läs [mer][namn] här.\n\n[namn]: https://a.example/",
        "En not.[^namn]",
        "![namn](bild.jpg)",
        "[ ] att göra  [x] gjort"[:11],
        "Ett öppet [ och ett stängt ].",
        "[]",
        f"[{'namn ' * 30}]",
    ],
)
def test_brackets_of_the_texts_own_are_left_alone(text: str) -> None:
    assert find(body(text)) == ()


@pytest.mark.parametrize(
    "document",
    [
        builders.document(title="Ny bro i [plats]"),
        builders.document(lead="[Ingress]"),
        builders.document(contacts=(builders.contact(name="[Namn]"),)),
        builders.document(images=(builders.image(caption="[Fotografens namn] [namn]"),)),
        builders.document(about="Om [kommun]."),
    ],
)
def test_every_field_that_readers_see_is_looked_at(document: Document) -> None:
    assert find(document)


def test_those_of_the_newsrooms_own_templates_count_too() -> None:
    text = body("Ny bro i [ort  vid\u00a0vatten]. Se [1].")
    assert find(text) == ()
    assert find(text, OWN) == ("[ort  vid\u00a0vatten]",)
    assert {"ort vid vatten"} == OWN


@pytest.mark.parametrize("skeleton", SKELETONS, ids=lambda skeleton: skeleton.id)
def test_no_built_in_template_goes_out_as_it_is(skeleton: Template) -> None:
    assert bool(find(skeleton.document)) == bool(skeleton.document.body)


@given(st.text(), st.text(), st.sampled_from(["[namn]", "[Citat]", "[TITEL]", "[fyll i]"]))
def test_a_placeholder_on_a_line_of_its_own_is_found_in_any_text(
    before: str, after: str, left: str
) -> None:
    found = find(body(f"{before}\n\n{left}\n\n{after}"))
    assert left in found


@given(st.text(st.characters(exclude_characters="[")))
def test_a_text_without_brackets_has_none(text: str) -> None:
    assert find(body(text)) == suspect(body(text)) == ()


@given(st.text())
def test_what_stops_is_always_pointed_out_while_writing(text: str) -> None:
    assert set(find(body(text))) <= set(suspect(body(text)))


def test_a_long_text_of_brackets_takes_no_square_of_its_length() -> None:
    assert placeholders.find(body("[" * 100_000)) == ()
    assert placeholders.find(body("[namn" * 20_000 + "]" * 20_000)) == ("[namn]",)
