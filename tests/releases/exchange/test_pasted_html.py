"""A pasted piece of HTML says the same as Markdown, with what styles meant."""

import pytest

from releases.errors import FieldError
from releases.exchange.pasted_html import convert_paste

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
    assert convert_paste(html) == (markdown, 0, (), ())


def test_pictures_are_counted_and_their_texts_are_no_words_of_the_body() -> None:
    html = '<p>Text <img src="https://a.example/b.png" alt="En buss"></p><img width="1" src="x">'
    assert convert_paste(html) == ("Text", 1, (), ())


def test_what_is_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(FieldError):
        convert_paste("<div>" * 5_000 + "x")


@pytest.mark.parametrize("size", ["9" * 5_000, "²", "٣", "-1", "1e9", ""])
def test_a_picture_of_any_size_that_somebody_states_is_seen(size: str) -> None:
    html = f'<p>Text</p><img src="a.jpg" width="{size}" height="{size}">'
    assert convert_paste(html)[:2] == ("Text", 1)
