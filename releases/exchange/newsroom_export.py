"""A newsroom's settings and the facts of its stored files, as a YAML file beside its releases."""

import msgspec

from releases.errors import FieldError
from releases.exchange import fields, history, yamltext
from releases.model import EXTENSIONS, Media, Newsroom, Rendition
from releases.rules.validation import validate_focus

# More bytes, and more pixels, than any stored file has.
_LARGEST = 1_000_000_000


class Room(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A newsroom with its logo and the pictures and attachments that its releases name."""

    newsroom: Newsroom
    files: tuple[Media, ...] = ()


def write(room: Room) -> str:
    """Return the file of a newsroom; `read_room` returns the same."""
    files = [fields.plain(msgspec.structs.replace(file, newsroom="")) for file in room.files]
    return yamltext.write(fields.plain(room.newsroom) | ({"files": files} if files else {}))


def read_room(text: str) -> Room:
    """Return a newsroom and its stored files; raises `FieldError` naming the key."""
    tree = yamltext.read_yaml(text, "newsroom.yaml")
    files = tree.pop("files", [])
    newsroom: Newsroom = fields.convert(tree, Newsroom, "newsroom")
    for file in files if isinstance(files, list) else ():
        if isinstance(file, dict):
            file["newsroom"] = newsroom.slug
    room_files: _Files = fields.convert({"files": files}, _Files)
    return Room(newsroom, tuple(_sound(file, i) for i, file in enumerate(room_files.files)))


def _sound(media: Media, number: int) -> Media:
    at = f"files[{number}]"
    history.check_id(media.id, f"{at}.id")
    _check_facts(media, at)
    if media.original is not None:
        _check_facts(media.original, f"{at}.original")
    for index, rendition in enumerate(media.renditions):
        _check_facts(rendition, f"{at}.renditions[{index}]")
    if media.focus is None:
        return media
    # The first exports told it in hundredths.
    scale = 100 if max(media.focus) > 1 else 1
    across, down = (coordinate / scale for coordinate in media.focus)
    focus = validate_focus((across, down), f"{at}.focus")
    return msgspec.structs.replace(media, focus=focus)


def _check_facts(file: Media | Rendition, at: str) -> None:
    if file.type not in EXTENSIONS:
        raise FieldError(f"{at}.type", "not_one_of", choices=", ".join(EXTENSIONS))
    for name in ("size", "width", "height"):
        if not 0 <= getattr(file, name) <= _LARGEST:
            raise FieldError(f"{at}.{name}", "number_out_of_range", least=0, most=_LARGEST)


class _Files(msgspec.Struct, frozen=True):
    files: tuple[Media, ...]
