"""Texts, pages and Word documents read into the fields of the writing page."""

from tests import builders
from tests.releases.intake import word
from tests.service.redaktion.desking import Visitor
from tests.service.redaktion.writing import HOME, JSON, told, typed, uploaded
from tests.service.serving import Press


def test_a_pasted_text_fills_the_fields_and_saves_nothing(press: Press, author: Visitor) -> None:
    text = (
        "Ny vårdcentral öppnar i Kallmyra\n\nDen 3 maj öppnar en ny vårdcentral i Kallmyra.\n\n"
        "- Det blir bra för alla, säger Maja Ek, regionråd.\n\n"
        "Kontakt:\nMaja Ek, regionråd, 070-174 06 05"
    )
    answer = author.post(f"{HOME}/nytt/inlasning", {"text": text})
    assert answer.status == 200
    assert 'value="Ny vårdcentral öppnar i Kallmyra"' in answer.text
    assert "– Det blir bra för alla, säger Maja Ek, regionråd." in answer.text
    assert "070-174 06 05</textarea>" in answer.text
    assert f'action="{HOME}/nytt"' in answer.text


def test_a_word_file_is_read_in(author: Visitor) -> None:
    file = word.document(
        word.paragraph("Ny buss till sjukhuset", "Rubrik"),
        word.paragraph("Från hösten går bussen var tionde minut hela dygnet."),
        word.paragraph("Det blir bra, säger Maja Ek.", "Citat"),
    )
    answer = uploaded(author, f"{HOME}/nytt/inlasning", {}, file, "source")
    assert answer.status == 200
    assert 'value="Ny buss till sjukhuset"' in answer.text
    assert "– Det blir bra, säger Maja Ek." in answer.text


def test_nothing_to_read_is_said(author: Visitor) -> None:
    answer = author.post(f"{HOME}/nytt/inlasning", {"text": "  "})
    assert answer.status == 422
    assert "Det gick inte att läsa något" in answer.text


def test_the_page_asks_what_to_look_at(press: Press, author: Visitor) -> None:
    sent = typed(builders.document(body="Text [namn]"))
    answer = author.post(f"{HOME}/kontroll", sent, headers=JSON)
    assert "placeholder" in {each["code"] for each in told(answer)["cautions"]}


def test_a_pasted_page_comes_back_as_markdown_and_as_fields(author: Visitor) -> None:
    html = "<h1>Ny buss</h1><p>Den går <b>snart</b>.</p><ul><li>Ett</li><li>Två</li></ul>"
    answer = author.post(f"{HOME}/inklistrat", {"html": html}, headers=JSON)
    assert told(answer)["markdown"] == "## Ny buss\n\nDen går **snart**.\n\n* Ett\n* Två"
    assert told(answer)["whole"]["title"] == "Ny buss"
