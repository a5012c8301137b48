"""Style sheet and icon, from memory; addresses carry a content hash and may be kept for ever."""

import mimetypes
from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from releases.errors import NotFound
from service import queries
from service.edition import Draft, Edition, encode
from service.pages_rendering import STATIC, static_version
from service.reply import EditionResponse

_FOR_EVER = b"public, max-age=31536000, immutable"


@cache
def _edition(name: str) -> Edition:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
    return encode(Draft(STATIC[name], shown, cache_control=_FOR_EVER))


def prepare() -> None:
    """Compress every file, which its first request would else do."""
    for name in STATIC:
        _edition(name)


async def static(request: Request) -> Response:
    """Answer with a static file; `v` names its version."""
    asked = queries.read(request, ("v",))
    name = request.path_params["name"]
    if name not in STATIC or asked.get("v", static_version(name)) != static_version(name):
        raise NotFound("There is no such file.")
    return EditionResponse(_edition(name))
