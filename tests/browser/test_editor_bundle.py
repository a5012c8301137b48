"""The editor that is served is the one its sources build, byte for byte."""

import subprocess
from pathlib import Path
from shutil import which

from tests.browser.partner_site import require_tool

ROOT = Path(__file__).parent.parent.parent
TOOLS = ROOT / "tools" / "editor"
VENDOR = ROOT / "service" / "static" / "vendor"


def test_the_bundle_is_what_its_sources_build(tmp_path: Path) -> None:
    require_tool(which("node"), "node")
    require_tool(
        (TOOLS / "node_modules").exists(), "the editor's packages (npm ci in tools/editor)"
    )
    subprocess.run(["node", "build.mjs", tmp_path / "editor.js"], cwd=TOOLS, check=True)
    for name in ("editor.js", "editor.LICENSES.txt"):
        assert (tmp_path / name).read_bytes() == (VENDOR / name).read_bytes()


def test_the_lock_file_names_no_address() -> None:
    text = (TOOLS / "package-lock.json").read_text()
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text
