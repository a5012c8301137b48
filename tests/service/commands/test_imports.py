"""`pressrum import`: what communicators have becomes drafts, publications or scheduled ones."""

from pathlib import Path
from typing import Any

import pytest

from releases.store import desklist, listings, log, outbox
from releases.times import utc_text
from tests.builders import MORNING
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands

DATED = """Nytt ridhus i Mellanby

Publicerad 2017-05-02 08:15

I höst öppnar ett nytt ridhus i Mellanby.

– Det har vi väntat på, säger Maja Lindqvist, ordförande i ridklubben.

Bakgrund
Det gamla ridhuset brann för tre år sedan.

Kontakt
Maja Lindqvist, ordförande
070-174 06 05
maja.lindqvist@mellanlandet.example
"""
UNDATED = "Ny bro över Mellanån\n\nBron öppnar i dag.\n"
NOT_TEXT = b"\x89PNG\r\n\x1a\n\x00\xff\xfe"


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands on a database with one newsroom that has a webhook."""
    commands = Commands(tmp_path, monkeypatch, capsys)
    commands.setting("BASE_URL", "https://press.example")
    commands.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    commands.done("webhook", "add", "--newsroom", ROOM, "--url", "https://a.example/")
    return commands


def imported(pressrum: Commands, *arguments: str, given: bytes = b"") -> Any:
    return pressrum.done("import", *arguments, "--newsroom", ROOM, "--json", given=given).json()


def states(pressrum: Commands) -> dict[str, str]:
    """Where each release stands, by title."""
    with pressrum.desk() as desk:
        page = desk.read(desklist.page, ROOM, desk.clock.now().replace(year=2150), 50)
        return {item.release.draft.title: item.state.value for item in page.items}


def test_a_text_becomes_a_draft_unless_more_is_asked(pressrum: Commands) -> None:
    made = imported(pressrum, pressrum.file("a.txt", DATED))
    assert (made["url"], made["entry"]) == (None, None)
    assert states(pressrum) == {"Nytt ridhus i Mellanby": "draft"}
    said = pressrum.done("import", pressrum.file("b.txt", UNDATED), "--newsroom", ROOM, "--draft")
    assert said.out.startswith("draft ")


def test_a_text_may_come_on_standard_input(pressrum: Commands) -> None:
    imported(pressrum, "-", given=b"\xef\xbb\xbf" + UNDATED.encode())
    assert states(pressrum) == {"Ny bro över Mellanån": "draft"}


def test_a_past_date_in_the_text_is_kept_and_told_to_nobody(pressrum: Commands) -> None:
    made = imported(pressrum, pressrum.file("a.txt", DATED), "--publish")
    assert made["url"].startswith(f"https://press.example/{ROOM}/{made['id']}/nytt-ridhus")
    with pressrum.desk() as desk:
        (entry,) = desk.read(log.everything)
        assert (entry.id, entry.announce) == (made["entry"], False)
        assert utc_text(entry.at) == "2017-05-02T06:15:00Z"
        assert entry.effective > MORNING
        assert desk.read(outbox.counts) == {}


def test_a_text_without_a_date_is_published_now_and_announced(pressrum: Commands) -> None:
    made = imported(pressrum, pressrum.file("a.txt", UNDATED), "--publish")
    with pressrum.desk() as desk:
        (entry,) = desk.read(log.everything)
        assert (entry.id, entry.announce, entry.at) == (made["entry"], True, entry.made_at)
        assert desk.read(outbox.counts) == {"owed": 1}


def test_identity_numbers_are_published_only_when_overridden(pressrum: Commands) -> None:
    text = "Rättegången inleds\n\nMålet mot 811218-9876 inleds i dag.\n".encode()
    refused = pressrum("import", "-", "--newsroom", ROOM, "--publish", given=text)
    assert refused.code == 1
    assert "personal identity number" in refused.err
    assert "9876" not in refused.err
    assert states(pressrum) == {}
    imported(pressrum, "-", "--publish", "--override-personal-numbers", given=text)
    assert list(states(pressrum).values()) == ["public"]


def test_placeholders_are_published_only_when_overridden(pressrum: Commands) -> None:
    text = "Ny bro\n\n– Det blir bra, säger [namn].\n".encode()
    refused = pressrum("import", "-", "--newsroom", ROOM, "--publish", given=text)
    assert (refused.code, "placeholders" in refused.err) == (1, True)
    assert states(pressrum) == {}
    imported(pressrum, "-", "--publish", "--override-placeholders", given=text)
    assert list(states(pressrum).values()) == ["public"]


def test_a_text_can_be_scheduled(pressrum: Commands) -> None:
    made = imported(pressrum, pressrum.file("a.txt", DATED), "--at", "2140-04-03T07:23")
    with pressrum.desk() as desk:
        (entry,) = desk.read(log.everything)
        assert utc_text(entry.at) == "2140-04-03T05:23:00Z"
        assert desk.read(listings.next_instant, entry.made_at) == entry.at
    assert made["url"].endswith("/nytt-ridhus-i-mellanby")


@pytest.mark.parametrize("at", ["2019-03-31T02:30", "i morgon", "2140-04-03"])
def test_what_names_no_instant_is_refused_and_leaves_nothing(pressrum: Commands, at: str) -> None:
    path = pressrum.file("a.txt", DATED)
    refused = pressrum("import", path, "--newsroom", ROOM, "--at", at)
    assert refused.code == 1
    assert states(pressrum) == {}


def test_one_bad_source_does_not_stop_the_others(pressrum: Commands) -> None:
    good, last = pressrum.file("a.txt", DATED), pressrum.file("c.txt", UNDATED)
    bad = (pressrum.file("b.txt", NOT_TEXT), str(pressrum.folder / "none.txt"))
    ended = pressrum("import", good, *bad, last, "--newsroom", ROOM)
    assert ended.code == 1
    assert [line.split(": ")[1] for line in ended.err.splitlines()] == list(bad)
    assert set(states(pressrum)) == {"Nytt ridhus i Mellanby", "Ny bro över Mellanån"}


@pytest.mark.parametrize(
    "content", [NOT_TEXT, b"", b"   \n\n", b"x" * 5_000_001, b"a" * 99 + b"\x00"]
)
def test_what_is_no_text_is_refused_in_one_line(pressrum: Commands, content: bytes) -> None:
    path = pressrum.file("a.txt", content)
    assert path in pressrum.refused("import", path, "--newsroom", ROOM)
    assert states(pressrum) == {}


def test_a_dry_run_shows_the_record_and_stores_nothing(pressrum: Commands) -> None:
    path = pressrum.file("a.txt", DATED)
    record = pressrum.done("import", path, "--dry-run", "--json").json()
    assert record["title"] == "Nytt ridhus i Mellanby"
    assert record["published_at"] == "2017-05-02T08:15:00+02:00"
    assert record["contacts"][0]["phones"] == ["+46701740605"]
    assert record["quotes"][0]["speaker"] == "Maja Lindqvist"
    assert "## Bakgrund" in record["body"]
    assert states(pressrum) == {}
    assert "Nytt ridhus i Mellanby" in pressrum.done("import", path, "--dry-run").out


def test_a_dry_run_shows_what_is_unsure_about_contacts_as_choices(pressrum: Commands) -> None:
    contacts = "Kontakt\n\nBo Ek, presschef\n070-123 45 67\nAnna Al, rektor"
    path = pressrum.file(
        "doubtful.txt", f"Ny bro\n\n{'Kommunen bygger en bro. ' * 4}\n\n{contacts}"
    )
    shown = pressrum.done("import", path, "--dry-run").out
    assert (
        "  contacts: “070-123 45 67” is “Bo Ek, presschef, 070-123 45 67”, "
        "or may be “Anna Al, rektor, 070-123 45 67”\n"
    ) in shown
    assert "  contacts: “Anna Al, rektor” is (none), or may be “Anna Al, rektor”\n" in shown
    record = pressrum.done("import", path, "--dry-run", "--json").json()
    owner = next(each for each in record["uncertain"] if each["field"] == "contacts")
    assert owner["concerns"] == "070-123 45 67"
    assert [[each["name"] for each in reading] for reading in owner["contacts"]] == [
        ["Bo Ek"],
        ["Bo Ek", "Anna Al"],
    ]
