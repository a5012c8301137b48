"""A newsroom's file: what is written is read back, and a stored file's point lies in it."""

import pytest

from releases.errors import FieldError
from releases.exchange import newsroom_export
from releases.exchange.newsroom_export import Room
from tests import builders as b

ROOM = Room(b.newsroom(), (b.media("bild1", focus=(0.25, 1.0)), b.media("bild2"), b.pdf()))


def test_a_newsroom_comes_back_with_its_files_and_their_points() -> None:
    assert newsroom_export.read_room(newsroom_export.write(ROOM)) == ROOM


def test_a_point_in_hundredths_is_read_as_the_first_exports_wrote_it() -> None:
    old = newsroom_export.write(ROOM).replace("- 0.25", "- 25").replace("- 1.0", "- 100")
    assert newsroom_export.read_room(old) == ROOM


@pytest.mark.parametrize("number", ["101", "-1"])
def test_a_point_beyond_the_picture_is_refused(number: str) -> None:
    with pytest.raises(FieldError) as refused:
        newsroom_export.read_room(newsroom_export.write(ROOM).replace("- 0.25", f"- {number}"))
    assert refused.value.field == "files[0].focus"


@pytest.mark.parametrize(
    ("written", "instead", "field"),
    [
        ("type: image/jpeg", "type: image/tiff", "files[0].type"),
        ("type: image/webp", "type: text/html", "files[0].renditions[0].type"),
        ("width: 640", f"width: {10**30}", "files[0].renditions[0].width"),
        ("size: 4711", "size: -1", "files[0].size"),
    ],
)
def test_a_file_that_cannot_be_one_of_ours_is_refused(
    written: str, instead: str, field: str
) -> None:
    picture = b.media("bild1", size=4711, renditions=(b.rendition(),))
    text = newsroom_export.write(Room(b.newsroom(), (picture,)))
    assert written in text
    with pytest.raises(FieldError) as refused:
        newsroom_export.read_room(text.replace(written, instead, 1))
    assert refused.value.field == field
