"""Style sheet and icon, from memory; addresses carry a content hash and may be kept for ever."""

import mimetypes

from starlette.requests import Request
from starlette.responses import Response

from releases.errors import NotFound
from service import queries
from service.edition import Draft, Edition, encode
from service.pages_rendering import STATIC, static_version
from service.reply import EditionResponse

_FOR_EVER = b"public, max-age=31536000, immutable"


def _load() -> dict[str, Edition]:
    found: dict[str, Edition] = {}
    for name, body in STATIC.items():
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        found[name] = encode(Draft(body, shown, cache_control=_FOR_EVER))
    return found


_FILES = _load()


async def static(request: Request) -> Response:
    """Answer with a static file; `v` names its version."""
    asked = queries.read(request, ("v",))
    name = request.path_params["name"]
    if name not in _FILES or asked.get("v", static_version(name)) != static_version(name):
        raise NotFound("There is no such file.")
    return EditionResponse(_FILES[name])
