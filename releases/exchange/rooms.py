"""A newsroom's settings and the facts of its stored files, as a YAML file beside its releases."""

import msgspec

from releases.checks import checked_focus
from releases.exchange import fields, history, yamltext
from releases.model import Media, Newsroom


class Room(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A newsroom with its logo and the pictures and attachments that its releases name."""

    newsroom: Newsroom
    files: tuple[Media, ...] = ()


def write(room: Room) -> str:
    """Return the file of a newsroom; `read` returns the same."""
    files = [fields.plain(msgspec.structs.replace(each, newsroom="")) for each in room.files]
    return yamltext.write(fields.plain(room.newsroom) | ({"files": files} if files else {}))


def read(text: str) -> Room:
    """Return a newsroom and its stored files; raises `FieldError` naming the key."""
    tree = yamltext.read(text, "newsroom.yaml")
    files = tree.pop("files", [])
    newsroom: Newsroom = fields.convert(tree, Newsroom, "newsroom")
    for each in files if isinstance(files, list) else ():
        if isinstance(each, dict):
            each["newsroom"] = newsroom.slug
    found: _Files = fields.convert({"files": files}, _Files)
    return Room(newsroom, tuple(_sound(each, i) for i, each in enumerate(found.files)))


def _sound(media: Media, number: int) -> Media:
    history.check_id(media.id, f"files[{number}].id")
    if media.focus is None:
        return media
    # The first exports told it in hundredths.
    scale = 100 if max(media.focus) > 1 else 1
    across, down = (each / scale for each in media.focus)
    focus = checked_focus((across, down), f"files[{number}].focus")
    return msgspec.structs.replace(media, focus=focus)


class _Files(msgspec.Struct, frozen=True):
    files: tuple[Media, ...]
