"""`pressrum import` of feeds: dated, silent, once; killed half-way, it goes on where it was."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench import imports as bench
from releases.model import Kind
from releases.store import desklist, log, outbox
from releases.times import utc_text
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><link>https://k.example/</link>
<item><title>Ett</title><guid>1</guid><pubDate>Tue, 03 Apr 2018 07:23:00 +0200</pubDate>
<description>Text ett.</description></item>
<item><title>Två</title><guid>2</guid><pubDate>Wed, 04 Apr 2012 07:23:00 +0200</pubDate>
<description>Text två.</description></item></channel></rss>"""
BROKEN = FEED.replace("</item></channel>", "</item><item><title>Tre</b></item></channel>")


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


def drafts(pressrum: Commands) -> dict[str, Kind]:
    with pressrum.desk() as desk:
        page = desk.read(desklist.page, ROOM, desk.clock.now().replace(year=2150), 50)
        return {item.release.draft.title: item.release.draft.kind for item in page.items}


def published(pressrum: Commands) -> list[str]:
    with pressrum.desk() as desk:
        assert desk.read(outbox.counts) == {}, "imports are silent"
        return sorted(utc_text(entry.at) for entry in desk.read(log.everything))


def take(pressrum: Commands, text: str, *options: str) -> Any:
    path = pressrum.file("feed.xml", text)
    return pressrum("import", path, "--newsroom", ROOM, *options)


def test_items_become_drafts_unless_more_is_asked(pressrum: Commands) -> None:
    said = take(pressrum, FEED)
    assert (said.code, said.out) == (0, "")
    assert said.err.startswith("feed.xml: added 2, corrected 0, unchanged 0, skipped 0")
    assert set(drafts(pressrum)) == {"Ett", "Två"}
    assert published(pressrum) == []


def test_items_are_published_at_their_dates_once(pressrum: Commands) -> None:
    first = take(pressrum, FEED, "--publish", "--json").json()
    assert [made["url"].rpartition("/")[2] for made in first] == ["ett", "tva"]
    again = take(pressrum, FEED, "--publish")
    assert "added 0, corrected 0, unchanged 2" in again.err
    assert published(pressrum) == ["2012-04-04T05:23:00Z", "2018-04-03T05:23:00Z"]


def test_a_changed_item_is_corrected(pressrum: Commands) -> None:
    take(pressrum, FEED, "--publish")
    said = take(pressrum, FEED.replace("Text ett", "Rättad text"), "--publish")
    assert "added 0, corrected 1, unchanged 1" in said.err


def test_older_items_can_be_left_out(pressrum: Commands) -> None:
    said = take(pressrum, FEED, "--since", "2015-01-01", "--kind", "news")
    assert "added 1" in said.err
    assert "skipped 1" in said.err
    assert drafts(pressrum) == {"Ett": Kind.NEWS}


def test_an_item_that_stands_twice_is_taken_once(pressrum: Commands) -> None:
    twice = FEED.replace(
        "</channel>", FEED[FEED.index("<item>") : FEED.index("<item>", 99)] + "</channel>"
    )
    for _ in range(2):
        assert "stands twice" in take(pressrum, twice).err
        assert set(drafts(pressrum)) == {"Ett", "Två"}


SHARED = """<rss version="2.0"><channel><link>https://k.example/</link>{}</channel></rss>"""
NAMED = """<item><title>{0}</title><link>https://k.example/{0}</link><guid>start</guid>
<pubDate>{1}</pubDate><description>Text om {0}.</description></item>"""


def test_two_that_go_by_one_id_are_two_whatever_their_order(pressrum: Commands) -> None:
    date = "Tue, 03 Apr 2018 07:23:00 +0200"
    bath, library = NAMED.format("badet", date), NAMED.format("biblioteket", date)
    said = take(pressrum, SHARED.format(bath + library + bath))
    assert "added 2, corrected 0, unchanged 0, skipped 1" in said.err
    assert "biblioteket: has the id of another item" in said.err
    assert set(drafts(pressrum)) == {"badet", "biblioteket"}
    again = take(pressrum, SHARED.format(library + bath))
    assert "added 0, corrected 0, unchanged 2" in again.err
    changed = library.replace("Text om", "Allt om")
    assert "corrected 1, unchanged 1" in take(pressrum, SHARED.format(bath + changed)).err


