"""Pages that say in an element of its own who is quoted: the speaker, and all words in the body."""

import pytest

from releases.intake import pipeline
from releases.intake.html.reader import read_html
from releases.intake.record import Intake

SAID = "Det här har vi väntat på länge."
TEXT = (
    "Simhallen i Norrvik öppnar den 3 maj efter två års bygge, och alla är välkomna.",
    "Bygget har kostat 80 miljoner kronor och blev klart i tid.",
    "Gångvägen till hallen får ny belysning under sommaren.",
)


def read_page(quotation: str) -> Intake:
    first, second, last = TEXT
    page = (
        "<!doctype html><html lang='sv'><title>Ny simhall i Norrvik</title><main><article>"
        f"<h1>Ny simhall i Norrvik</h1><p>{first}</p><p>{second}</p>{quotation}<p>{last}</p>"
    )
    (record,) = read_html(page)
    return record


@pytest.mark.parametrize(
    "quotation",
    [
        "<blockquote><p>{}</p><footer>— Ebba Granlid, <cite>badchef</cite></footer></blockquote>",
        "<blockquote><p>{}</p><footer>badchef <cite>Ebba Granlid</cite></footer></blockquote>",
        "<figure><blockquote><p>{}</p></blockquote>"
        "<figcaption>Ebba Granlid, badchef</figcaption></figure>",
        "<figure><div><blockquote>”{}”</blockquote></div>"
        "<figcaption>– Ebba Granlid<br>badchef</figcaption></figure>",
        "<blockquote><p>{}</p><cite>Ebba Granlid (badchef)</cite></blockquote>",
        "<blockquote>{} <cite>Ebba Granlid, badchef</cite></blockquote>",
        "<blockquote><p>{}</p><p>— <cite>Ebba Granlid, badchef</cite></p></blockquote>",
        '<blockquote><p>{}</p><div class="quote__author"><div>Ebba Granlid</div>'
        "<div>badchef</div></div></blockquote>",
        "<p>”{}”<br>— Ebba Granlid, badchef</p>",
        "<p>– {}</p><p>/Ebba Granlid, badchef</p>",
    ],
)
def test_the_speaker_beside_a_quotation_is_its_speaker(quotation: str) -> None:
    record = read_page(quotation.format(SAID))
    (quote,) = record.quotes
    assert (quote.text, quote.speaker, quote.role) == (SAID, "Ebba Granlid", "badchef")
    assert "Ebba Granlid" in record.body
    assert "badchef" in record.body
    assert record.dropped == ()
    assert "unnamed-speaker" not in {warning.code for warning in record.warnings}


def test_each_quotation_has_the_speaker_below_it() -> None:
    record = read_page(
        f"<blockquote><p>{SAID}</p><footer>Ebba Granlid</footer></blockquote><p>Skolan med.</p>"
        "<blockquote><p>Vi får simma hemma.</p><footer>Olle Sund, rektor</footer></blockquote>"
    )
    assert [(quote.speaker, quote.role) for quote in record.quotes] == [
        ("Ebba Granlid", ""),
        ("Olle Sund", "rektor"),
    ]


def test_every_part_of_a_quote_has_the_speaker_who_signs_it() -> None:
    record = read_page(
        "<blockquote><p>Första delen.</p><footer>Bo Ek, rektor</footer>"
        "<p>Andra delen.</p><footer>Eva Lind, elev</footer></blockquote>"
    )
    assert [(quote.text, quote.speaker, quote.role) for quote in record.quotes] == [
        ("Första delen.", "Bo Ek", "rektor"),
        ("Andra delen.", "Eva Lind", "elev"),
    ]


def test_a_photographer_below_a_quotation_is_not_its_speaker() -> None:
    record = read_page(
        f"<figure><blockquote><p>{SAID}</p></blockquote>"
        "<figcaption>Bo Ek, rektor. Foto: Eva Lind</figcaption></figure>"
    )
    assert [(quote.text, quote.speaker, quote.role) for quote in record.quotes] == [
        (SAID, "Bo Ek", "rektor")
    ]
    assert record.dropped == ("Foto: Eva Lind",)


def test_a_number_below_a_name_is_no_title() -> None:
    record = read_page(
        f"<blockquote><p>{SAID}</p><footer>Bo Ek<br>rektor<br>070-174 06 55</footer></blockquote>"
    )
    assert [(quote.text, quote.speaker, quote.role) for quote in record.quotes] == [(SAID, "", "")]
    assert [contact.phones for contact in record.contacts] == [("+46701740655",)]


def test_a_name_alone_is_no_quotation() -> None:
    record = read_page("<blockquote><footer>Bo Ek, rektor</footer></blockquote>")
    assert record.quotes == ()
    assert record.dropped == ("Bo Ek, rektor",)


def test_a_work_that_is_quoted_is_no_speaker() -> None:
    record = read_page(
        "<blockquote><p>Alla ska ha nära till vatten.</p>"
        "<footer>— Översiktsplan för Norrvik, <cite>2030</cite></footer></blockquote>"
    )
    assert [(quote.text, quote.speaker) for quote in record.quotes] == [
        ("Alla ska ha nära till vatten.", "")
    ]
    assert "\n\n(Översiktsplan för Norrvik, 2030)\n\n" in record.body


def test_the_title_of_a_work_in_what_is_said_stays_where_it_is() -> None:
    record = read_page("<blockquote><p>Jag läste <cite>Bränt barn</cite> igen.</p></blockquote>")
    assert "– Jag läste Bränt barn igen." in record.body
    record = read_page("<blockquote><p>Jag läste om <cite>Anna Svärd</cite></p></blockquote>")
    assert "– Jag läste om Anna Svärd" in record.body


@pytest.mark.parametrize(
    "line",
    ["– Olle Sund håller med.", "– Tack, alla", "– Olle Sund kommer i morgon", "– Hej Olle Sund!"],
)
def test_what_is_said_is_no_signature(line: str) -> None:
    text = "\n\n".join(["Ny simhall i Norrvik", *TEXT[:2], f"– {SAID}", line, TEXT[2]])
    (record,) = pipeline.read(text)
    assert len(record.quotes) == 2


def test_quotes_within_a_line_keep_their_marks() -> None:
    record = read_page("<p>Den som sa <q>vi hinner <q>aldrig</q> klart</q> fick fel.</p>")
    assert "Den som sa ”vi hinner ’aldrig’ klart” fick fel." in record.body


def test_block_quotes_in_block_quotes_take_time_in_proportion() -> None:
    deep = 300
    record = read_page(
        "<blockquote>" * deep
        + f"<p>{SAID}</p><footer>Ebba Granlid</footer>"
        + "</blockquote>" * deep
    )
    assert [quote.speaker for quote in record.quotes] == ["Ebba Granlid"]
