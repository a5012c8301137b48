"""A newsroom's logo: the name of a stored picture or a URL elsewhere, and nothing between."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from releases.desk import media as desk_media
from releases.desk import newsroom_settings
from releases.errors import InvalidDocument
from releases.model import Newsroom, new_id
from releases.store import media, newsrooms
from tests import builders as b
from tests.builders import DAY
from tests.stores import ROOM, WHO, Desk, open_desk

ELSEWHERE = "https://www.mellanlandet.example/media/logo.png"
OTHER = "region-grannlandet"


def stored(desk: Desk, room: str = ROOM, kind: str = "image/png") -> str:
    """Keep a picture and return its id."""
    made = b.media(new_id(), newsroom=room, type=kind)
    desk.write(desk_media.add, made, WHO)
    return made.id


def chosen(desk: Desk, logo: str) -> Newsroom:
    return desk.write(newsroom_settings.set_newsroom, b.newsroom(ROOM, logo=logo), WHO)


@pytest.mark.parametrize(
    ("logo", "name"),
    [
        ("abcdefghjkmnpqrs.png", "abcdefghjkmnpqrs"),
        ("abcdefghjkmnpqrs.jpg", "abcdefghjkmnpqrs"),
        ("", None),
        (ELSEWHERE, None),
        ("https://press.example/media/abcdefghjkmnpqrs.png", None),
        ("abcdefghjkmnpqrs.pdf", None),
        ("abcdefghjkmnpqrs", None),
        ("../abcdefghjkmnpqrs.png", None),
        ("abcdefghjkmnpqrs.png\n", None),
    ],
)
def test_only_the_name_of_a_picture_is_one_stored_here(logo: str, name: str | None) -> None:
    assert b.newsroom(logo=logo).logo_media == name


def test_a_logo_stored_here_is_a_picture_of_the_newsroom(desk: Desk) -> None:
    own = stored(desk)
    assert chosen(desk, f"{own}.png").logo == f"{own}.png"
    desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    for foreign in (stored(desk, OTHER), stored(desk, kind="application/pdf"), new_id()):
        with pytest.raises(InvalidDocument, match="logo"):
            chosen(desk, f"{foreign}.png")
    assert desk.read(newsrooms.get, ROOM).logo == f"{own}.png"


def test_a_logo_is_public_and_in_use_for_as_long_as_it_is_one(desk: Desk) -> None:
    name = stored(desk)
    desk.clock.advance(31 * DAY)
    now = desk.clock.now()
    assert desk.read(media.public, name, now) is None
    assert [file.id for file in desk.read(media.list_unused, now, 10)] == [name]
    chosen(desk, f"{name}.png")
    assert desk.read(media.public, name, now)
    assert desk.read(media.list_unused, now, 10) == ()
    chosen(desk, "")
    assert desk.read(media.public, name, now) is None


@pytest.mark.sqlite("a file from before")
def test_addresses_of_pictures_stored_here_become_their_names(tmp_path: Path) -> None:
    path = tmp_path / "pressrum.db"
    with open_desk(path) as desk:
        desk.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
        names = {kind: stored(desk, kind=kind) for kind in ("image/jpeg", "image/png")}
        of_other = stored(desk, OTHER)
    at = "http://gammal.example/pressrum/media"
    for address, kept in (
        (f"{at}/{names['image/jpeg']}.jpg", f"{names['image/jpeg']}.jpg"),
        (f"{at}/{names['image/png']}.png", f"{names['image/png']}.png"),
        (ELSEWHERE, ELSEWHERE),
        (f"{at}/{new_id()}.png", None),
        (f"{at}/{of_other}.png", None),
        ("", ""),
    ):
        as_before_the_step(path, address)
        with open_desk(path) as desk:
            assert desk.read(newsrooms.get, ROOM).logo == (address if kept is None else kept)
            assert desk.read(newsrooms.get, OTHER).logo == ""


def as_before_the_step(path: Path, logo: str) -> None:
    """Make the database one whose logos are still addresses."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0080_logos'")
        connection.execute("UPDATE newsroom SET logo = ? WHERE slug = ?", (logo, ROOM))
