"""Word lists as they are written: how many words each statement of a module holds, and why.

A reason is the comment right above a statement that begins with "Words:".
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tools.words import alternatives

_REASON = "# Words: "
# Stands in an f-string for what is put in, whose words are counted where they are written.
_PUT_IN = "\0"


class WrittenWords(NamedTuple):
    """A statement that holds words: its name and line, how many, and why; "" where nothing says."""

    name: str
    line: int
    words: int
    reason: str


def of_file(path: Path) -> Iterator[WrittenWords]:
    """Yield the statements of a module that hold words."""
    source = path.read_text("utf-8")
    written = source.split("\n")
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign):
            target: ast.expr = statement.targets[0]
        elif isinstance(statement, ast.AnnAssign | ast.AugAssign):
            target = statement.target
        else:
            continue
        name = ast.unparse(target)
        count = _count(statement.value) if statement.value and name != "__all__" else 0
        if count:
            yield WrittenWords(name, statement.lineno, count, _reason(written, statement.lineno))


def _count(value: ast.expr) -> int:
    parted = sum(
        sum(map(alternatives.holds_words, each.words))
        for expression in _expressions(value)
        for each in alternatives.find(expression)
    )
    listed = sum(
        len(node.elts)
        for node in ast.walk(value)
        if isinstance(node, ast.Set | ast.Tuple | ast.List) and all(map(_is_word, node.elts))
    )
    return parted + listed


def _expressions(node: ast.AST) -> Iterator[str]:
    """Yield the strings of a statement, each as a whole however it is parted over lines."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else _PUT_IN for part in node.values
        )
    else:
        for child in ast.iter_child_nodes(node):
            yield from _expressions(child)


def _is_word(node: ast.expr) -> bool:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return "|" not in node.value and alternatives.holds_words(node.value)


def _reason(written: list[str], line: int) -> str:
    """Return the reason in the comment right above a line."""
    above: list[str] = []
    for text in reversed(written[: line - 1]):
        if not text.startswith("#"):
            break
        above.insert(0, text)
    start = next((at for at, text in enumerate(above) if text.startswith(_REASON)), len(above))
    return " ".join(text.lstrip("# ") for text in above[start:]).removeprefix("Words: ")
