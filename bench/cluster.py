"""A PostgreSQL server of a measurement's own, which it may stop, kill and start again."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import servers

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
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        # PostgreSQL runs under no root.
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            folder.chmod(0o755)
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "--pgdata", self._data, "--username=postgres", "--auth=trust",
                  "--encoding=UTF8", "--locale=C")  # fmt: skip

    def start(self) -> None:
        """Start, and wait until it answers."""
        given = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
        self._run("pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", self._log,
                  "--options", f"-p {self.port} {given}")  # fmt: skip

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
