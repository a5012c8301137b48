"""Every refusal has its words, once, in both languages, and is given all that they name."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from releases import errors
from releases.errors import FieldError, InvalidDocument, Refusal, VersionConflict
from releases.refusals import WORDS, Reason
from releases.rules import validation
from releases.rules.validation import validate
from service import cli  # noqa: F401 - with it every refusal there is
from tests import builders

ROOT = Path(__file__).parents[2]
TREES = {
    path: ast.parse(path.read_text())
    for package in ("releases", "feeds", "service")
    for path in sorted((ROOT / package).rglob("*.py"))
}
# What refuses without being a class: the place of the code among the arguments.
FUNCTIONS = {"faults.refuse": 1, "faults.need": 2, "bad_request": 1}
# What hands on the code and the values of somebody else.
HANDED_ON = {"rename", "refuse", "need", "bad_request", "error"}
# Where the code is read off a table of signs; its words name no values.
TABLE = "foreign.py"


def family(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    yield kind
    for subclass in kind.__subclasses__():
        yield from family(subclass)


CLASSES = {kind.__name__: kind for kind in family(Refusal)}


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def calls(tree: ast.AST, within: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Yield every call with the name of the function it stands in."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Call):
            yield within, node
        inner = node.name if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) else within
        yield from calls(node, inner)


def own_values() -> dict[str, set[str]]:
    """Return what classes supply themselves, by their names."""
    path = ROOT / "releases" / "errors.py"
    return {
        kind.name: {
            keyword.arg
            for _, call in calls(kind)
            if ast.unparse(call.func) == "super().__init__"
            for keyword in call.keywords
            if keyword.arg
        }
        for kind in TREES[path].body
        if isinstance(kind, ast.ClassDef)
    }


def codes(argument: ast.expr) -> set[str] | None:
    """Return the codes an argument can be, None where it is no literal."""
    if isinstance(argument, ast.IfExp):
        both = codes(argument.body), codes(argument.orelse)
        return None if None in both else set().union(*(code or set() for code in both))
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return {argument.value}
    return None


def raised() -> Iterator[tuple[str, set[str] | None, set[str]]]:
    """Yield where something is refused, the codes it can have, and the values it is given."""
    own = own_values()
    for path, tree in TREES.items():
        for within, call in calls(tree):
            name = ast.unparse(call.func)
            if name == "Reason" and len(call.args) > 1 and isinstance(call.args[1], ast.Dict):
                keys = {key.value for key in call.args[1].keys if isinstance(key, ast.Constant)}
                yield f"{path.name}:{call.lineno}", codes(call.args[0]), {str(key) for key in keys}
            kind = CLASSES.get(name.rpartition(".")[2])
            if (kind is None and name not in FUNCTIONS) or within in HANDED_ON:
                continue
            place = FUNCTIONS.get(name, 1 if kind and issubclass(kind, FieldError) else 0)
            given = {keyword.arg for keyword in call.keywords if keyword.arg} | own.get(name, set())
            takes_code = kind is None or kind.__init__ in (Refusal.__init__, FieldError.__init__)
            if takes_code or name == "ImpossibleTime":
                code = codes(call.args[place]) if len(call.args) > place else None
                by_class = {kind.code} if kind and len(call.args) <= place else None
                yield f"{path.name}:{call.lineno}", code or by_class, given - {"valid"}


@pytest.mark.parametrize("code", WORDS)
def test_every_refusal_has_words_in_both_languages(code: str) -> None:
    assert {"en", "sv"} <= set(WORDS[code]) <= {"en", "sv", "desk"}
    assert all(WORDS[code].values())
    assert WORDS[code]["sv"].endswith((".", "…", "{why}"))


def test_whoever_refuses_gives_what_the_words_name_and_nothing_else() -> None:
    checked = 0
    for where, refusal, given in raised():
        assert refusal or where.startswith(TABLE), f"{where}: write the code where it is raised"
        for code in refusal or ():
            wanted = set().union(*map(names, WORDS[code].values()))
            assert given == wanted, f"{where}: {code}"
            checked += 1
    assert checked > 200


def test_no_words_are_kept_that_nobody_says() -> None:
    said = {
        node.value
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(WORDS) - said == set()


def test_a_code_without_words_and_words_without_a_value_are_faults_of_ours() -> None:
    with pytest.raises(KeyError):
        Refusal("no_such_code")
    with pytest.raises(KeyError):
        FieldError("title", "too_long", length=3)


def test_a_limit_is_said_as_its_constant_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "TITLE", 1_234)
    with pytest.raises(InvalidDocument) as refused:
        validate(builders.document("x" * 2_000))
    (fault,) = refused.value.errors
    assert str(fault) == "title: is 2000 characters long; 1234 is the most"
    assert (
        fault.reason.sentence("sv") == "Det är 2\u00a0000 tecken, och högst 1\u00a0234 får plats."
    )
    assert fault.reason.sentence("en") == "It is 2,000 characters long; 1,234 is the most."


def test_english_stands_alone_at_the_desk() -> None:
    assert FieldError("at", "date_alone").message.startswith("a date alone")
    assert FieldError("at", "date_alone").reason.sentence("en").startswith("A date alone")
    for code, words in WORDS.items():
        if not names("".join(words.values())):
            said = Reason(code).sentence("en")
            assert said[0].isupper()
            assert said.endswith((".", "…"))


def test_a_refusal_says_its_class_by_its_code_and_its_field_by_its_name() -> None:
    assert str(VersionConflict(7)).endswith("version 7.")
    assert errors.FourEyes().code == "four_eyes"
    error = FieldError("alt", "alt_needed").rename("picture.alt")
    assert str(error).startswith("picture.alt: describe what the picture shows")
