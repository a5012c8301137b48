"""Set up `.venv` from the lock files: what `make setup`, `make run` and `make test` begin with.

Nothing is resolved: pip is told the versions and the hashes and to look at no requirement, and is
asked afterwards whether anything is missing. What stands in `.venv/installed.json` is written when
a step has ended and taken away before the next begins, so an interrupted step is noticed.
"""

import sys

# First of all, where every Python 3 can read it: no syntax of a newer one in this file.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "Pressrum needs Python 3.11 or newer; this is %s.\n"  # noqa: UP031
        "Name another one: make PYTHON=python3.13 run" % sys.version.split()[0]
    )

import argparse
import hashlib
import json
import subprocess
import time
from dataclasses import asdict, dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tools.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
RECORD = VENV / "installed.json"
# pip resolves nothing, takes nothing whose hash is not in the lock, and compiles no C: where a
# wheel is missing it says so. The two named have none, and are built by the locked setuptools.
LOCKED = (
    *("--no-deps", "--require-hashes", "--no-build-isolation", "--use-pep517"),
    *("--only-binary", ":all:", "--no-binary", "feedgen,flask-websub"),
)
PROJECT = ("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


@dataclass(frozen=True)
class Step:
    """What is installed together; the last of its files gives it its name in the record."""

    files: tuple[str, ...]
    what: str

    @property
    def name(self) -> str:
        """The name of the step in the record."""
        return self.files[-1]

    def fingerprint(self) -> str:
        """Return a digest of the files as they are now."""
        return hashlib.sha256(b"\0".join((ROOT / it).read_bytes() for it in self.files)).hexdigest()


PACKAGES = Step(("requirements-build.lock", "requirements.lock"), "packages")
OURSELVES = Step(("tools/build_backend.py", "pyproject.toml"), "Pressrum itself")
DEVELOPING = Step(("requirements-dev.lock",), "packages for development")
LOCKS = (PACKAGES, DEVELOPING)


@dataclass
class Record:
    """What stands in `.venv`: of which Python, for which folder, and which steps are whole."""

    python: str
    checkout: str
    done: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def has(self, step: Step) -> bool:
        """Tell whether a step's files, as they are now, are installed."""
        return self.done.get(step.name) == step.fingerprint()

    def save(self) -> None:
        """Write it down."""
        RECORD.write_text(json.dumps(asdict(self)), encoding="utf-8")


def main() -> None:
    """Bring `.venv` up to date, from nothing if need be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--development", action="store_true", help="what tests need, too")
    parser.add_argument("--this-python", action="store_true", help="keep no .venv of another")
    asked = parser.parse_args()
    began = time.monotonic()
    record = read_record(this_python=asked.this_python)
    developing = asked.development or (record is not None and DEVELOPING.name in record.done)
    steps = (PACKAGES, OURSELVES, *([DEVELOPING] if developing else []))
    if record and all(record.has(step) for step in steps):
        say(f".venv is up to date: Python {record.python}, {count_installed()} packages.")
        return
    try:
        record = record or make_venv()
        for step in steps:
            if not record.has(step):
                install(record, step)
        drop_what_left_the_locks(record)
        check()
    except KeyboardInterrupt:
        sys.exit("\nInterrupted: call it again, and it makes good what is half done.")
    took = time.monotonic() - began
    say(f".venv is ready: Python {record.python}, {count_installed()} packages, in {took:.0f} s.")


def check() -> None:
    """Stop where a package lacks what it requires; what is there is then made anew next time."""
    try:
        run([*pip(), "check"])
    except OSError as told:
        RECORD.unlink()
        sys.exit(f"{told}The lock files do not hold together.")


def read_record(*, this_python: bool) -> Record | None:
    """Return what stands in `.venv`, or None where it is missing, half-made or of no use here."""
    if not VENV.exists():
        return None
    record: Record | None = None
    try:
        record = Record(**json.loads(RECORD.read_text(encoding="utf-8")))
        python_version = short(run([str(PYTHON), "-I", "-c", "import sys; print(sys.version)"]))
    except (OSError, ValueError, TypeError):
        why = "its Python has gone" if record else "it is half-made"
    else:
        if record.checkout != str(ROOT):
            why = f"it belongs to {record.checkout}"
        elif record.python != python_version:
            why = f"it was made by Python {record.python}, and its Python is {python_version}"
        elif this_python and python_version != short(sys.version):
            why = f"it is of Python {python_version}, and {short(sys.version)} was asked for"
        else:
            return record
    say(f"The .venv that is here is made anew: {why}.")
    return None


def short(full: str) -> str:
    """Shorten 3.11.7 (main, …) to 3.11, by which environments know their Python."""
    return ".".join(full.split(maxsplit=1)[0].split(".")[:2])


def list_names(lock: str) -> set[str]:
    """List the names that a lock file pins."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if line[:1].isalnum()}


def make_venv() -> Record:
    """Make an empty environment; pip comes into it with the packages, or from this Python."""
    say(f"Setting up .venv with Python {sys.version.split()[0]}:")
    run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])
    if not can_install_from_outside():
        run(
            [str(PYTHON), "-m", "ensurepip"],
            "This Python has no pip to use. On Debian and Ubuntu: apt install python3-pip",
        )
    return Record(short(sys.version), str(ROOT))


