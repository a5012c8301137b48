"""Every deed in the audit has a name at the desk, in Swedish and in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

from releases.timeline import Action
from service.redaktion.audit_labels import LABELS
from service.redaktion.rendering import translator

ROOT = Path(__file__).parents[3]
# `note(tx, who, action, …)`, of `releases.store.audit` and `releases.desk.members`.
NOTES = ("audit.note", "members.note", "note")
ACTION = 2
FORMED = {"f'entry.{entry.action}'": {f"entry.{action}" for action in Action}}


def noted(tree: ast.AST) -> Iterator[str]:
    """Yield every deed that the functions of a module give to `note`."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            own = {argument.arg for argument in function.args.args}
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and ast.unparse(call.func) in NOTES:
                    yield from values(call.args[ACTION], function, own)


def values(given: ast.expr, function: ast.AST, own: set[str]) -> Iterator[str]:
    """Yield what an expression can be; an argument of the function is given elsewhere."""
    if isinstance(given, ast.Constant):
        yield str(given.value)
    elif isinstance(given, ast.IfExp):
        yield from values(given.body, function, own)
        yield from values(given.orelse, function, own)
    elif isinstance(given, ast.Name):
        if given.id not in own:
            yield from (
                value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == given.id
                for value in values(node.value, function, own)
            )
    else:
        yield from FORMED[ast.unparse(given)]


def all_noted() -> set[str]:
    paths = [path for name in ("releases", "service") for path in (ROOT / name).rglob("*.py")]
    return {deed for path in paths for deed in noted(ast.parse(path.read_text()))}


def test_every_deed_has_one_name_and_every_name_a_deed() -> None:
    assert all_noted() == set(LABELS)
    assert len(set(LABELS.values())) == len(LABELS)


def test_every_deed_has_a_name_in_english() -> None:
    english = translator("en")
    assert [said for said in LABELS.values() if english(said) == said] == []


def test_a_deed_without_a_name_would_be_found() -> None:
    module = ast.parse(
        "def f(tx, given):\n"
        "    kind = 'a.b' if given else 'a.c'\n"
        "    audit.note(tx, who, kind, room)\n"
        "    staff.note(tx, who, given, person)\n"
        "    note(tx, who, 'a.d', room)\n"
    )
    assert set(noted(module)) == {"a.b", "a.c", "a.d"}
