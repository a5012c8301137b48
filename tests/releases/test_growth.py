"""No reader takes more than its share: four times as much text takes about four times as long.

All that readers know is tried by `python -m bench.growth`; here what once was slow, and its kin.
"""

import random
import re
import time

import pytest

from bench import growth
from bench import growth_pumps as pumps

MARKS = (
    *("*tel: ", "*a", "**a", "\\[", "[", "[a](", "![", "<!--", "Foto: ", "a@", "aA", "1", "."),
    *(
        "\u00a0",
        "\u0301\u0323",
        "- ",
        "– A",
        "| a ",
        "Bo Ek, ",
        "säger Bo Ek",
        "säger ”a b c d e f g h i j” ",
        "Från: a\nTill: b\n",
        "&",
        "`",
        "_",
        "Bo Ek\nbox 1\n",
    ),
)
TAGS = ("div", "button", "img", "a", "strong", "h2", "br", "style")
SHAPES = ("run", "lines", "then spaces")
# A paragraph of a Word file takes long by itself.
PARAGRAPHS = {"Word document"}
LENGTHS = range(16, 80, 4)
SECONDS = 0.02


@pytest.mark.parametrize("place", growth.PLACES)
def test_time_grows_as_what_is_read_does(place: str) -> None:
    grown = [
        (f"{mark!r} {shape}", pumps.shapes(mark)[shape])
        for mark in MARKS
        for shape in SHAPES
        if not (shape == "lines" and place in PARAGRAPHS)
    ]
    if place in growth.HTML:
        grown += [
            (f"<{tag}> {how}", grow) for tag in TAGS for how, grow in pumps.elements(tag).items()
        ]
    growths = [growth.growth(place, *pump) for pump in grown]
    assert [each for each in growths if each.ratio >= growth.MOST_RATIO] == []
    plain = growth.growth(place, "plain words", lambda size: growth.PLAIN * (size // 80)).long
    floor = max(plain, growth.FLOOR_SECONDS)
    assert [each for each in growths if each.long >= growth.MOST_COST * floor] == []


def test_no_expression_tries_all_ways_to_part_a_line() -> None:
    """What doubles with each letter stops everybody with a line of thirty."""
    slow = []
    for expression in set(pumps.expressions()):
        if isinstance(expression.pattern, str):
            slow += [(expression.pattern[:60], piece) for piece in _pieces(expression)]
    assert slow == []


def _pieces(expression: re.Pattern[str]) -> list[str]:
    """Return the runs of an expression's own tokens that it takes too long to refuse."""
    chance = random.Random(len(expression.pattern))  # noqa: S311 - the same ones each time
    tokens = [*pumps.literals(expression), "a", "A", "1", " "]
    letters = [token for token in tokens if len(token) == 1]
    pieces = {
        *tokens,
        *("".join(chance.choices(tokens, k=2)) for _ in range(60)),
        *("".join(chance.choices(letters, k=size)) for size in (2, 3) for _ in range(150)),
    }
    return sorted(piece for piece in pieces if _is_slow(expression, piece))


def _is_slow(expression: re.Pattern[str], piece: str) -> bool:
    for length in LENGTHS:
        line = (piece * length)[: max(length, 2 * len(piece))] + "\x01"
        began = time.process_time()
        expression.fullmatch(line)
        if time.process_time() - began > SECONDS:
            return True
    return False
