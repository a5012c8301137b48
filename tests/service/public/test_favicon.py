"""`/favicon.ico`: what browsers, feed readers and bookmarks ask for without being told to."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.IcoImagePlugin import IcoImageFile

from service.cache.edition import CACHE_CONTROL
from tests.service.app_server import Press

ACCENT, WHITE = (0, 90, 104, 255), (255, 255, 255, 255)


def test_the_icon_is_there_in_the_sizes_that_are_shown(press: Press) -> None:
    answer = press.get("/favicon.ico")
    assert (answer.status, answer.kind) == (200, "image/vnd.microsoft.icon")
    assert answer.header("cache-control") == CACHE_CONTROL.decode()
    assert answer.header("set-cookie") is None
    with Image.open(BytesIO(answer.body)) as icon:
        assert icon.format == "ICO"
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
    again = press.get("/favicon.ico", if_none_match=answer.etag)
    assert (again.status, again.body) == (304, b"")
    assert press.head("/favicon.ico").header("content-length") == str(len(answer.body))


@pytest.mark.parametrize("size", [16, 32, 48])
def test_it_shows_what_the_icon_of_the_pages_shows(press: Press, size: int) -> None:
    """White lines on the accent, transparent corners: service/static/pressrum.svg."""
    with Image.open(BytesIO(press.get("/favicon.ico").body)) as icon:
        assert isinstance(icon, IcoImageFile)
        icon.size = (size, size)
        drawn = icon.convert("RGBA")
    seen = [drawn.getpixel((int(x * size / 32), int(y * size / 32))) for x, y in POINTS]
    assert seen == [WHITE, ACCENT, ACCENT, ACCENT]
    corner = drawn.getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] < 64


# In the SVG's own measures: in the first line, left of it, right of the last line, at the edge.
POINTS = ((16, 9), (4, 16), (22, 25), (28, 4))
