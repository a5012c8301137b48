"""Files that pages load: those of `service/static`, and style sheets joined from their parts."""

import hashlib
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable

from feeds.links import Links

_VERSION_LENGTH = 12


def _walk(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", entry.read_bytes()


def _join(folder: Traversable) -> Iterator[tuple[str, bytes]]:
    bundles = tomllib.loads(folder.joinpath("bundles.toml").read_text(encoding="utf-8"))
    for name, parts in bundles.items():
        yield name, b"\n".join(folder.joinpath(part).read_bytes() for part in parts)


_SERVICE = files("service")
# Every file by its path below /static/.
STATIC = dict((*_walk(_SERVICE.joinpath("static")), *_join(_SERVICE.joinpath("styles"))))
_VERSIONS = {
    name: hashlib.sha256(body).hexdigest()[:_VERSION_LENGTH] for name, body in STATIC.items()
}


def static_version(name: str) -> str:
    """Return the hash of a static file's content; KeyError where there is no such file."""
    return _VERSIONS[name]


def static_url(links: Links, name: str) -> str:
    """Return the URL of a static file that changes with its content, good to cache for ever."""
    return f"{links.static(name)}?v={static_version(name)}"
