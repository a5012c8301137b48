"""`pressrum export`: everything a newsroom put in, as files that people and other tools read."""

from collections import Counter
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
            counts = at.read(_write, name, place, files)
            click.echo(f"{place}: {counts['releases']:,} releases, {counts['files']:,} files")


def _write(tx: Tx, newsroom: str, place: Path, files: MediaFiles) -> Counter[str]:
    """Write one newsroom as it is in this one snapshot; a release at a time is in memory."""
    counts: Counter[str] = Counter()
    named: set[str] = set()
    place.mkdir(parents=True)
    for release_id in stories.ids(tx, newsroom):
        story = stories.get(tx, DraftRef(newsroom, release_id))
        path = place / _path(story, story.document(tx.now).title)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(frontmatter.write(story, tx.now), "utf-8", newline="\n")
        named.update(story.files)
        counts["releases"] += 1
    facts = newsrooms.get(tx, newsroom)
    stored = media_store.by_id(tx, named | {facts.logo_media or ""})
    room = Room(facts, tuple(stored[story] for story in sorted(stored)))
    for media in room.files:
        (place / MEDIA).mkdir(exist_ok=True)
        (place / MEDIA / file_name(media)).write_bytes(files.read(media))
        for rendition in media.renditions:
            (place / MEDIA / file_name(media, rendition)).write_bytes(files.read(media, rendition))
        counts["files"] += 1
    (place / ROOM).write_text(newsroom_export.write(room), "utf-8", newline="\n")
    return counts


def _path(story: Story, title: str) -> Path:
    """Return where a release goes: by the day it was published, else begun."""
    first = min((entry.at for entry in story.entries), default=story.release.created_at)
    day = local_day(first)
    return Path(f"{day:%Y}", f"{day:%m}", f"{slug(title)}-{story.release.id}.md")
