"""A release that comes as an e-mail: its head tells day and title, and is no part of the text."""

import pytest

from releases.intake import read_text

MAIL = """Från: Ella Hagfors <ella@kallmyra.example>
Skickat: den 11 oktober 2023 13:04
Till: redaktion@norrbladet.example
Ämne: {subject}

Bron öppnar i maj och kostar åtta miljoner kronor. Den blir hundra meter lång.

– Vi har väntat länge på den här dagen, säger Ella Hagfors, kommunalråd.
"""


@pytest.mark.parametrize("subject", ["Ny bro i Kallmyra", "VB: Ny bro i Kallmyra"])
def test_the_head_of_a_mail_tells_when_and_what(subject: str) -> None:
    (record,) = read_text(MAIL.format(subject=subject).encode())
    assert (record.title, record.published_at) == (
        "Ny bro i Kallmyra",
        "2023-10-11T13:04:00+02:00",
    )
    assert record.lead.startswith("Bron öppnar i maj")
    assert record.contacts == ()
    assert "Till: redaktion@norrbladet.example" in record.dropped


def test_a_title_below_says_what_the_subject_does() -> None:
    text = MAIL.format(subject="PRESSMEDDELANDE Ny bro i Kallmyra").replace(
        "\n\nBron", "\n\nHej!\n\nNy bro i Kallmyra\n\nBron"
    )
    (record,) = read_text(text.encode())
    assert record.title == "Ny bro i Kallmyra"


def test_fields_of_an_invitation_are_no_head_of_a_mail() -> None:
    text = "Pressinbjudan\n\nNy bro invigs\n\nVi bjuder in till invigning.\n\nTid: 3 maj kl. 12\n"
    (record,) = read_text(f"{text}Plats: Torget\nDatum: 3 maj 2026\n".encode())
    assert record.title == "Ny bro invigs"
    assert "Plats: Torget" in record.body


WRAPPED = """Pressmeddelande

Ny bro i Kallmyra

Efter elva års väntan öppnar den första bron över Kallån den 4 november.
Anläggningen har byggts nästan helt med ideella krafter och har kostat tre
miljoner kronor i stället för de sju miljoner som kommunen hade räknat
med.

- Vi frågade oss vad vi kunde göra själva och svaret blev: nästan allting.
Det enda vi inte fick göra var att koppla in elen, säger kanslisten Ella
Hagfors.

Kontakt
Ella Hagfors
0980-319 201
"""


def test_lines_that_were_wrapped_by_a_program_are_paragraphs() -> None:
    (record,) = read_text(WRAPPED.encode())
    assert record.lead.endswith("de sju miljoner som kommunen hade räknat med.")
    assert [(quote.text, quote.speaker) for quote in record.quotes] == [
        (
            "Vi frågade oss vad vi kunde göra själva och svaret blev: nästan allting. Det enda vi "
            "inte fick göra var att koppla in elen",
            "Ella Hagfors",
        )
    ]
    assert [contact.name for contact in record.contacts] == ["Ella Hagfors"]