@pytest.mark.parametrize("stated", ["i våras", "Tue, 03 Apr 2018 07:23:00 ÅÄT"])
def test_a_date_that_cannot_be_read_is_told_and_the_item_waits(
    pressrum: Commands, stated: str
) -> None:
    said = take(pressrum, SHARED.format(NAMED.format("badet", stated)), "--publish")
    assert f"badet: states a date that cannot be read: {stated}" in said.err
    assert published(pressrum) == []
    assert stated in take(pressrum, SHARED.format(NAMED.format("x", stated)), "--dry-run").err


def test_what_stands_before_a_fault_is_kept_and_the_fault_is_told(pressrum: Commands) -> None:
    said = take(pressrum, BROKEN, "--publish")
    assert said.code == 1
    assert "not well-formed" in said.err
    assert "added 2" in said.err
    assert "unchanged 2" in take(pressrum, FEED).err


def test_a_refused_item_is_named_and_the_rest_taken(pressrum: Commands) -> None:
    said = take(pressrum, FEED.replace("<title>Ett</title>", ""))
    assert said.code == 1
    assert "pressrum: feed.xml: 1: title: a release needs a title" in said.err
    assert set(drafts(pressrum)) == {"Två"}
    assert "added 1" in take(pressrum, FEED).err, "mended, it is taken in"


def test_an_item_that_cannot_be_read_is_refused_alone(pressrum: Commands) -> None:
    deep = FEED.replace("Text ett.", "&lt;div&gt;" * 5_000)
    said = take(pressrum, deep)
    assert (said.code, "deeper" in said.err) == (1, True)
    assert set(drafts(pressrum)) == {"Två"}
    path = pressrum.file("feed.xml", deep)
    assert "deeper" in pressrum.done("import", path, "--dry-run").err


def test_a_feed_takes_no_single_instant(pressrum: Commands) -> None:
    path = pressrum.file("feed.xml", FEED)
    assert "--at" in pressrum.refused(
        "import", path, "--newsroom", ROOM, "--at", "2140-01-01T10:00"
    )


def test_a_dry_run_shows_the_records(pressrum: Commands) -> None:
    path = pressrum.file("feed.xml", FEED)
    shown = pressrum.done("import", path, "--dry-run", "--json").json()
    assert [record["published_at"] for record in shown] == [
        "2018-04-03T07:23:00+02:00",
        "2012-04-04T07:23:00+02:00",
    ]
    assert [record["body"] for record in shown] == ["Text ett.", "Text två."]
    assert drafts(pressrum) == {}


def test_killed_half_way_and_run_again_every_item_is_there_once(pressrum: Commands) -> None:
    count = 400
    path = pressrum.folder / "long.xml"
    bench.write(path, count)
    command = [str(Path(sys.executable).with_name("pressrum")), "import", str(path)]
    options = ["--newsroom", ROOM, "--publish", "--json"]
    with subprocess.Popen(
        [*command, *options], env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        # Told of once it is on disk, two batches in.
        told = [process.stdout.readline() for _ in range(100)]
        process.kill()
    assert all(told)
    with pressrum.desk() as desk:
        assert 100 <= len(desk.read(log.everything)) < count
    pressrum.done("import", str(path), "--newsroom", ROOM, "--publish")
    with pressrum.desk() as desk:
        entries = desk.read(log.everything)
        assert len(entries) == len({entry.release for entry in entries}) == count
    again = pressrum.done("import", str(path), "--newsroom", ROOM, "--publish")
    assert "unchanged 400" in again.err
