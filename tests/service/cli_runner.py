"""The command line in this process: arguments in, exit code and text out."""

import io
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import msgspec
import pytest
import structlog

from service import cli
from tests import engines
from tests.stores import Desk, open_desk


class Done(msgspec.Struct, frozen=True):
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        return msgspec.json.decode(self.out)


class Commands:
    """A folder with a database, and commands on it as if typed there."""

    def __init__(
        self, folder: Path, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._patch = patch
        self._captured = captured
        patch.chdir(folder)
        self.use(folder / "p.db")
        self.setting("MEDIA", str(folder / "media"))

    def setting(self, name: str, value: str) -> None:
        self._patch.setenv(f"PRESSRUM_{name}", value)

    def use(self, path: Path) -> None:
        """Have commands use the database that a path stands for."""
        self.setting("DATABASE", str(engines.database_at(path)))

    def __call__(self, *arguments: str, given: bytes = b"") -> Done:
        """Run `pressrum` with these arguments, `given` on standard input."""
        self._patch.setattr(sys, "argv", ["pressrum", *arguments])
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        code = 0
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        finally:
            # Logs would otherwise go on being written to the stderr of this test.
            structlog.reset_defaults()
        said = self._captured.readouterr()
        return Done(code, said.out, said.err)

    def done(self, *arguments: str, given: bytes = b"") -> Done:
        """Run a command that is expected to succeed."""
        ended = self(*arguments, given=given)
        assert ended.code == 0, ended.err
        return ended

    def refused(self, *arguments: str, given: bytes = b"") -> str:
        """Return the one line with which a command was refused."""
        ended = self(*arguments, given=given)
        assert (ended.code, ended.err.count("\n")) == (1, 1), ended
        assert ended.err.startswith("pressrum: ")
        return ended.err

    def file(self, name: str, text: str | bytes) -> str:
        """Write a file to import; return its path."""
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def desk(self) -> AbstractContextManager[Desk]:
        """Open the database as another process would, with a clock of its own."""
        return open_desk(self.folder / "p.db")
