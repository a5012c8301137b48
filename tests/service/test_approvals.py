"""Desk, API and command line refuse the same approvals, and each says the same of it.

The command line approves new texts, and corrections of what a feed brought; it can ask for no more.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from releases.desk import drafts as desk_drafts
from releases.model import Document, DraftRef, Image
from releases.refusals import WORDS
from releases.rules.roles import Role
from releases.store import desklist, drafts, log, settings
from releases.store.settings import RoomSettings
from tests import builders
from tests.service.app_server import ROOM, WHO, Press
from tests.service.cli_runner import Commands
from tests.service.redaktion.desk_client import Visitor, visitor

NUMBER = "Mot 811218-9876 väcks åtal."
LEFT = "– Det blir bra, säger [namn], [titel]."
PICTURED = builders.document(images=(Image("borta", "En buss"),))
SOON, LATER = "2018-04-03T08:00:00Z", "2018-04-04T08:00:00Z"
FEED = """<rss version="2.0"><channel><link>https://k.example/</link><item><title>{title}</title>
<guid>1</guid><pubDate>Tue, 03 Apr 2012 07:23:00 +0200</pubDate></item></channel></rss>"""


def drafted(press: Press, content: Document | None = None) -> str:
    made: str = press.write(desk_drafts.create, ROOM, content or builders.document(), WHO).id
    return made


def rewritten(press: Press, release: str) -> str:
    press.write(desk_drafts.save, DraftRef(ROOM, release), builders.document("Ny rubrik"), WHO, 1)
    return release


def published(press: Press) -> str:
    return press.publish(builders.document()).release


def planned(press: Press) -> str:
    """Schedule a publication, and go on writing."""
    release = drafted(press)
    sent = {"action": "publish", "at": LATER}
    path = f"/api/v1/newsrooms/{ROOM}/releases/{release}/entries"
    assert press.api("POST", path, press.token(name="planerar"), sent).status == 201
    return rewritten(press, release)


def typed(text: str) -> Callable[[Commands], str]:
    """Return what publishes a text from the command line."""

    def publish(pressrum: Commands) -> str:
        path = pressrum.file("text.txt", text)
        return pressrum("import", path, "--newsroom", ROOM, "--publish").err

    return publish


def fed(pressrum: Commands) -> str:
    """Import what says in a feed what an editor has said here already."""
    pressrum.done("import", pressrum.file("f.xml", FEED.format(title="Ett")), "--newsroom", ROOM)
    with pressrum.desk() as desk:
        until = desk.clock.now().replace(year=2150)
        (item,) = desk.read(desklist.page, ROOM, until, 9).items
        desk.save(item.release, replace(item.release.draft, title="Två"))
        desk.order(item.release)
        desk.save(item.release, item.release.draft)
    path = pressrum.file("f.xml", FEED.format(title="Två"))
    return pressrum("import", path, "--newsroom", ROOM, "--publish").err


class RefusedApproval(msgspec.Struct, frozen=True):
    """What is asked for of what stands there, and the refusal: its code and its HTTP status."""

    prepare: Callable[[Press], str]
    order: dict[str, str]
    code: str
    status: int = 409
    command: Callable[[Commands], str] | None = None

    def words(self, language: str) -> str:
        """Return the longest part of its words that holds no value."""
        return max(re.split(r"{\w+}", WORDS[self.code][language]), key=len)


REFUSED = {
    "a correction that corrects nothing": RefusedApproval(
        published, {"action": "correct"}, "unchanged", command=fed
    ),
    "a personal identity number": RefusedApproval(
        lambda press: drafted(press, builders.document(body=NUMBER)),
        {"action": "publish"},
        "personal_number",
        422,
        typed(f"Åtal väcks\n\n{NUMBER}\n"),
    ),
    "a placeholder": RefusedApproval(
        lambda press: drafted(press, builders.document(body=LEFT)),
        {"action": "publish"},
        "placeholder",
        422,
        typed(f"Ny bro\n\n{LEFT}\n"),
    ),
    "a picture that is not there": RefusedApproval(
        lambda press: drafted(press, PICTURED), {"action": "publish"}, "no_picture", 422
    ),
    "a publication before the one that waits": RefusedApproval(
        planned, {"action": "publish", "at": SOON}, "entry_in_the_way"
    ),
    "a publication at the instant of the one that waits": RefusedApproval(
        planned, {"action": "publish", "at": LATER}, "public_already"
    ),
    "a second publication": RefusedApproval(published, {"action": "publish"}, "public_already"),
    "a correction of what is not public": RefusedApproval(
        drafted, {"action": "correct"}, "nothing_to_correct"
    ),
    "a draft that has changed since": RefusedApproval(
        lambda press: rewritten(press, drafted(press)),
        {"action": "publish", "version": "1"},
        "version_conflict",
        412,
    ),
}
EVERY = pytest.mark.parametrize("name", REFUSED)


@pytest.fixture
def editor(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.EDITOR)


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    commands = Commands(tmp_path, monkeypatch, capsys)
    commands.done("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
    return commands


@EVERY
def test_the_desk_refuses(press: Press, editor: Visitor, name: str) -> None:
    case = REFUSED[name]
    release = case.prepare(press)
    before = press.write(log.lines, release)
    version = press.write(drafts.get, DraftRef(ROOM, release)).version
    fields = {
        "version": case.order.get("version", str(version)),
        "action": case.order["action"],
        "when": "later" if "at" in case.order else "now",
        "at": case.order.get("at", ""),
        "significance": "minor",
    }
    answer = editor.post(f"/redaktion/{ROOM}/r/{release}/granska/publicera", fields)
    assert answer.status == 422
    assert case.words("sv") in answer.text
    assert press.write(log.lines, release) == before


@EVERY
def test_the_api_refuses(press: Press, name: str) -> None:
    case = REFUSED[name]
    release = case.prepare(press)
    before = press.write(log.lines, release)
    sent: dict[str, Any] = dict(case.order)
    headers = {"if_match": f'"{sent.pop("version")}"'} if "version" in sent else {}
    path = f"/api/v1/newsrooms/{ROOM}/releases/{release}/entries"
    answer = press.api("POST", path, press.token(), sent, **headers)
    assert answer.status == case.status
    assert case.words("en") in answer.json()["detail"]
    assert press.write(log.lines, release) == before


@pytest.mark.parametrize("name", [name for name, case in REFUSED.items() if case.command])
def test_the_command_line_refuses(pressrum: Commands, name: str) -> None:
    case = REFUSED[name]
    assert case.command is not None
    assert case.words("en") in case.command(pressrum)
    with pressrum.desk() as desk:
        assert "correct" not in {entry.action for entry in desk.read(log.everything)}


def test_four_eyes_do_not_bind_a_token(press: Press) -> None:
    press.write(settings.put, RoomSettings(ROOM, four_eyes=True))
    token, releases = press.token(), f"/api/v1/newsrooms/{ROOM}/releases"
    made = press.api("POST", releases, token, {"title": "Ny bro"}).json()["id"]
    sent = {"action": "publish"}
    assert press.api("POST", f"{releases}/{made}/entries", token, sent).status == 201


def test_four_eyes_do_not_bind_a_command(pressrum: Commands) -> None:
    with pressrum.desk() as desk:
        desk.write(settings.put, RoomSettings(ROOM, four_eyes=True))
    assert typed("Ny bro\n\nBron öppnar i dag.\n")(pressrum) == ""
    with pressrum.desk() as desk:
        assert [entry.action for entry in desk.read(log.everything)] == ["publish"]
