"""The wheel holds everything that Pressrum needs, and runs where there is no checkout."""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.metadata import Metadata
from packaging.requirements import Requirement

from tests.service.processes import serving_by
from tests.tools.installed_demo import assert_stands_alone, look_around

ROOT = Path(__file__).parent.parent.parent
BUILD = """
import sys
sys.path.insert(0, "tools")
import build_backend
print(getattr(build_backend, sys.argv[1])(sys.argv[2]))
"""


def build(hook: str, folder: Path, root: Path = ROOT) -> Path:
    """Call a hook the way a front end does, in a process of its own."""
    ended = subprocess.run(
        [sys.executable, "-c", BUILD, hook, folder],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    )
    return folder / ended.stdout.strip()


def tracked() -> set[str]:
    """Every file of the three packages that the repository knows."""
    listed = subprocess.run(
        ["git", "ls-files", "feeds", "releases", "service"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(listed.stdout.split())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("build_wheel", tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_every_file_of_the_three_packages(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        assert archive.testzip() is None
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert tracked() <= names
    assert {name.partition("/")[0] for name in names} == {"feeds", "releases", "service"}
    assert not [name for name in names if "__pycache__" in name]


def test_its_metadata_says_what_the_project_says(wheel: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    with zipfile.ZipFile(wheel) as archive:
        metadata = Metadata.from_email(archive.read("pressrum-0.1.0.dist-info/METADATA"))
    assert metadata.requires_python == project["requires-python"]
    assert metadata.classifiers == project["classifiers"]
    assert metadata.description == (ROOT / "README.md").read_text()
    required = metadata.requires_dist or []
    core = [it for it in required if "extra" not in str(it.marker)]
    assert core == [Requirement(line) for line in project["dependencies"]]
    assert set(metadata.provides_extra or []) == set(project["optional-dependencies"])
    for extra, lines in project["optional-dependencies"].items():
        chosen = [it for it in required if it.marker and it.marker.evaluate({"extra": extra})]
        assert {it.name for it in chosen} >= {Requirement(line).name for line in lines}


def test_the_same_sources_give_the_same_bytes(wheel: Path, tmp_path: Path) -> None:
    assert build("build_wheel", tmp_path).read_bytes() == wheel.read_bytes()


def test_the_source_archive_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(build("build_sdist", tmp_path)) as archive:
        for entry in archive:
            content = archive.extractfile(entry)
            assert content is not None, entry.name
            (tmp_path / entry.name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / entry.name).write_bytes(content.read())
    again = build("build_wheel", tmp_path, tmp_path / "pressrum-0.1.0")
    assert again.read_bytes() == wheel.read_bytes()


@pytest.fixture
def python(wheel: Path, tmp_path: Path) -> Path:
    """A Python with the wheel and what it requires, but without this checkout."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    made = venv / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(made), "install", "--no-index", "--no-deps"]
    subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
    # What the wheel requires lies beside pytest; the line to the checkout, a .pth, is not followed.
    beside = Path(pytest.__file__).parent.parent
    (next(venv.glob("lib/*/site-packages")) / "required.pth").write_text(f"{beside}\n")
    return made


def test_the_installed_wheel_serves_the_demo_outside_the_checkout(
    python: Path, tmp_path: Path
) -> None:
    with serving_by(python.with_name("pressrum"), tmp_path, "--demo") as running:
        look_around(running.address)
    assert_stands_alone(python, tmp_path)
