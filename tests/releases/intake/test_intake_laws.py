"""What holds for every text: no failure, nothing lost, work in proportion."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.intake import Intake, read, to_document
from releases.intake.characters import clean
from releases.intake.lines import split
from releases.text.markdown import canonical, to_html
from tests.costs import cost

# A label lives on as the name of its field, a joint between two numbers as the comma of a list.
LABELS = {
    *("foto", "fotograf", "bild", "photo", "tel", "telefon", "mobil", "tfn", "post", "epost"),
    *("mail", "och", "eller", "samt", "illustration", "via", "e"),
}
SOURCES = sorted((Path(__file__).parent / "golden").glob("*.txt"))
LINES = [line for path in SOURCES for line in path.read_text(encoding="utf-8").split("\n")]

texts = (
    st.text(max_size=200)
    | st.text(alphabet='ab Ab.:,-–"”•*#|\n@0123456789()å', max_size=200)
    | st.lists(st.sampled_from(LINES), max_size=25).map("\n".join)
)


def words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if not word.isdigit()}


def held(records: tuple[Intake, ...]) -> set[str]:
    def strings(value: object) -> list[str]:
        if isinstance(value, dict):
            return [text for inner in value.values() for text in strings(inner)]
        if isinstance(value, list | tuple):
            return [text for inner in value for text in strings(inner)]
        return [str(value)]

    return words(" ".join(strings(msgspec.to_builtins(records))))


@given(texts)
@settings(deadline=None)
def test_every_line_is_in_a_field_or_among_the_dropped(text: str) -> None:
    records = read(text)
    kept = held(records)
    dropped = {line for record in records for line in record.dropped}
    for line in split(clean(text)):
        assert line.text in dropped or words(line.text) - kept <= LABELS


@given(texts)
@settings(deadline=None)
def test_every_record_is_a_document_and_survives_json(text: str) -> None:
    for record in read(text):
        assert to_document(record).title == record.title
        encoded = msgspec.json.encode(record)
        assert msgspec.json.decode(encoded, type=Intake) == record


@given(texts)
@settings(deadline=None)
def test_the_lines_with_dashes_in_a_body_are_its_quotations_on_the_page(text: str) -> None:
    for record in read(text):
        assert canonical(record.body) == record.body
        dashed = re.findall(r"^– ", record.body, re.MULTILINE)
        assert to_html(record.body).count('<p class="citat">') == len(dashed)


def test_an_empty_text_holds_no_release() -> None:
    assert read(" \n\u00a0\n\u200b") == ()


@pytest.mark.parametrize(
    "text",
    [
        *("a" * 100_000, "Ann " * 25_000, "0 " * 50_000, "070-123 45 67 " * 7_000, "a@" * 50_000),
        *("a\n" * 50_000, "Anna Ek\n070-123 45 67\n" * 4_500, "Kontakt: " * 11_000),
        *("– x, säger " * 9_000, "”a " * 33_000, "[x](mailto:" * 9_000, "Telefon:\n" * 11_000),
        "".join(f"– Ja {number}\n" for number in range(11_000)),
        "".join(f"- Ja {number}.\n\n" for number in range(9_000)),
        "".join(f"– Ja {number}, säger A{'abcdefgh'[number % 8]}.\n\n" for number in range(4_500)),
        "".join(
            f"– Ja, säger A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}.\n" for n in range(5_000)
        ),
        "".join(f"Foto: Bo Ek{number}\n" for number in range(7_000)),
        "Pressmeddelande • Apr 03, 2018 07:23 CEST\nTitel\n\n" * 2_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_text_of_100_kb_costs_little_more_than_plain_words(text: str) -> None:
    # Measured under 10; quadratic work would cost thousands.
    assert cost(read, text, 40) < 40
