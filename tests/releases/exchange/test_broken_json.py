"""A JSON feed that is broken somewhere costs the item it is broken in at most, with a word."""

import io
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import FieldError
from releases.exchange import feed
from releases.exchange.items import ImportedItem
from tests.costs import cost

HEAD = '{"version":"https://jsonfeed.org/version/1.1","feed_url":"https://k.example/f","items":['
ONE, TWO, THREE = (
    json.dumps(
        {
            "id": name,
            "title": name,
            "content_html": f'<p>"{name}", {{sade}} [hon],</p>',
            "authors": [{"name": "Moa"}, {"name": "Bo"}],
            "attachments": [{"url": "a", "title": "b"}, {"url": "c", "mime_type": "d"}],
        }
    )
    for name in ("Ett", "Två", "Tre")
)


def read(text: str | bytes) -> list[tuple[str, ImportedItem]]:
    return list(feed.read_feed(io.BytesIO(text.encode() if isinstance(text, str) else text)))


def told(text: str) -> list[str]:
    """The titles, "?" for an item that is left out and told of."""
    items = read(text)
    assert {name for name, _ in items} == {"https://k.example/f"}
    for _, item in items:
        assert item.faults or item.title
    return [item.title if not item.faults else "?" for _, item in items]


@pytest.mark.parametrize(
    "broken",
    [
        TWO[:-1],
        TWO.replace('"title":', '"title"'),
        TWO.replace('"Två",', '"Tv"å",'),
        TWO.replace('"Två",', "Två,", 1),
        TWO.replace('"content_html"', 'content_html"'),
        TWO[:60],
        TWO.replace("[{", "[", 1),
        TWO + "}",
        TWO + '"',
        TWO.replace("\\u00e5", "\\u00x5"),
    ],
)
def test_one_broken_item_is_told_and_the_others_are_read(broken: str) -> None:
    assert told(f"{HEAD}{ONE},{broken},{THREE}]}}") in (["Ett", "?", "Tre"], ["Ett", "Två", "Tre"])
    assert told(f"{HEAD}{broken},{ONE},{THREE}]}}")[-2:] == ["Ett", "Tre"]
    assert told(f"{HEAD}{ONE},{THREE},{broken}]}}")[:2] == ["Ett", "Tre"]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}{ONE},{TWO},{THREE},]}}",
        f"{HEAD}{ONE},{TWO},{THREE}],}}",
        f"{HEAD}{ONE},,{TWO} , {THREE}]}}",
        f"{HEAD}{ONE}{TWO}\n{THREE}]}}",
        f"{HEAD}{ONE},{TWO[:-1]},}},{THREE}]}}",
        f"{HEAD}{ONE},{TWO.replace('[{', '[ {').replace('}]', '},]')},{THREE}]}}",
        f"{HEAD}{ONE},{TWO.replace(', ', ',' + chr(11))},{THREE}]}}",
        f"{HEAD}{ONE}\0,{TWO},{THREE}\x1f]}}",
        f"{HEAD}{ONE},{TWO.replace('sade', 'sa' + chr(1) + 'de')},{THREE}]}}",
        f"{HEAD}{ONE},{TWO},{THREE}]}}}}",
        f"{HEAD}{ONE},{TWO},{THREE}]",
        HEAD.replace('"feed_url"', '"icon":,"feed_url"') + f"{ONE},{TWO},{THREE}]}}",
        HEAD.replace('"feed_url":"https://k.example/f",', "")
        + f'{ONE},{TWO},{THREE},],"feed_url":"https://k.example/f"}}',
    ],
)
def test_what_is_broken_around_items_costs_none(text: str) -> None:
    assert told(text) == ["Ett", "Två", "Tre"]


@pytest.mark.parametrize("cut", range(1, len(THREE), 17))
def test_a_file_that_is_cut_off_keeps_the_items_before(cut: int) -> None:
    assert told(f"{HEAD}{ONE},{TWO},{THREE[:cut]}") == ["Ett", "Två", "?"]


@pytest.mark.parametrize("end", ["", ",", " , \n"])
def test_a_file_that_is_cut_off_between_items_says_so_at_its_end(end: str) -> None:
    items = feed.read_feed(io.BytesIO(f"{HEAD}{ONE},{TWO}{end}".encode()))
    assert [next(items)[1].title, next(items)[1].title] == ["Ett", "Två"]
    with pytest.raises(FieldError, match="JSON"):
        next(items)


@pytest.mark.parametrize("written", ["a\\ud83d", "\\ude00a", "\\ud83d\\ud83d\\ude00"])
def test_half_a_letter_costs_that_letter(written: str) -> None:
    ((_, item),) = read(f'{HEAD}{{"id":"1","title":"{written}","content_text":"b\tc"}}]}}')
    assert "\ufffd" in item.title
    assert item.content == "<p>b\tc</p>"


def test_the_word_on_a_broken_item_shows_where_it_begins() -> None:
    ((_, item), _) = read(f'{HEAD}{{"id":"1",title:"Ny bro"}},{TWO}]}}')
    assert item.faults
    assert "Ny bro" in item.name
    assert len(item.name) < 100


@pytest.mark.parametrize("text", [HEAD[:60], HEAD[:-1], HEAD])
def test_a_feed_without_items_to_be_seen_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="JSON"):
        read(text)


@given(st.text(alphabet='{}[],:" \\ab1\n\x01', max_size=300))
def test_whatever_is_broken_is_read_or_refused(text: str) -> None:
    for source in (f"{HEAD}{text}", f"{HEAD}{ONE},{text},{THREE}]}}"):
        try:
            items = read(source)
        except FieldError:
            continue
        assert all(item.title or item.faults or not item.content for _, item in items)


@pytest.mark.parametrize(
    "text",
    [
        '{},{"a":[' * 20_000,
        '{},{"a":[1,1,1,1,1,1,1,1,1,1,' * 20_000,
        '"},{' * 100_000,
        "},{" * 200_000,
        '{"a":"' * 100_000,
        "[" * 300_000,
        '{"id":1,},' * 50_000,
        '{"id":"' + "},{" * 200_000,
        "," * 600_000,
        '{"id":1 ' + " " * 300_000 + ", " * 100_000,
    ],
    ids=range(10),
)
def test_a_hostile_file_takes_time_in_proportion(text: str) -> None:
    def read_all(hostile: str) -> None:
        with suppress(FieldError):
            read(HEAD + hostile)

    assert cost(read_all, text, 200) < 200
