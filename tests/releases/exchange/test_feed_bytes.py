"""Bytes of feeds: however they were labelled or spoilt, the words come out and nothing is lost."""

import io

import pytest

from releases.exchange import feed
from releases.exchange.documents import to_document
from releases.exchange.items import ImportedItem
from releases.model import Kind

DECLARED = '<?xml version="1.0" encoding="{}"?>'
FEED = (
    '<rss version="2.0"><channel><title>Skärvånga</title><link>https://s.example/</link>{}'
    "</channel></rss>"
)
ITEM = "<item><title>{}</title><guid>{}</guid><description>{}</description></item>"
HARBOUR = FEED.format(ITEM.format("Hamnen på Ängö", "1", "Åtta båtar låg där."))
PLAIN = [("Hamnen på Ängö", "Åtta båtar låg där.")]


def read(raw: bytes, declared: str = "") -> list[ImportedItem]:
    return [item for _, item in feed.read_feed(io.BytesIO(raw), declared)]


def words(items: list[ImportedItem]) -> list[tuple[str, str]]:
    return [(item.title, to_document(item, Kind.NEWS).body) for item in items]


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("UTF-16", "utf-8"),
        ("utf-16LE", "utf-8"),
        ("UTF-8", "utf-16"),
        ("UTF-8", "utf-16-be"),
        ("ISO-8859-1", "utf-8"),
        ("us-ascii", "cp1252"),
        ("UTF-8", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
        ("macintosh", "mac-roman"),
        ("klingon", "utf-8-sig"),
        ("UTF-32", "utf-8"),
    ],
)
def test_a_wrong_label_spoils_nothing(label: str, encoding: str) -> None:
    raw = (DECLARED.format(label) + HARBOUR).encode(encoding)
    assert words(read(raw)) == PLAIN


def test_what_the_server_says_counts_where_the_feed_says_nothing() -> None:
    assert words(read(HARBOUR.encode("mac-roman"), "macintosh")) == PLAIN
    assert words(read(HARBOUR.encode(), "iso-8859-1")) == PLAIN


@pytest.mark.parametrize("before", ["\n\n", "  \r\n\t", "\ufeff\n", "\n\ufeff"])
def test_blank_lines_before_the_declaration_are_passed_over(before: str) -> None:
    raw = (before + DECLARED.format("utf-8") + HARBOUR).encode()
    assert words(read(raw)) == PLAIN


def test_a_reference_to_a_control_is_the_letter_browsers_show() -> None:
    text = "Tid 10&#150;12 &#x85; &#147;kul&#148; &#128;5 och &amp;#150; i HTML"
    ((title, body),) = words(read(FEED.format(ITEM.format(text, "1", text)).encode()))
    assert title == "Tid 10–12 … “kul” €5 och – i HTML"
    assert body == title


def test_bytes_of_another_code_page_spoil_no_item_and_are_told() -> None:
    items = [ITEM.format(f"Båt {n}", n, "Öppet.").encode() for n in range(3)]
    items[1] = ITEM.format("Båt 1", 1, "– Öppet, säger Åke.").encode("cp1252")
    first, second, third = read(FEED.encode().replace(b"{}", b"".join(items)))
    assert words([first, second, third]) == [
        ("Båt 0", "Öppet."),
        ("Båt 1", "– Öppet, säger Åke."),
        ("Båt 2", "Öppet."),
    ]
    assert first.faults == third.faults == ()
    assert any("UTF-8" in fault for fault in second.faults)


def test_a_sequence_cut_in_two_by_a_reader_is_none() -> None:
    # The title ends in half a letter, as where a program cut a text after so many bytes.
    raw = FEED.encode().replace(
        b"{}",
        b"<item><title>Bron \xc3</title><guid>1</guid></item>" + ITEM.format("B", 2, "b").encode(),
    )
    first, second = read(raw)
    assert (first.title.startswith("Bron"), second.title) == (True, "B")
    assert first.faults
    assert not second.faults


def test_letters_read_in_the_wrong_code_page_before_are_mended_as_on_pages() -> None:
    ((title, _),) = words(read(FEED.format(ITEM.format("RÃ¤ksmÃ¶rgÃ¥s", "1", "x")).encode()))
    assert title == "Räksmörgås"


JSON = '{{"version":"https://jsonfeed.org/version/1.1","title":"S","items":[{}]}}'


def test_one_bad_item_of_a_json_feed_costs_that_item_at_most() -> None:
    raw = JSON.format(
        '{"id":"1","title":"Ett","content_text":"a"},'
        '{"id":"2","title":["x"],"content_text":"b","tags":"mat"},'
        '17,{"id":"4","title":"Fyra\n","content_text":"rad\tett"}'
    )
    first, second, third, fourth = read(raw.encode())
    assert (first.title, first.faults) == ("Ett", ())
    assert (second.id, second.title, second.content) == ("2", "", "<p>b</p>")
    assert ["title" in fault for fault in second.faults] == [True, False]
    assert third.faults
    assert fourth.title.strip() == "Fyra"


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_a_json_feed_comes_in_any_encoding(encoding: str) -> None:
    raw = JSON.format('{"id":"1","title":"Hamnen på Ängö","content_text":"Åtta båtar låg där."}')
    assert words(read(raw.encode(encoding))) == PLAIN
