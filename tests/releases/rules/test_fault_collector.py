"""All that is wrong is named at once, each fault of a field once."""

import ast
from pathlib import Path

import msgspec
import pytest

from releases.errors import FieldError, InvalidDocument
from releases.rules.fault_collector import Faults, of_decoder

ROOT = Path(__file__).parents[3]


def refused(faults: Faults) -> list[tuple[str, str]]:
    with pytest.raises(InvalidDocument) as caught:
        faults.end()
    return [(error.field, error.code) for error in caught.value.errors]


def test_every_fault_is_kept_in_the_order_of_the_checks() -> None:
    faults = Faults()
    assert faults.line("a\n b", "title", 10) == "a b"
    assert faults.block("\nabc\n", "lead", 2) == ""
    assert faults.check(lambda: int("7"), 0) == 7
    faults.refuse("kind", "kind_unknown")
    faults.need("", "name", "newsroom_name_needed")
    assert refused(faults) == [
        ("lead", "too_long"),
        ("kind", "kind_unknown"),
        ("name", "newsroom_name_needed"),
    ]


def test_what_is_too_long_is_not_said_to_be_missing_as_well() -> None:
    faults = Faults()
    faults.need(faults.line("abc", "name", 2), "name", "newsroom_name_needed")
    assert refused(faults) == [("name", "too_long")]


def test_a_check_that_names_several_faults_gives_them_all() -> None:
    def check() -> str:
        raise InvalidDocument([FieldError("a", "alt_needed"), FieldError("b", "comment_needed")])

    faults = Faults()
    assert faults.check(check, "otherwise") == "otherwise"
    assert refused(faults) == [("a", "alt_needed"), ("b", "comment_needed")]


def test_nothing_wrong_is_no_refusal() -> None:
    Faults().end()


class Inner(msgspec.Struct, forbid_unknown_fields=True):
    name: str


class Outer(msgspec.Struct):
    parts: list[Inner]


@pytest.mark.parametrize(
    ("sent", "field", "code"),
    [
        ({"parts": [{"name": 1}]}, "at.parts[0].name", "value_malformed"),
        ({"parts": [{"name": "a", "no": 1}]}, "at.parts[0].no", "field_unknown"),
        ({"parts": [{}]}, "at.parts[0].name", "field_needed"),
        ({}, "at.parts", "field_needed"),
        ([], "at", "value_malformed"),
    ],
)
def test_what_a_decoder_refuses_names_the_field(sent: object, field: str, code: str) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(sent, Outer)
    fault = of_decoder(caught.value, "at")
    assert (fault.field, fault.code) == (field, code)


def test_what_a_decoder_refuses_as_a_whole_has_a_name_too() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert([], Outer)
    assert of_decoder(caught.value, otherwise="body").field == "body"


def test_nobody_else_collects_faults() -> None:
    own = [
        str(path.relative_to(ROOT))
        for package in ("releases", "service")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.AnnAssign) and "list[FieldError]" in ast.unparse(node.annotation)
    ]
    assert own == ["releases/rules/fault_collector.py"]
