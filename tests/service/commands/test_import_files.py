"""`pressrum import` of Markdown with front matter that people wrote by hand."""

from pathlib import Path

import pytest

from releases.store import desklist, log
from releases.times import utc_text
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands

WRITTEN = "---\ntitle: Nytt badhus\ndate: 2019-05-06\n{}---\n\nBadhuset öppnar.\n"


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands on a database with one newsroom."""
    commands = Commands(tmp_path, monkeypatch, capsys)
    commands.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    return commands


def published(pressrum: Commands) -> list[tuple[str, bool, bool]]:
    """When each entry says it holds, whether only the day is known, and whether it is told of."""
    with pressrum.desk() as desk:
        entries = desk.read(log.everything)
        return [(utc_text(entry.at), entry.day_only, entry.announce) for entry in entries]


def count(pressrum: Commands) -> int:
    with pressrum.desk() as desk:
        return len(desk.read(desklist.page, ROOM, desk.clock.now(), 50).items)


def test_a_dated_file_is_published_silently_at_its_date(pressrum: Commands) -> None:
    path = pressrum.file("a.md", WRITTEN.format(""))
    assert pressrum.done("import", path, "--newsroom", ROOM).out.startswith("draft ")
    made = pressrum.done("import", path, "--newsroom", ROOM, "--publish").out
    assert made.strip().endswith("/nytt-badhus")
    assert published(pressrum) == [("2019-05-05T22:00:00Z", True, False)]


@pytest.mark.parametrize("wish", [["--publish"], ["--at", "2018-05-01T08:00"]])
@pytest.mark.parametrize("held", ["draft: true", "published: false", "status: pending"])
def test_a_file_that_calls_itself_a_draft_stays_one(
    pressrum: Commands, held: str, wish: list[str]
) -> None:
    path = pressrum.file("a.md", WRITTEN.format(f"{held}\n"))
    said = pressrum.done("import", path, "--newsroom", ROOM, *wish)
    assert "calls itself a draft" in said.err
    assert (published(pressrum), count(pressrum)) == ([], 1)


def test_a_file_dated_in_the_future_is_not_published_early(pressrum: Commands) -> None:
    path = pressrum.file("a.md", WRITTEN.format("").replace("2019", "2149"))
    said = pressrum.done("import", path, "--newsroom", ROOM, "--publish")
    assert "dated in the future" in said.err
    assert (published(pressrum), count(pressrum)) == ([], 1)


def test_keys_of_other_systems_are_told(pressrum: Commands) -> None:
    path = pressrum.file("a.md", WRITTEN.format("layout: post\n"))
    assert "layout" in pressrum.done("import", path, "--newsroom", ROOM).err
    shown = pressrum.done("import", path, "--dry-run", "--json").json()
    assert shown["warnings"][0]["code"] == "unknown-keys"
    assert (shown["published_at"], shown["body"]) == ("2019-05-06", "Badhuset öppnar.")


def test_a_folder_is_its_files_and_a_fault_names_file_and_key(pressrum: Commands) -> None:
    (pressrum.folder / "in").mkdir()
    pressrum.file("in/a.md", WRITTEN.format(""))
    pressrum.file("in/b.md", WRITTEN.format("kind: blogg\n"))
    ended = pressrum("import", "in", "--newsroom", ROOM)
    assert ended.code == 1
    assert "in/b.md: kind:" in ended.err
    assert count(pressrum) == 1


def test_a_file_needs_a_newsroom(pressrum: Commands) -> None:
    path = pressrum.file("a.md", WRITTEN.format(""))
    assert pressrum("import", path).code == 2


def test_a_page_on_disk_is_read_as_a_page(pressrum: Commands) -> None:
    page = "<html><body><main><h1>Ny bro</h1><p>Bron öppnar i dag.</p></main></body></html>"
    shown = pressrum.done("import", pressrum.file("a.txt", page), "--dry-run", "--json").json()
    assert shown["title"] == "Ny bro"


def test_a_file_that_only_looks_like_a_word_file_is_refused(pressrum: Commands) -> None:
    path = pressrum.file("a.docx", b"PK\x03\x04 nej")
    assert path in pressrum.refused("import", path, "--newsroom", ROOM)


def test_front_matter_is_read_in_whatever_encoding_it_came(pressrum: Commands) -> None:
    path = pressrum.file("a.md", WRITTEN.format("").encode("utf-16"))
    (record,) = [pressrum.done("import", path, "--dry-run", "--json").json()]
    assert "title" not in record["body"]
    assert record["title"]
