"""The demo's pictures, painted when asked for: no file to ship, no rights to clear."""

from collections.abc import Callable

from service.demo.canvas import Canvas
from service.demo.scenes_nature import solar, wetland
from service.demo.scenes_town import harbour, hospital
from service.demo.scenes_traffic import bus, tram

_SCENES: dict[str, Callable[[], Canvas]] = {
    "hamn": harbour,
    "buss": bus,
    "sjukhus": hospital,
    "sparvagn": tram,
    "solpark": solar,
    "vatmark": wetland,
}
NAMES = tuple(_SCENES)


def picture(name: str) -> bytes:
    """Return the JPEG (1200 x 675 pixels) of one of `NAMES`; the same bytes every time."""
    return _SCENES[name]().jpeg()
