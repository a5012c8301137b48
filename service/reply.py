"""Editions as Starlette responses, for the requests the hot path could not answer."""

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from service.edition import Edition


class EditionResponse(Response):
    """Answers with an edition: encoding, conditional requests and HEAD as the request asks."""

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - the ASGI signature
        edition = self.edition
        if edition.tally is not None:
            edition.tally.count += 1
        start, body = edition.messages(scope["headers"], head=scope["method"] == "HEAD")
        self.status_code = start["status"]
        await send(start)
        await send(body)
