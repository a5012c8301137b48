"""What a picture's file says, as ExifTool reads it: independent of how ours are written."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from tests.browser.partner_site import require_tool


def read_tags(folder: Path, body: bytes) -> dict[str, Any]:
    """Return every tag of a file, by its group and name: `XMP-photoshop:Credit`."""
    require_tool(shutil.which("exiftool"), "exiftool")
    path = folder / "read-by-exiftool"
    path.write_bytes(body)
    asked = ("exiftool", "-json", "-G1", "-a", "-ee", "-U", str(path))
    done = subprocess.run(asked, check=True, capture_output=True, timeout=120)
    [tags] = msgspec.json.decode(done.stdout, type=list[dict[str, Any]])
    return tags
