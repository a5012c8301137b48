"""The table of operations: one row makes a route and a path of the OpenAPI document."""

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from releases.model import Document
from releases.store.tokens import Scope
from service.api import (
    api_info,
    forms,
    handlers,
    intake,
    media,
    stored,
    sync,
    webhooks,
    wire,
)
from service.api.parameters import (
    IF_MATCH,
    IF_VERSION,
    KEY,
    PAGED,
    SINCE,
    SOURCE,
    STATE,
    WORDS,
    Parameter,
)
from service.api.responses import ApiResponse, response
from service.public.resources import Resource

Handler = Callable[[Request], Awaitable[ApiResponse | Response]]
BASE = "/api/v1"
NEWSROOM = BASE + "/newsrooms/{newsroom}"
MEDIA = NEWSROOM + "/media/{media}"
RELEASE = NEWSROOM + "/releases/{release}"


class Op(msgspec.Struct, frozen=True):
    """One operation. `errors` are the statuses it may refuse with beside those of every one.

    `answer` None with 200 is a file; `takes` is the media type of the body, `also` those of
    bodies that are no value but text or a file. `gives` are the headers of its answer.
    """

    method: str
    path: str
    handler: Handler
    ok: int
    answer: type[msgspec.Struct] | None
    scope: Scope | None = None
    body: type[msgspec.Struct] | None = None
    parameters: tuple[Parameter, ...] = ()
    errors: tuple[int, ...] = ()
    takes: str = "application/json"
    also: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


OPERATIONS: tuple[Op, ...] = (
    Op(
        "GET",
        NEWSROOM + "/releases",
        handlers.list_releases,
        200,
        wire.ReleaseList,
        Scope.READ,
        parameters=(STATE, WORDS, *PAGED),
    ),
    Op(
        "POST",
        NEWSROOM + "/releases",
        handlers.create_release,
        201,
        wire.ReleaseShown,
        Scope.WRITE,
        Document,
        gives=("ETag", "Location"),
    ),
    Op(
        "POST",
        NEWSROOM + "/intake",
        intake.read_source,
        200,
        intake.IntakeRead,
        Scope.WRITE,
        intake.Source,
        (SOURCE,),
        also=intake.TAKEN,
    ),
    Op(
        "GET",
        RELEASE,
        handlers.read_release,
        200,
        wire.ReleaseShown,
        Scope.READ,
        gives=("ETag",),
    ),
    Op(
        "PUT",
        RELEASE,
        handlers.replace_draft,
        200,
        wire.ReleaseShown,
        Scope.WRITE,
        Document,
        (IF_MATCH,),
        (412, 428),
        gives=("ETag",),
    ),
    Op(
        "DELETE",
        RELEASE,
        handlers.discard_draft,
        204,
        None,
        Scope.WRITE,
        parameters=(IF_MATCH,),
        errors=(409, 412, 428),
    ),
    Op(
        "POST",
        RELEASE + "/submission",
        handlers.submit_draft,
        200,
        wire.ReleaseShown,
        Scope.WRITE,
        None,
        (IF_MATCH,),
        (412, 428),
        gives=("ETag",),
    ),
    Op(
        "POST",
        RELEASE + "/entries",
        handlers.append_entry,
        201,
        wire.EntryShown,
        Scope.PUBLISH,
        wire.EntryOrder,
        (KEY, IF_VERSION),
        (409, 412),
        gives=("Location",),
    ),
    Op(
        "PUT",
        RELEASE + "/entries/{entry}",
        handlers.move_entry,
        200,
        wire.EntryShown,
        Scope.PUBLISH,
        wire.Move,
        errors=(409,),
        gives=("Location",),
    ),
    Op(
        "DELETE",
        RELEASE + "/entries/{entry}",
        handlers.cancel_entry,
        204,
        None,
        Scope.PUBLISH,
        errors=(409,),
    ),
    Op(
        "GET",
        NEWSROOM + "/media",
        media.list_media,
        200,
        stored.MediaList,
        Scope.READ,
        parameters=PAGED,
    ),
    Op(
        "POST",
        NEWSROOM + "/media",
        media.add_media,
        201,
        stored.MediaShown,
        Scope.WRITE,
        forms.MediaForm,
        takes="multipart/form-data",
        gives=("Location",),
    ),
    Op("GET", MEDIA, media.read_media, 200, stored.MediaShown, Scope.READ),
    Op("GET", MEDIA + "/{file}", media.read_file, 200, None, Scope.READ),
    Op("GET", NEWSROOM + "/webhooks", webhooks.list_webhooks, 200, wire.WebhookList, Scope.READ),
    Op(
        "POST",
        NEWSROOM + "/webhooks",
        webhooks.add_webhook,
        201,
        wire.WebhookShown,
        Scope.PUBLISH,
        wire.NewWebhook,
    ),
    Op(
        "DELETE",
        NEWSROOM + "/webhooks/{webhook}",
        webhooks.remove_webhook,
        204,
        None,
        Scope.PUBLISH,
    ),
)

# Public and cached: an edition, which answers by itself. Anybody may ask for ever new ones.
FOLLOWED = Resource(
    NEWSROOM + "/changes", sync.public_changes, (SINCE.name,), shared=True, in_turn=True
)
INFO = Resource(BASE + "/api-info", api_info.api_info, shared=True)
# Open to everybody.
PUBLIC: tuple[Op, ...] = (
    Op("GET", INFO.path, INFO.endpoint, 200, api_info.ApiInfo),
    Op(
        "GET",
        FOLLOWED.path,
        FOLLOWED.endpoint,
        200,
        wire.ChangeList,
        parameters=(SINCE,),
    ),
)


def routes() -> list[Route]:
    """Return one route a path, so that 405 names every method the path has."""
    by_path: dict[str, dict[str, Handler]] = {}
    for op in OPERATIONS:
        by_path.setdefault(op.path, {})[op.method] = op.handler
    return [
        INFO,
        FOLLOWED,
        *(
            Route(path, _endpoint(methods), methods=list(methods))
            for path, methods in by_path.items()
        ),
    ]


def _endpoint(methods: dict[str, Handler]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        # Starlette adds HEAD to every GET.
        method = "GET" if request.method == "HEAD" else request.method
        answer = await methods[method](request)
        return answer if isinstance(answer, Response) else response(answer)

    return endpoint
