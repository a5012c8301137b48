"""The command line: 0 for done, 1 with one line for a refusal, 2 for wrong usage."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from service.cli import cli
from tests.service import webhook_receiver
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands
from tests.service.processes import eventually


def commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of every command there is."""
    yield before
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, *before, name)
        else:
            yield (*before, name)


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands in a folder without a database."""
    return Commands(tmp_path, monkeypatch, capsys)


@pytest.fixture
def room(pressrum: Commands) -> Commands:
    """Commands on a database with one newsroom."""
    pressrum.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    return pressrum


@pytest.mark.parametrize("command", list(commands(cli)), ids=" ".join)
def test_every_command_explains_itself(pressrum: Commands, command: tuple[str, ...]) -> None:
    shown = pressrum.done(*command, "--help").out
    assert shown.startswith("Usage: pressrum")
    assert len(shown.splitlines()) > 3
    assert not (pressrum.folder / "p.db").exists()


def test_every_command_that_was_promised_is_there() -> None:
    promised = (
        "serve",
        "newsroom",
        "token",
        "import",
        "announce",
        "backup",
        "restore",
        "doctor",
        "move",
    )
    assert set(promised) <= set(cli.commands)


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("serve", "--port", "70000"),
        ("newsroom", "add"),
        ("newsroom", "set", ROOM),
        ("token", "add", "--newsroom", ROOM, "--name", "x", "--scope", "all"),
        ("import",),
        ("import", "x.txt", "--newsroom", ROOM, "--publish", "--at", "2018-04-03T07:23"),
        ("backup",),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two(pressrum: Commands, arguments: tuple[str, ...]) -> None:
    ended = pressrum(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Usage:" in ended.err


def test_a_newsroom_is_opened_listed_and_changed(pressrum: Commands) -> None:
    pressrum.setting("BASE_URL", "https://press.example")
    words = ("--name", "Region Mellanlandet", "--county", "18", "--about", "Vi finns.")
    added = pressrum.done("newsroom", "add", ROOM, *words)
    assert added.out == f"https://press.example/{ROOM}/\n"
    assert pressrum.done("newsroom", "set", ROOM, "--name", "Mellanlandet").out == ""
    listed = pressrum.done("newsroom", "list").out
    assert listed == f"{ROOM}\tMellanlandet\thttps://press.example/{ROOM}/\n"
    assert "already" in pressrum.refused("newsroom", "add", ROOM, "--name", "X")
    assert "ingen" in pressrum.refused("newsroom", "set", "ingen", "--name", "X")


@pytest.mark.parametrize("slug", ["api", "redaktion", "Stor", "å", "a b", "-", ""])
def test_a_slug_that_is_a_word_of_the_service_or_no_word_is_refused(
    pressrum: Commands, slug: str
) -> None:
    # After --, so that a hyphen is a slug and no option.
    assert "slug" in pressrum.refused("newsroom", "add", "--name", "X", "--", slug)


@pytest.mark.parametrize(
    ("option", "value"), [("county", "arton"), ("language", "svenska!"), ("site", "nej")]
)
def test_a_newsroom_with_a_wrong_fact_is_refused(
    pressrum: Commands, option: str, value: str
) -> None:
    refused = pressrum.refused("newsroom", "add", ROOM, "--name", "X", f"--{option}", value)
    assert option in refused


@pytest.mark.parametrize("scope", ["read", "write", "publish"])
def test_a_token_is_shown_once_and_never_again(room: Commands, scope: str) -> None:
    asked = ("--newsroom", ROOM, "--name", "webben")
    token = room.done("token", "add", *asked, "--scope", scope).out.strip()
    assert re.fullmatch(r"prt_[\w-]{43}", token)
    assert room.done("token", "list", "--newsroom", ROOM).out == f"webben\t{scope}\n"
    assert token.encode() not in (room.folder / "p.db").read_bytes()
    assert "already" in room.refused("token", "add", *asked, "--scope", scope)
    room.done("token", "revoke", *asked)
    assert room.done("token", "list", "--newsroom", ROOM).out == ""
    assert "webben" in room.refused("token", "revoke", *asked)


def test_nothing_is_made_in_a_newsroom_that_is_not_there(room: Commands) -> None:
    there = ("--newsroom", "ingen")
    assert "ingen" in room.refused("token", "add", *there, "--name", "x", "--scope", "read")
    assert "ingen" in room.refused("token", "list", *there)
    assert "ingen" in room.refused("webhook", "add", *there, "--url", "https://a.example/")
    assert "ingen" in room.refused("webhook", "list", *there)
    assert "ingen" in room.refused("import", room.file("a.txt", "Titel\n\nText."), *there)


def test_a_webhook_is_registered_listed_and_removed(room: Commands) -> None:
    url = "https://www.mellanlandet.example/hook"
    made = room.done("webhook", "add", "--newsroom", ROOM, "--url", url).out
    webhook, secret = made.strip().split("\t")
    assert secret.startswith("whsec_")
    assert room.done("webhook", "list", "--newsroom", ROOM).out == f"{webhook}\t{url}\n"
    room.done("webhook", "remove", "--newsroom", ROOM, webhook)
    assert room.done("webhook", "list", "--newsroom", ROOM).out == ""
    room.refused("webhook", "remove", "--newsroom", ROOM, webhook)
    assert "https://" in room.refused("webhook", "add", "--newsroom", ROOM, "--url", "ftp://a")


def test_a_webhook_that_is_gone_is_told_of_and_switched_on_again(room: Commands) -> None:
    there = ("--newsroom", ROOM)
    with webhook_receiver.receiver() as receiver:
        room.setting("PRIVATE_TARGETS", receiver.target)
        made = room.done("webhook", "add", *there, "--url", receiver.address).out.split("\t")[0]
        text = room.file("a.txt", "Ny bro\n\nBron öppnar i dag.")
        room.done("import", text, *there, "--publish")
        receiver.replies = [webhook_receiver.status(410)]
        assert room("announce").out == "1 attempts, 0 delivered, 1 failed\n"
        assert room.done("announce").out.startswith("0 attempts")
        listed = room.done("webhook", "list", *there).out
        assert re.fullmatch(rf"{made}\t{receiver.address}\tended \S+Z: answered 410 Gone\n", listed)
        doctor = room("doctor")
        assert doctor.code == 1
        (said,) = (line for line in doctor.out.splitlines() if line.startswith("BAD"))
        assert said.startswith(f"BAD  ended webhook: webhook:{made} of {ROOM} answered 410 Gone at")
        command = said.partition("pressrum ")[2].split()
        assert room.done(*command).out == ""
        assert room.done("webhook", "list", *there).out == f"{made}\t{receiver.address}\n"
        room.done("doctor")
        room.done("import", room.file("b.txt", "Ny väg\n\nVägen också."), *there, "--publish")
        assert room.done("announce").out == "1 attempts, 1 delivered, 0 failed\n"
    room.refused("webhook", "resume", *there, "ingen")


def test_announcing_with_nothing_due_is_done(room: Commands) -> None:
    assert room.done("announce").out == "0 attempts, 0 delivered, 0 failed\n"


def test_announcing_delivers_what_is_due_and_tells_what_failed(room: Commands) -> None:
    with webhook_receiver.receiver() as receiver:
        room.setting("PRIVATE_TARGETS", receiver.target)
        room.done("webhook", "add", "--newsroom", ROOM, "--url", receiver.address)
        text = room.file("a.txt", "Ny bro\n\nBron öppnar i dag.")
        room.done("import", text, "--newsroom", ROOM, "--publish")
        receiver.replies = [webhook_receiver.status(500)]
        failed = room("announce")
        assert (failed.code, failed.out) == (1, "1 attempts, 0 delivered, 1 failed\n")
        again = eventually(lambda: told if (told := room("announce").out)[0] == "1" else "")
        assert again == "1 attempts, 1 delivered, 0 failed\n"
        assert room.done("announce").out.startswith("0 attempts")
        assert [delivery.id for delivery in receiver.got] == [receiver.got[0].id] * 2


@pytest.mark.parametrize(
    ("name", "value"), [("LOG", "loud"), ("BASE_URL", "x"), ("DATABASE", "mysql://a/b")]
)
def test_a_wrong_setting_refuses_every_command(pressrum: Commands, name: str, value: str) -> None:
    pressrum.setting(name, value)
    for command in (("newsroom", "list"), ("announce",), ("doctor",), ("serve", "--port", "0")):
        assert f"PRESSRUM_{name}" in pressrum.refused(*command)


def test_folders_that_cannot_be_used_are_named(pressrum: Commands) -> None:
    there = pressrum.file("file", "")
    pressrum.setting("MEDIA", f"{there}/media")
    assert "media folder" in pressrum.refused("serve", "--port", "0")
    for database in (f"{there}/p.db", str(pressrum.folder / "nowhere" / "p.db"), str(there)[:-5]):
        pressrum.setting("DATABASE", database)
        assert database.rpartition("/")[0] in pressrum.refused("newsroom", "list")


def test_a_database_of_something_else_is_left_alone(pressrum: Commands) -> None:
    foreign = sqlite3.connect(pressrum.folder / "p.db")
    foreign.execute("CREATE TABLE wine (year INTEGER)")
    foreign.close()
    before = (pressrum.folder / "p.db").read_bytes()
    for command in (("newsroom", "list"), ("serve", "--port", "0"), ("doctor",)):
        assert "something else" in pressrum.refused(*command)
    assert (pressrum.folder / "p.db").read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(pressrum: Commands) -> None:
    pressrum.file("p.db", "Kära dagbok, " * 100)
    assert "p.db" in pressrum.refused("serve", "--port", "0")
    assert (pressrum.folder / "p.db").read_text().startswith("Kära dagbok")


def test_a_database_of_a_newer_version_is_left_alone(room: Commands) -> None:
    newer = sqlite3.connect(room.folder / "p.db")
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('pressrum', '9999_later', '2030-01-01')"
    )
    newer.commit()
    newer.close()
    assert "newer" in room.refused("newsroom", "list")
