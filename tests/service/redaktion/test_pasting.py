"""A pasted piece of HTML says the same as Markdown, with what styles meant."""

import pytest

from releases.errors import FieldError
from service.redaktion.writing.pasting import pasted

PIECES = {
    "bold and italic by style": (
        '<p><span style="font-weight:700">Fet</span> och '
        '<span style="font-style:italic">kursiv</span></p>',
        "**Fet** och *kursiv*",
    ),
    "bold inside spans": ("<p><span><b>Fet</b> <strong>här</strong></span></p>", "**Fet** **här**"),
    "bold that is none": ('<b style="font-weight:normal"><p>Inte fet</p></b>', "Inte fet"),
    "bold headings": ("<h2><b>Rubrik</b></h2>", "## Rubrik"),
    "mail and telephone": (
        '<a href="mailto:a@b.example">a@b.example</a> <a href="tel:+46101">010-1</a>',
        "[a@b.example](mailto:a@b.example) [010-1](tel:+46101)",
    ),
    "lists in lists": (
        "<ol><li>ett<ul><li>a</li><li>b</li></ul></li><li>två</li></ol>",
        "1. ett\n   * a\n   * b\n2. två",
    ),
    "lists beside the item they belong to": (
        "<ol><li>ett</li><ul><li>a</li></ul><li>två</li></ol>",
        "1. ett\n   * a\n2. två",
    ),
    "a number that opens a paragraph": ("<p>2. inte lista</p>", "2\\. inte lista"),
    "speech": ("<p>-&nbsp;Bra, säger Maja Ek.</p>", "– Bra, säger Maja Ek."),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", PIECES)
def test_a_piece_keeps_its_marks_lists_and_links(name: str) -> None:
    html, markdown = PIECES[name]
    assert pasted(html) == (markdown, 0, ())


def test_pictures_are_counted_and_their_texts_are_no_words_of_the_body() -> None:
    html = '<p>Text <img src="https://a.example/b.png" alt="En buss"></p><img width="1" src="x">'
    assert pasted(html) == ("Text", 1, ())


def test_what_is_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(FieldError):
        pasted("<div>" * 5_000 + "x")
