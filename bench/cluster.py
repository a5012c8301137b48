"""A PostgreSQL server of a measurement's own, which it may stop, kill and start again.

One made in a folder earlier is taken up with what is in it.
"""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import servers

# What a server writes of a statement with `log_min_duration_statement`, however it was sent.
_STATEMENT = re.compile(r"duration: [\d.]+ ms  (?:statement|execute )")
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
}


class Cluster:
    """A server in a folder; `url` is that of an empty database on it while it runs."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        self._log = folder / "log"
        self.port = servers.free_port()
        self.url = self.of("postgres")
        # PostgreSQL runs under no root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            folder.chmod(0o755)
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        if not (self._data / "PG_VERSION").exists():
            self._make()

    def _make(self) -> None:
        self._run("initdb", "--pgdata", self._data, "--username=postgres", "--auth=trust",
                  "--encoding=UTF8", "--locale=C")  # fmt: skip

    def of(self, name: str) -> str:
        """Return the URL of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start, and wait until it answers."""
        given = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
        self._run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", self._log,
                  "--options", f"-p {self.port} {given}")  # fmt: skip

    def statements(self) -> int:
        """Return how many statements the server has been sent since it was told to count them."""
        return len(_STATEMENT.findall(self._log.read_text(errors="replace")))

    def stop(self, mode: str = "fast") -> None:
        """Stop: `fast` ends sessions, `immediate` is a crash."""
        self._run("pg_ctl", "stop", "--wait", "--pgdata", self._data, "--mode", mode)

    def _run(self, program: str, *words: str | Path) -> None:
        subprocess.run(
            [_path(program), *map(str, words)],
            user=self._user,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            cwd=self._data.parent,
        )


def _path(program: str) -> str:
    """Return where a program is: on the path, or where Debian puts the newest."""
    here = shutil.which(program)
    there = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    if here or there:
        return here or str(there[-1])
    raise SystemExit(f"{program} is missing: install PostgreSQL's server (Debian: postgresql)")


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """Make a server in a folder and run it until the block ends."""
    cluster = Cluster(folder)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop("immediate")
