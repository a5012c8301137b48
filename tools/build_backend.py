"""Build the wheel, the editable wheel and the source archive of Pressrum (PEP 517 and PEP 660).

It needs the standard library alone, so `pip install --no-build-isolation .` works in an empty
environment of every Python that Pressrum supports. Everything in the three packages goes in:
templates, catalogues, style sheets and the demo's texts need no list that could be incomplete.
"""

import base64
import gzip
import hashlib
import io
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Settings = dict[str, Any] | None

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("feeds", "releases", "service")
BESIDE = ("CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "tools/build_backend.py")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same sources give the same bytes
WHEEL = """Wheel-Version: 1.0
Generator: pressrum-build-backend
Root-Is-Purelib: true
Tag: py3-none-any
"""


def build_wheel(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Write the wheel into a folder; return its file name."""
    files = {str(path): (ROOT / path).read_bytes() for path in _list_sources()}
    return _write_wheel(Path(wheel_directory), files)


def build_editable(
    wheel_directory: str, config_settings: Settings = None, metadata_directory: str | None = None
) -> str:
    """Write a wheel that leads to this checkout; return its file name."""
    return _write_wheel(Path(wheel_directory), {"pressrum.pth": f"{ROOT}\n".encode()})


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    """Write what the wheel is built from into a folder; return the archive's file name."""
    name = f"{_stem()}.tar.gz"
    files = {str(path): (ROOT / path).read_bytes() for path in _list_sources()}
    files |= {path: (ROOT / path).read_bytes() for path in BESIDE}
    files["PKG-INFO"] = _describe().encode()
    with (
        (Path(sdist_directory) / name).open("wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path, content in sorted(files.items()):
            entry = tarfile.TarInfo(f"{_stem()}/{path}")
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    return name


def _project() -> dict[str, Any]:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project: dict[str, Any] = document["project"]
    return project


def _stem() -> str:
    project = _project()
    return f"{project['name']}-{project['version']}"


def _list_sources() -> Iterator[Path]:
    """List the files of the packages, without what Python and editors leave behind."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            within = path.relative_to(ROOT)
            left_behind = any(part == "__pycache__" or part[0] == "." for part in within.parts)
            if path.is_file() and not left_behind:
                yield within


def _describe() -> str:
    """Return the core metadata, version 2.4, that pyproject.toml stands for."""
    project = _project()
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {project['version']}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        *(f"Classifier: {classifier}" for classifier in project["classifiers"]),
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {requirement}" for requirement in project["dependencies"]),
    ]
    for extra, requirements in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        for requirement in requirements:
            wanted, _, marker = (part.strip() for part in requirement.partition(";"))
            condition = f"({marker}) and " if marker else ""
            lines.append(f'Requires-Dist: {wanted}; {condition}extra == "{extra}"')
    lines += ["Description-Content-Type: text/markdown", ""]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    return "\n".join([*lines, readme])


def _write_wheel(folder: Path, files: dict[str, bytes]) -> str:
    name, info = f"{_stem()}-py3-none-any.whl", f"{_stem()}.dist-info"
    scripts = _project()["scripts"].items()
    commands = "".join(f"{command} = {target}\n" for command, target in scripts)
    files[f"{info}/METADATA"] = _describe().encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    files[f"{info}/entry_points.txt"] = f"[console_scripts]\n{commands}".encode()
    files[f"{info}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    record = [f"{path},{_fingerprint(content)},{len(content)}" for path, content in files.items()]
    files[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,", ""]).encode()
    with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return name


def _fingerprint(content: bytes) -> str:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return f"sha256={digest.rstrip(b'=').decode()}"
