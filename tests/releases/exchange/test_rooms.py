"""A newsroom's file: what is written is read back, and a stored file's point lies in it."""

import pytest

from releases.errors import FieldError
from releases.exchange import rooms
from releases.exchange.rooms import Room
from tests import builders as b

ROOM = Room(b.newsroom(), (b.media("bild1", focus=(0.25, 1.0)), b.media("bild2"), b.pdf()))


def test_a_newsroom_comes_back_with_its_files_and_their_points() -> None:
    assert rooms.read(rooms.write(ROOM)) == ROOM


def test_a_point_in_hundredths_is_read_as_the_first_exports_wrote_it() -> None:
    old = rooms.write(ROOM).replace("- 0.25", "- 25").replace("- 1.0", "- 100")
    assert rooms.read(old) == ROOM


@pytest.mark.parametrize("number", ["101", "-1"])
def test_a_point_beyond_the_picture_is_refused(number: str) -> None:
    with pytest.raises(FieldError) as refused:
        rooms.read(rooms.write(ROOM).replace("- 0.25", f"- {number}"))
    assert refused.value.field == "files[0].focus"
