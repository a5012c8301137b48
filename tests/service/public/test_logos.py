"""A logo in feeds and pages: at the service's own address whatever that is, or elsewhere."""

import re
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from PIL import Image

from feeds.links import Links
from releases.desk import media, newsroom_settings
from releases.store import newsrooms
from service.media.files import MediaFiles
from service.media.uploads import write_file
from tests import builders
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, WHO, Press, run_app
from tests.service.cli_runner import Commands

ELSEWHERE = "https://www.mellanlandet.example/logo.png"


def uploaded(press: Press) -> str:
    """Keep a picture as the newsroom's logo and return its name."""
    drawn = BytesIO()
    Image.new("RGB", (64, 32), "#005a68").save(drawn, "PNG")
    files = MediaFiles(press.settings.media)
    stored = write_file(files, ROOM, BytesIO(drawn.getvalue()), media.Words(alt="Logotyp"))
    press.write(media.add, stored, WHO)
    name = Links("").media(stored).rpartition("/")[2]
    chosen(press, name)
    return name


def chosen(press: Press, logo: str) -> None:
    room = press.store.reading(newsrooms.get, ROOM).result()
    press.write(newsroom_settings.set_newsroom, msgspec.structs.replace(room, logo=logo), WHO)


def told(press: Press) -> set[str]:
    """Return the logo's address as the feeds and the page of a release tell it."""
    entry = press.publish(builders.document())
    address = press.get(f"/{ROOM}/{entry.release}").header("location") or ""
    page = press.get(address.removeprefix(press.settings.base_url)).text
    match = re.search(r'"logo":"([^"]+)"', page)
    feeds = {form: press.get(f"/{ROOM}/feed.{form}").text for form in ("rss", "atom", "json")}
    logo = re.search(r"<logo>(.+)</logo>", feeds["atom"])
    url = re.search(r"<image>\s*<url>(.+?)</url>", feeds["rss"])
    assert match
    assert logo
    assert url
    return {match[1], logo[1], url[1], msgspec.json.decode(feeds["json"])["icon"]}


def test_a_stored_logo_follows_the_service_to_its_new_address(tmp_path: Path) -> None:
    with run_app(tmp_path, ManualClock(), base_url="https://gammal.example") as press:
        name = uploaded(press)
        assert told(press) == {f"https://gammal.example/media/{name}"}
    with run_app(tmp_path, ManualClock(), base_url="https://ny.example/press") as press:
        assert told(press) == {f"https://ny.example/press/media/{name}"}
        assert press.get(f"/media/{name}").status == 200


def test_a_logo_elsewhere_stays_where_it_is(tmp_path: Path) -> None:
    for base in ("https://gammal.example", "https://ny.example"):
        with run_app(tmp_path, ManualClock(), base_url=base) as press:
            chosen(press, ELSEWHERE)
            assert told(press) == {ELSEWHERE}


def test_the_command_line_takes_a_logo_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = Commands(tmp_path, monkeypatch, capsys)
    room.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    room.done("newsroom", "set", ROOM, "--logo", ELSEWHERE)
    with room.desk() as at:
        assert at.read(newsrooms.get, ROOM).logo == ELSEWHERE
    for wrong in ("logo.png", "ftp://a.example/logo.png", "abcdefghjkmnpqrs.png"):
        assert "logo" in room.refused("newsroom", "set", ROOM, "--logo", wrong)
    room.done("newsroom", "set", ROOM, "--logo", "")
    room.done("newsroom", "add", "annan", "--name", "Annan", "--logo", ELSEWHERE)
    with room.desk() as at:
        assert at.read(newsrooms.get, ROOM).logo == ""
        assert at.read(newsrooms.get, "annan").logo == ELSEWHERE
