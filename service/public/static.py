"""Style sheets, scripts and icon from memory; their addresses carry a hash, good for ever."""

import mimetypes

from msgspec.structs import replace
from starlette.requests import Request

from releases.errors import NotFound
from service.cache.edition import CACHE_CONTROL, Content
from service.pages.static_files import STATIC, static_version
from service.public.resources import encode_once

_FOR_EVER = b"public, max-age=31536000, immutable"


def prepare() -> None:
    """Compress every file, which its first request would else do."""
    for name in STATIC:
        encode_once(_file(name))


def static(request: Request, query: dict[str, str]) -> Content:
    """A static file; `v` names its version."""
    name = request.path_params["name"]
    if name not in STATIC or query.get("v", static_version(name)) != static_version(name):
        raise NotFound(what="file")
    return _file(name)


def favicon(_: Request, __: dict[str, str]) -> Content:
    """The icon at the address that is asked for unbidden, which has no version."""
    return replace(_file("favicon.ico"), cache_control=CACHE_CONTROL)


def _file(name: str) -> Content:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return Content(STATIC[name], shown, cache_control=_FOR_EVER)
