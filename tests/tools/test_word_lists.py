"""Words of expressions: what is one, what it does to texts, why it stands in a list."""

import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from tools.words import alternatives
from tools.words.lists import watch
from tools.words.texts import SourceText
from tools.words.trial import Worth, weigh
from tools.words.written import of_file

ROOT = Path(__file__).parent.parent.parent
MADE_UP = """
import re

# A colour.
_COLOUR = re.compile(r"\\b(?P<shade>dark |light )?(?P<name>red|blue|gr(?:ey|een))\\b", re.I)
_SEEN = re.compile(rf"I saw (?:a |the )?{_COLOUR.pattern}")
_LOUD = re.compile("!|shout(?:s|ed)?")
_BY_NUMBER = {1: re.compile("one|single"), 2: re.compile("two|both")}
_PETS = frozenset(("cat", "dog"))
# Words: what stands here
# has no end of its own.
_SIZES: tuple[str, ...] = ("large", "small")
_ONLY = ("tiny", "small")


def read(text):
    found = _COLOUR.search(text)
    number = next((n for n, words in _BY_NUMBER.items() if words.search(text)), 0)
    loud = bool(_LOUD.search(text)) or "noise" in text
    pets = [word for word in text.split() if word in _PETS]
    seen = bool(_SEEN.search(text))
    return found and found["name"], seen, number, loud, pets, _SIZES[0], _ONLY[1]
"""


@pytest.fixture
def made_up(tmp_path: Path) -> ModuleType:
    path = tmp_path / "made_up.py"
    path.write_text(MADE_UP)
    spec = spec_from_file_location("made_up", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def worths(module: ModuleType, *texts: str) -> dict[str, dict[str, Worth]]:
    lists, patterns = watch([module])
    sources = [SourceText(text, text, module.read) for text in texts]
    return {
        each.name: dict(zip(each.words, found, strict=True))
        for each, found in weigh(lists, patterns, sources)
    } | {"|".join(each.words): {} for each in lists}


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("a|b", [("a", "b")]),
        (r"x(?:sa|sade)\b", [("sa", "sade")]),
        ("(?P<who>han|hon(?= )) (?:och|&)", [("han", "hon(?= )"), ("och", "&")]),
        ("(?:mån|tis)dag(?:en|ar)?", [("mån", "tis"), ("en", "ar")]),
        ("one(?:two(?:three|four)|five)", [("three", "four"), ("two(?:three|four)", "five")]),
        (r"[a|b]|[]|x]|\||\(|c", [("[a|b]", "[]|x]", r"\|", r"\(", "c")]),
        (r"[A-Z]|\d|\w{2,}|(?P<x>\s)", []),
        ("no alternatives (here)", []),
        ("(?<=a|b)(?!c|d)(?i:e|f)", [("a", "b"), ("c", "d"), ("e", "f")]),
    ],
)
def test_what_stands_between_bars_is_an_alternative(
    expression: str, words: list[tuple[str, ...]]
) -> None:
    assert [each.words for each in alternatives.find(expression)] == words


def test_a_dropped_alternative_never_matches_and_groups_keep_their_names() -> None:
    expression = "(?P<a>red)|(?P<b>blue)|x(?<=w|x)"
    colours, _ = alternatives.find(expression)[::-1]
    lacking = re.compile(alternatives.drop(expression, [colours.starts[0]]))
    assert lacking.fullmatch("red") is None
    blue = lacking.fullmatch("blue")
    assert blue is not None
    assert blue.groupdict() == {"a": None, "b": "blue"}


@pytest.mark.parametrize(
    ("alternative", "letters"),
    [
        *(("Tid", "tid"), ("kl\\.?", "kl"), ("fråg(?:or|a)", "fråg"), ("kontors?", "kontor")),
        *(("x*", ""), ("(?:a)b", ""), ("[Dd]r", ""), ("x{2}y", "")),
    ],
)
def test_letters_an_alternative_cannot_do_without(alternative: str, letters: str) -> None:
    assert alternatives.required(alternative) == letters


def test_a_word_is_worth_what_hangs_on_it(made_up: ModuleType) -> None:
    found = worths(made_up, "I saw the red cat", "Dark Blue sky", "A noise! They shouted both")
    colours = found["made_up._COLOUR"]
    assert [word for word, worth in colours.items() if worth.is_needed] == ["red", "blue"]
    assert colours["red"].record == "I saw the red cat"
    # An answer hangs on it, and nothing else.
    assert found["made_up._LOUD"] == {"!": Worth(1, ""), "shout(?:s|ed)?": Worth(0, "")}


def test_words_of_sets_and_of_expressions_in_tables_are_tried(made_up: ModuleType) -> None:
    found = worths(made_up, "I saw both, a cat and a large one")
    pets = found["made_up._PETS"].items()
    assert {word: worth.is_needed for word, worth in pets} == {"cat": True, "dog": False}
    assert found["made_up._SIZES"]["large"].is_needed
    assert found["made_up._BY_NUMBER"]["two"] == Worth(0, "")


def test_what_stands_within_other_expressions_is_tried_once(made_up: ModuleType) -> None:
    lists, _ = watch([made_up])
    colours = [each for each in lists if each.words[:2] == ("red", "blue")]
    assert len(colours) == 1
    assert len(colours[0].patterns) == 2


def test_a_reader_that_fails_without_a_word_needs_it(made_up: ModuleType) -> None:
    assert worths(made_up, "small, not large")["made_up._ONLY"]["small"].is_needed


def test_a_module_reads_afterwards_as_before(made_up: ModuleType) -> None:
    text = "I saw a green dog shout"
    before = made_up.read(text)
    worths(made_up, text)
    assert made_up.read(text) == before
    assert {"cat", "dog"} == made_up._PETS


def test_words_are_counted_where_they_are_written_with_the_reason_above(tmp_path: Path) -> None:
    path = tmp_path / "made_up.py"
    path.write_text(MADE_UP)
    assert [(each.name, each.words, each.reason) for each in of_file(path)] == [
        ("_COLOUR", 7, ""),
        ("_SEEN", 2, ""),
        ("_LOUD", 3, ""),
        ("_BY_NUMBER", 4, ""),
        ("_PETS", 2, ""),
        ("_SIZES", 2, "what stands here has no end of its own."),
        ("_ONLY", 2, ""),
    ]


def test_what_tests_read_is_tried_too() -> None:
    asked = "from tools.words import texts; print(len(texts.of_tests('test_mail_heads.py')))"
    told = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert int(told.stdout) >= 3