def can_install_from_outside() -> bool:
    """Tell whether this Python has a pip that can install into another environment: 22.3."""
    try:
        major, minor, *_ = version("pip").split(".")
    except (PackageNotFoundError, ValueError):
        return False
    return (int(major), int(minor)) >= (22, 3)


def pip() -> list[str]:
    """Return how to call pip for `.venv`: its own, or else the one of this Python."""
    if next(VENV.glob("lib/python*/site-packages/pip"), None):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def run(command: list[str], fails: str | None = None) -> str:
    """Return what a command says; where it fails, raise OSError, or stop with what it said."""
    ended = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if ended.returncode == 0:
        return ended.stdout
    if fails is None:
        raise OSError(ended.stdout + ended.stderr)
    sys.exit(f"{ended.stdout}{ended.stderr}\n{fails}")


def install(record: Record, step: Step) -> None:
    """Install what a step's files say, and keep in mind that it is whole."""
    before, was = list_installed(), dict(record.done)
    RECORD.unlink(missing_ok=True)
    for arguments, total in list_calls(step):
        command = [*pip(), "install", "--no-input", "--disable-pip-version-check"]
        progress = Progress(step.what, total, count_installed)
        failure = progress.follow([*command, "--progress-bar", "off", *arguments])
        if failure:
            if was and list_installed() == before:
                record.save()  # nothing has been touched: what was there is whole
            sys.exit(f"{failure}\nInstalling {step.what} failed: see above.")
    record.done[step.name] = step.fingerprint()
    record.save()


def list_calls(step: Step) -> list[tuple[tuple[str, ...], int]]:
    """List pip's arguments, call by call, with the number of packages."""
    if step not in LOCKS:
        return [(PROJECT, 1)]
    return [((*LOCKED, "--requirement", str(ROOT / it)), len(list_names(it))) for it in step.files]


def drop_what_left_the_locks(record: Record) -> None:
    """Remove what an earlier lock brought and no lock names any longer."""
    steps = [step for step in LOCKS if step.name in record.done]
    names = {name for step in steps for lock in step.files for name in list_names(lock)}
    gone = sorted(set(record.names) - names)
    if gone:
        run([*pip(), "uninstall", "--yes", *gone], "Removing old packages failed: see above.")
    record.names = sorted(names)
    record.save()


def list_installed() -> list[tuple[str, int]]:
    """List what lies in `.venv`, with the times at which it came."""
    folders = VENV.glob("lib/python*/site-packages/*.dist-info")
    return sorted((path.name, path.stat().st_mtime_ns) for path in folders)


def count_installed() -> int:
    """Count what lies in `.venv`."""
    return len(list_installed())


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
