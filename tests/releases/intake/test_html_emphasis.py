"""Emphasis at the beginning of a line of a page: no item of a list, and no pair torn apart."""

import time

import pytest

from releases.intake import pipeline
from releases.intake.html.reader import read_html
from releases.text import markdown

BEFORE = "Simhallen i Norrvik öppnar den 3 maj efter två års bygge, och alla är välkomna."
ALSO = "Bygget har kostat 80 miljoner kronor och blev klart i tid."
AFTER = "Gångvägen till hallen får ny belysning under sommaren."
PAGE = (
    "<!doctype html><html lang='sv'><title>Ny simhall i Norrvik</title><main><article>"
    "<h1>Ny simhall i Norrvik</h1><p>{}</p><p>{}</p>{}<p>{}</p>"
)


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p><em>Simhallen</em> öppnar i maj.</p>", "<p><em>Simhallen</em> öppnar i maj.</p>"),
        ("<p><i>A</i> och <i>B</i> visas.</p>", "<p><em>A</em> och <em>B</em> visas.</p>"),
        (
            "<p><strong>Kultur</strong> och <strong>fritid</strong></p>",
            "<p><strong>Kultur</strong> och <strong>fritid</strong></p>",
        ),
        (
            "<ul><li><b>Öppet:</b> måndag till <b>fredag</b></li><li>Stängt</li></ul>",
            "<ul>\n<li><strong>Öppet:</strong> måndag till <strong>fredag</strong></li>\n"
            "<li>Stängt</li>\n</ul>",
        ),
        (
            "<ul><li><b>Kultur</b>, fritid, <i>Vägen hem</i></li><li>Musik</li></ul>",
            "<ul>\n<li>Kultur, fritid, <em>Vägen hem</em></li>\n<li>Musik</li>\n</ul>",
        ),
    ],
)
def test_a_line_keeps_its_pairs_of_marks(html: str, shown: str) -> None:
    (record,) = read_html(PAGE.format(BEFORE, ALSO, html, AFTER))
    body = record.body.removeprefix(f"{ALSO}\n\n").removesuffix(f"\n\n{AFTER}")
    assert markdown.to_html(body).strip() == shown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("*Simhallen* öppnar för alla i maj.", "*Simhallen* öppnar för alla i maj."),
        ("*Punkt ett\n*Punkt två", "* Punkt ett\n* Punkt två"),
        ("*ett\n*två *tre*", "* ett\n* två *tre*"),
    ],
)
def test_an_asterisk_is_a_bullet_unless_it_is_half_a_pair(text: str, kept: str) -> None:
    (record,) = pipeline.read(f"Ny simhall i Norrvik\n\n{BEFORE}\n\n{ALSO}\n\n{text}\n\n{AFTER}")
    assert record.body == f"{ALSO}\n\n{kept}\n\n{AFTER}"


def test_a_row_of_links_is_read_in_proportion_to_its_length() -> None:
    row = '<a href="https://x.example/">a</a> ' * 2_000
    begun = time.process_time()
    read_html(PAGE.format(BEFORE, ALSO, f"<p>{row}.</p>", AFTER))
    # Tried in every way to part it, thirty links took minutes.
    assert time.process_time() - begun < 20
