"""The migrations: the files `NNNN_name.sql` of this folder, applied in the order of their names.

One that has landed never changes. What SQL alone cannot do stands in `NNNN_name.py`, a function
`migrate(tx)` which meets tables as they were at its number, and so calls nothing of `releases`.
Names and types are portable: TEXT, INTEGER, instants as milliseconds UTC.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.resources import files

from releases.store.tx import Tx

FOLDER = files(__package__)
_NAME = re.compile(r"(\d{4}_\w+)\.(sql|py)")
_COMMENT = re.compile(r"\A(?:--.*\n\s*)+")


def read_statements(text: str) -> tuple[str, ...]:
    """Return the statements of a migration, each without the comments above it.

    Triggers hold semicolons of their own: a statement ends with one before a blank line.
    """
    parts = re.split(r";\s*\n\s*\n", text.strip().removesuffix(";"))
    return tuple(_COMMENT.sub("", part) for part in parts)


def _load() -> Iterator[tuple[str, Callable[[Tx], None]]]:
    for file in sorted(path.name for path in FOLDER.iterdir()):
        if match := _NAME.fullmatch(file):
            name, language = match.groups()
            if language == "py":
                yield name, import_module(f"{__package__}.{name}").migrate
            else:
                text = FOLDER.joinpath(file).read_text(encoding="utf-8")
                yield name, partial(_run, read_statements(text))


def _run(statements: tuple[str, ...], tx: Tx) -> None:
    for statement in statements:
        tx.run(statement)


MIGRATIONS = dict(_load())
