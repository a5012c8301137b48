"""Texts, pages and Word documents read into the fields of the writing page."""

from html import unescape
from pathlib import Path

import pytest

from releases.intake import read
from tests import builders
from tests.releases.intake import word
from tests.service.app_server import Press
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import HOME, JSON, form_fields, parse_answer, upload

CLOSING = "Region Solvik ansvarar för buss och tåg i länet."


def test_a_pasted_text_fills_the_fields_and_saves_nothing(press: Press, author: Visitor) -> None:
    text = (
        "Ny vårdcentral öppnar i Kallmyra\n\nDen 3 maj öppnar en ny vårdcentral i Kallmyra.\n\n"
        "- Det blir bra för alla, säger Maja Ek, regionråd.\n\n"
        "Kontakt:\nMaja Ek, regionråd, 070-174 06 05"
    )
    answer = author.post(f"{HOME}/nytt/inlasning", {"text": text})
    assert answer.status == 200
    assert ">\nNy vårdcentral öppnar i Kallmyra</textarea>" in answer.text
    assert "– Det blir bra för alla, säger Maja Ek, regionråd." in answer.text
    assert "070-174 06 05</textarea>" in answer.text
    assert f'action="{HOME}/nytt"' in answer.text


def test_a_word_file_is_read_in(author: Visitor) -> None:
    file = word.document(
        word.paragraph("Ny buss till sjukhuset", "Rubrik"),
        word.paragraph("Från hösten går bussen var tionde minut hela dygnet."),
        word.paragraph("Det blir bra, säger Maja Ek.", "Citat"),
    )
    answer = upload(author, f"{HOME}/nytt/inlasning", {}, file, "source")
    assert answer.status == 200
    assert ">\nNy buss till sjukhuset</textarea>" in answer.text
    assert "– Det blir bra, säger Maja Ek." in answer.text


FOREIGN = {
    "Filen är en PDF": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "Words gamla format": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
    "formatet RTF": rb"{\rtf1\ansi Ny buss}",
    "Filen är en bild": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "Word-filen är skadad": word.document(word.paragraph("Ny buss"))[:-90],
    "inte att läsa som text": bytes(range(1, 9)) * 40,
}


@pytest.mark.parametrize("words", FOREIGN)
def test_a_file_that_is_no_text_is_refused_with_what_to_do(author: Visitor, words: str) -> None:
    answer = upload(author, f"{HOME}/nytt/inlasning", {}, FOREIGN[words], "source")
    assert answer.status == 422
    assert words in answer.text
    assert ".docx" in answer.text


def test_what_reading_left_out_or_put_elsewhere_is_told(author: Visitor) -> None:
    file = word.document(
        word.paragraph("Ny buss till sjukhuset", "Rubrik"),
        word.paragraph("Pressmeddelande 2018-04-02 07:23"),
        word.paragraph("Från hösten går bussen var tionde minut hela dygnet."),
        word.paragraph("Det blir fler turer. Bussen är ny."),
        word.paragraph(word.picture("")),
        word.paragraph("Kontakt", "Rubrik2"),
        word.paragraph("Ester Hallbom, ordförande, 070-174 06 50"),
        word.paragraph(CLOSING),
        word.paragraph("Underlag: konfidentiellt fram till 7 december."),
    )
    page = unescape(upload(author, f"{HOME}/nytt/inlasning", {}, file, "source").text)
    for words in (
        f"Det sista stycket lades i fältet Om avsändaren: ”{CLOSING}”",
        "Bilder i filen följde inte med (1). Ladda upp dem du vill ha med.",
        "Texten har ord som inte är för läsare: ”Underlag: konfidentiellt",
        "Texten säger att den inte får publiceras än",
        "Texten är daterad mån 2 april 2018 kl. 07.23",
    ):
        assert words in page
    assert "# Kontakt" not in page


def test_further_releases_of_a_source_are_told(author: Visitor) -> None:
    text = (Path(__file__).parents[3] / "releases/intake/golden/several.txt").read_text()
    assert len(read(text)) > 1
    page = unescape(author.post(f"{HOME}/nytt/inlasning", {"text": text}).text)
    for record in read(text)[1:]:
        assert f"som inte togs med: ”{record.title}”" in page


def test_nothing_to_read_is_said(author: Visitor) -> None:
    answer = author.post(f"{HOME}/nytt/inlasning", {"text": "  "})
    assert answer.status == 422
    assert "Det gick inte att läsa något" in answer.text


def test_the_page_asks_what_to_look_at(press: Press, author: Visitor) -> None:
    sent = form_fields(builders.document(body="Text [namn]"))
    answer = author.post(f"{HOME}/kontroll", sent, headers=JSON)
    assert "placeholder" in {caution["code"] for caution in parse_answer(answer)["cautions"]}


def test_a_pasted_page_comes_back_as_markdown_and_as_fields(author: Visitor) -> None:
    html = "<h1>Ny buss</h1><p>Den går <b>snart</b>.</p><ul><li>Ett</li><li>Två</li></ul>"
    answer = author.post(f"{HOME}/inklistrat", {"html": html}, headers=JSON)
    assert parse_answer(answer)["markdown"] == "## Ny buss\n\nDen går **snart**.\n\n* Ett\n* Två"
    assert parse_answer(answer)["whole"]["title"] == "Ny buss"


def test_what_a_pasted_piece_cannot_bring_is_told(author: Visitor) -> None:
    html = '<p>Se <a href="/om">om oss</a>.</p><p><img src="https://a.example/b.png" alt="Bo"></p>'
    answer = author.post(f"{HOME}/inklistrat", {"html": html}, headers=JSON)
    assert parse_answer(answer)["markdown"] == "Se om oss."
    assert parse_answer(answer)["told"] == [
        "En bild följde inte med. Ladda upp den under Bilder och bilagor.",
        "En länk saknade fullständig adress och har blivit vanlig text: ”om oss”",
    ]


def test_a_pasted_piece_tells_what_was_struck_out(author: Visitor) -> None:
    html = "<p>Priset är <s>90</s> 70 kronor och <del>i maj</del> i juni.</p>"
    told = parse_answer(author.post(f"{HOME}/inklistrat", {"html": html}, headers=JSON))
    assert told["markdown"] == "Priset är 70 kronor och i juni."
    assert told["told"] == ["Överstruken text togs inte med: ”90, i maj”"]
