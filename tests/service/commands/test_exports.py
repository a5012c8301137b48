"""`pressrum export` and back: whoever leaves takes everything along, pictures too."""

import hashlib
from pathlib import Path
from typing import Any, cast

import pytest

from releases.desk import drafts, newsroom_settings
from releases.model import Document, DraftRef, Image, Rendition, new_id
from releases.public import Selection
from releases.rules.validation import CheckedDocument, validate
from releases.store import listings, log, media, newsrooms, stories
from releases.timeline import Action
from service.media.files import MediaFiles
from tests import builders as b
from tests.service.app_server import ROOM, WHO
from tests.service.cli_runner import Commands
from tests.stores import Desk, open_desk

PICTURE = b"\xff\xd8 en bild"
SMALL = b"en mindre bild"


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands on a newsroom with a corrected, a scheduled, a withdrawn release and a draft."""
    commands = Commands(tmp_path, monkeypatch, capsys)
    with commands.desk() as desk:
        sha256, small = (hashlib.sha256(body).hexdigest() for body in (PICTURE, SMALL))
        rendition = Rendition("image/webp", len(SMALL), 320, 180, small)
        stored = b.media("bild1", size=len(PICTURE), sha256=sha256, renditions=(rendition,))
        MediaFiles(tmp_path / "media").write(stored, PICTURE)
        MediaFiles(tmp_path / "media").write(stored, SMALL, rendition)
        desk.write(media.add, stored)
        corrected = desk.publish(b.document("Rättad", images=(Image("bild1", "En buss"),)))
        pointed = Image("bild1", "En buss", focus=(0.3, 1.0))
        withdrawn = desk.publish(b.document("Återkallad"))
        desk.order(desk.draft(b.document("Planerad")), at=b.MORNING.replace(year=2150))
        desk.draft(b.document("Utkast"))
        desk.clock.advance(b.HOUR)
        desk.save(corrected, b.document("Rättad: nej", images=(pointed,)))
        desk.order(corrected, Action.CORRECT, note="Rätt ord.")
        desk.order(withdrawn, Action.WITHDRAW, note="Fel.")
    return commands


def elsewhere(pressrum: Commands) -> None:
    """Go on with a database and media folder in which nothing is."""
    pressrum.use(pressrum.folder / "other.db")
    pressrum.setting("MEDIA", str(pressrum.folder / "other-media"))


def known(desk: Desk) -> dict[str, Any]:
    """Everything that can be known of the newsroom, now and an hour ago."""
    return {
        "stories": {
            release_id: desk.read(stories.get, DraftRef(ROOM, release_id))
            for release_id in desk.read(stories.ids, ROOM)
        },
        "log": set(desk.read(log.everything)),
        "public": [
            desk.read(listings.listing, Selection(ROOM), t, 50, notices=True).items
            for t in (b.MORNING, b.MORNING + b.HOUR, b.MORNING.replace(year=2150))
        ],
    }


def test_everything_comes_back_as_it_was(pressrum: Commands) -> None:
    said = pressrum.done("export", "ut")
    assert "4 releases, 1 files" in said.out
    with pressrum.desk() as desk:
        before = known(desk)
    elsewhere(pressrum)
    back = pressrum.done("import", "ut")
    assert sum("/rattad-nej" in line for line in back.out.splitlines()) == 1
    with open_desk(pressrum.folder / "other.db") as desk:
        assert known(desk) == before
        (stored,) = desk.read(media.by_id, ["bild1"]).values()
    files = MediaFiles(pressrum.folder / "other-media")
    assert files.read(stored) == PICTURE
    assert [files.read(stored, rendition) for rendition in stored.renditions] == [SMALL]


def test_a_logo_comes_along_though_no_release_names_it(pressrum: Commands) -> None:
    name, drawn = new_id(), b"en logotyp"
    logo = b.media(name, size=len(drawn), sha256=hashlib.sha256(drawn).hexdigest())
    MediaFiles(pressrum.folder / "media").write(logo, drawn)
    with pressrum.desk() as desk:
        desk.write(media.add, logo)
        room = b.newsroom(ROOM, logo=f"{name}.jpg")
        desk.write(newsroom_settings.set_newsroom, room, WHO)
    pressrum.done("export", "ut")
    elsewhere(pressrum)
    pressrum.done("import", "ut")
    with open_desk(pressrum.folder / "other.db") as desk:
        assert desk.read(newsrooms.get, ROOM).logo == f"{name}.jpg"
        assert desk.read(media.public, name, b.MORNING) == logo
    assert MediaFiles(pressrum.folder / "other-media").read(logo) == drawn


def test_two_exports_of_one_content_are_one_and_importing_twice_is_importing_once(
    pressrum: Commands,
) -> None:
    pressrum.done("export", "ut")
    elsewhere(pressrum)
    pressrum.done("import", "ut")
    pressrum.done("import", "ut", "--newsroom", ROOM)
    pressrum.done("export", "ut2")
    assert _files(pressrum.folder / "ut2") == _files(pressrum.folder / "ut")


def test_files_are_named_by_newsroom_month_and_title(pressrum: Commands) -> None:
    pressrum.done("export", "ut", "--newsroom", ROOM)
    names = sorted(_files(pressrum.folder / "ut"))
    assert f"{ROOM}/newsroom.yaml" in names
    assert f"{ROOM}/media/bild1.jpg" in names
    assert f"{ROOM}/media/bild1-320.webp" in names
    (corrected,) = (name for name in names if "rattad-nej" in name)
    assert corrected.startswith(f"{ROOM}/2018/04/rattad-nej-")
    text = (pressrum.folder / "ut" / corrected).read_text()
    assert text.startswith('---\ntitle: "Rättad: nej"\ndate: 2018-04-03T07:23:00+02:00\n')
    assert text.endswith("Resandet har ökat i tre år.\n")


def test_an_export_overwrites_nothing(pressrum: Commands) -> None:
    pressrum.done("export", "ut")
    assert "exists" in pressrum.refused("export", "ut")
    assert "no newsroom" in pressrum.refused("export", "annan", "--newsroom", "okand")


def test_a_release_comes_back_into_its_own_newsroom_only(pressrum: Commands) -> None:
    pressrum.done("export", "ut")
    pressrum.done("newsroom", "add", "annan", "--name", "Annan")
    ended = pressrum("import", "ut", "--newsroom", "annan")
    assert ended.code == 1
    assert ended.err.count(f"belongs to '{ROOM}'") == 4


@pytest.mark.parametrize("how", ["changed", "lost"])
def test_a_file_that_is_not_what_was_exported_is_refused(pressrum: Commands, how: str) -> None:
    pressrum.done("export", "ut")
    picture = pressrum.folder / "ut" / ROOM / "media" / "bild1.jpg"
    picture.unlink() if how == "lost" else picture.write_bytes(b"annat")
    elsewhere(pressrum)
    ended = pressrum("import", "ut")
    assert ended.code == 1
    assert "media/bild1.jpg" in ended.err


@pytest.mark.parametrize("content", [b"\xff\xfe", b"slug: [", b"slug: a\nfiles: b", b"name: a"])
def test_a_newsroom_that_cannot_be_read_is_refused(pressrum: Commands, content: bytes) -> None:
    (pressrum.folder / "ut").mkdir()
    (pressrum.folder / "ut" / "newsroom.yaml").write_bytes(content)
    assert pressrum.refused("import", "ut")


def test_an_id_that_is_no_file_name_is_refused(pressrum: Commands) -> None:
    pressrum.done("export", "ut")
    settings = pressrum.folder / "ut" / ROOM / "newsroom.yaml"
    settings.write_text(settings.read_text().replace("bild1", "../bild1"))
    elsewhere(pressrum)
    assert "files[0].id" in pressrum("import", "ut").err


def test_a_file_stored_under_an_id_is_not_overwritten(pressrum: Commands) -> None:
    pressrum.done("export", "ut")
    elsewhere(pressrum)
    pressrum.done("newsroom", "add", ROOM, "--name", "R")
    with open_desk(pressrum.folder / "other.db") as desk:
        desk.write(media.add, b.media("bild1"))
    assert "is here already" in pressrum("import", "ut").err


def test_a_changed_release_is_not_overwritten(pressrum: Commands) -> None:
    pressrum.done("export", "ut")
    with pressrum.desk() as desk:
        (draft,) = (
            story.release
            for story in known(desk)["stories"].values()
            if story.release.draft.title == "Utkast"
        )
        desk.write(drafts.save, draft.ref, validate(Document("Nytt")), WHO, draft.version)
    ended = pressrum("import", "ut")
    assert ended.code == 1
    assert "is not the same" in ended.err


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_what_was_written_with_soft_hyphens_comes_back_as_it_was(pressrum: Commands) -> None:
    """New texts hold none, and the log of old ones does not change."""
    old = b.document("Sjuk\N{SOFT HYPHEN}vård", body="Ek\N{ZERO WIDTH SPACE}backa.")
    with pressrum.desk() as desk:
        desk.write(drafts.create, ROOM, cast("CheckedDocument", old), WHO)
        before = known(desk)
    pressrum.done("export", "ut")
    elsewhere(pressrum)
    pressrum.done("import", "ut")
    with open_desk(pressrum.folder / "other.db") as desk:
        assert known(desk) == before
