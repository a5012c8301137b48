"""`pressrum export`: everything a newsroom put in, as files that people and other tools read."""

from pathlib import Path

import click

from feeds.links import file_name
from releases.errors import FieldError, NotFound
from releases.exchange import frontmatter, newsroom_export
from releases.exchange.newsroom_export import Room
from releases.exchange.release_export import Story
from releases.model import DraftRef
from releases.store import media as media_store
from releases.store import newsrooms, stories
from releases.store.tx import Tx
from releases.text.slugs import slug
from releases.times import local_day
from service.commands.database import open_database
from service.commands.folders import MEDIA, ROOM
from service.media.files import MediaFiles


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--newsroom", help="Only this one; else all.")
def export(folder: Path, newsroom: str | None) -> None:
    """Write all releases to FOLDER as Markdown with YAML front matter, and what they name.

    A file a release, NEWSROOM/YEAR/MONTH/title-ID.md, with its whole history: drafts and what is
    yet to be published too, so keep the folder as you keep the database. `pressrum import FOLDER`
    brings it all back.
    """
    with open_database() as at:
        every = at.read(newsrooms.everyone)
        chosen = [story.slug for story in every if newsroom in (None, story.slug)]
        if newsroom and not chosen:
            raise NotFound("no_newsroom", slug=newsroom)
        files = MediaFiles(at.settings.media)
        for name in chosen:
            place = folder / name
            if place.exists():
                raise FieldError("FOLDER", "export_exists", place=str(place))
            count, room = at.read(_write, name, place)
            # Not within the snapshot: a store elsewhere may take its time.
            _write_files(room, place / MEDIA, files)
            (place / ROOM).write_text(newsroom_export.write(room), "utf-8", newline="\n")
            click.echo(f"{place}: {count:,} releases, {len(room.files):,} files")


def _write(tx: Tx, newsroom: str, place: Path) -> tuple[int, Room]:
    """Write the releases of a newsroom as they are in this one snapshot, each by itself in memory.

    Return how many they are, and the newsroom with the files that they name.
    """
    count = 0
    named: set[str] = set()
    place.mkdir(parents=True)
    for release_id in stories.ids(tx, newsroom):
        story = stories.get(tx, DraftRef(newsroom, release_id))
        path = place / _path(story, story.document(tx.now).title)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(frontmatter.write(story, tx.now), "utf-8", newline="\n")
        named.update(story.files)
        count += 1
    facts = newsrooms.get(tx, newsroom)
    stored = media_store.by_id(tx, named | {facts.logo_media or ""})
    return count, Room(facts, tuple(stored[story] for story in sorted(stored)))


def _write_files(room: Room, folder: Path, files: MediaFiles) -> None:
    for media in room.files:
        folder.mkdir(exist_ok=True)
        (folder / file_name(media)).write_bytes(files.read(media))
        for rendition in media.others:
            (folder / file_name(media, rendition)).write_bytes(files.read(media, rendition))


def _path(story: Story, title: str) -> Path:
    """Return where a release goes: by the day it was published, else begun."""
    first = min((entry.at for entry in story.entries), default=story.release.created_at)
    day = local_day(first)
    return Path(f"{day:%Y}", f"{day:%m}", f"{slug(title)}-{story.release.id}.md")
