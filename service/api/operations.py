"""The table of operations: one row makes a route and a path of the OpenAPI document."""

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from releases.model import Document
from releases.store.tokens import Scope
from service import public
from service.api import forms, handlers, intake, media, stored, sync, wire
from service.api.answers import Answer, response

Handler = Callable[[Request], Awaitable[Answer | Response]]
NEWSROOM = "/api/v1/newsrooms/{newsroom}"
MEDIA = NEWSROOM + "/media/{media}"
RELEASE = NEWSROOM + "/releases/{release}"


class Parameter(msgspec.Struct, frozen=True):
    """A query parameter or header of an operation, for the document."""

    name: str
    place: str
    about: str
    required: bool = False


class Op(msgspec.Struct, frozen=True):
    """One operation. `errors` are the statuses it may refuse with beside those of every one.

    `answer` None with 200 is a file; `takes` is the media type of the body, `also` those of
    bodies that are no value but text or a file.
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


IF_MATCH = Parameter("If-Match", "header", "the ETag the draft was read with, or *", required=True)
IF_VERSION = Parameter("If-Match", "header", "the ETag of the draft that is meant; else any")
KEY = Parameter("Idempotency-Key", "header", "the same key and body give the same entry again")
CURSOR = Parameter("cursor", "query", "`next` of the page before")

OPERATIONS: tuple[Op, ...] = (
    Op(
        "GET",
        NEWSROOM + "/releases",
        handlers.list_releases,
        200,
        wire.ReleaseList,
        Scope.READ,
        parameters=(
            Parameter("state", "query", "draft, submitted, scheduled, public or withdrawn"),
            Parameter("q", "query", "words in title, lead or body; the beginning is enough"),
            CURSOR,
        ),
    ),
    Op(
        "POST",
        NEWSROOM + "/releases",
        handlers.create_release,
        201,
        wire.ReleaseShown,
        Scope.WRITE,
        Document,
    ),
    Op(
        "POST",
        NEWSROOM + "/intake",
        intake.read_source,
        200,
        intake.IntakeRead,
        Scope.WRITE,
        intake.Source,
        (Parameter("url", "query", "where the page was found, for its relative links"),),
        also=intake.TAKEN,
    ),
    Op("GET", RELEASE, handlers.read_release, 200, wire.ReleaseShown, Scope.READ),
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
        parameters=(CURSOR,),
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
    ),
    Op("GET", MEDIA, media.read_media, 200, stored.MediaShown, Scope.READ),
    Op("GET", MEDIA + "/{file}", media.read_file, 200, None, Scope.READ),
    Op("GET", NEWSROOM + "/webhooks", handlers.list_webhooks, 200, wire.WebhookList, Scope.READ),
    Op(
        "POST",
        NEWSROOM + "/webhooks",
        handlers.add_webhook,
        201,
        wire.WebhookShown,
        Scope.PUBLISH,
        wire.NewWebhook,
    ),
    Op(
        "DELETE",
        NEWSROOM + "/webhooks/{webhook}",
        handlers.remove_webhook,
        204,
        None,
        Scope.PUBLISH,
    ),
)

SINCE = Parameter("since", "query", "`next` of the answer before; absent: from the first")
# Public and cached: an edition, which answers by itself.
CHANGES = Op(
    "GET", NEWSROOM + "/changes", sync.public_changes, 200, wire.ChangeList, parameters=(SINCE,)
)


def routes() -> list[Route]:
    """Return one route a path, so that 405 names every method the path has."""
    by_path: dict[str, dict[str, Handler]] = {}
    for op in OPERATIONS:
        by_path.setdefault(op.path, {})[op.method] = op.handler
    return [
        Route(CHANGES.path, public.shared(sync.public_changes), methods=public.READ),
        *(
            Route(path, _endpoint(methods), methods=list(methods))
            for path, methods in by_path.items()
        ),
    ]


def _endpoint(methods: dict[str, Handler]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        # Starlette adds HEAD to every GET.
        method = "GET" if request.method == "HEAD" else request.method
        found = await methods[method](request)
        return found if isinstance(found, Response) else response(found)

    return endpoint
